"""One key for all the ways in which a name is written."""

import pytest

from geoapp.geocoding.name_keys import name_key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("St. Gallen", "st gallen"),
        ("Sankt-Gallen", "st gallen"),
        ("SAINT GALLEN", "st gallen"),
        ("Sainte-Foy", "ste foy"),
        ("U.K.", "uk"),
        ("Washington, D.C.", "washington dc"),
        ("King\u2019s Lynn", "kings lynn"),
        ("Biel/Bienne", "biel bienne"),
        ("Halle (Saale)", "halle saale"),
        ("São Paulo", "sao paulo"),
        ("Köln am Rhein", "koln am rhein"),
        ("...", ""),
    ],
)
def test_a_name_has_one_key(text, key):
    assert name_key(text) == key
