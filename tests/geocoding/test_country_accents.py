"""Names of countries have their accents, and are found without."""

import pytest
from django.utils.translation import override

from geoapp.geocoding.country_names import country_name, is_country


@pytest.mark.parametrize(
    ("code", "name", "typed"),
    [
        ("AX", "Åland Islands", "aland islands"),
        ("CW", "Curaçao", "curacao"),
        ("RE", "Réunion", "reunion"),
    ],
)
def test_a_country_is_named_with_its_accents(code, name, typed):
    with override("en"):
        assert country_name(code) == name
    assert is_country(typed)
    assert is_country(name)
