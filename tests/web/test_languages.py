"""Languages and countries by name, in the reader's language, and back."""

import pytest
from django.utils import translation

from geoapp.crafts.spoken_languages import (
    common_in,
    language_name,
    listed_names,
    tag_of,
)
from geoapp.geocoding.country_names import country_name, country_names


@pytest.mark.parametrize(
    ("reader", "tag", "name"),
    [
        ("en", "de", "German"),
        ("de", "de", "Deutsch"),
        ("de", "pt-BR", "Portugiesisch (Brasilien)"),
        ("de", "de-LI", "Deutsch (Liechtenstein)"),
        ("en", "tlh-unknown", "Klingon (unknown)"),
        ("en", "qqz", "qqz"),
    ],
)
def test_a_language_has_its_readers_name(reader, tag, name):
    with translation.override(reader):
        assert language_name(tag) == name


@pytest.mark.parametrize(
    ("reader", "words", "tag"),
    [
        ("en", "Turkish", "tr"),
        ("de", "türkisch", "tr"),
        ("de", "Turkish", "tr"),
        ("en", "Türkçe", "tr"),
        ("en", "Twi", "tw"),
        ("en", "tr", "tr"),
        ("en", "pt-BR", "pt-BR"),
        ("en", "Deutsch", "de"),
        ("en", "Gibberish tongue", None),
        ("en", "<script>", None),
    ],
)
def test_a_name_leads_to_its_tag(reader, words, tag):
    with translation.override(reader):
        assert tag_of(words) == tag


@pytest.mark.parametrize("reader", ["en", "de"])
def test_every_listed_name_leads_back_to_itself(reader):
    with translation.override(reader):
        strays = [n for n in listed_names() if language_name(tag_of(n) or "") != n]
    assert strays == []


def test_what_a_country_speaks_comes_first():
    assert common_in("DE")[:2] == ("de", "en")
    assert {"de", "fr", "it", "rm"} <= set(common_in("CH"))
    assert "cy" in common_in("GB")
    assert common_in("") == common_in("ZZ") != ()


def test_countries_have_their_readers_names():
    with translation.override("de"):
        assert country_name("GB") == "Vereinigtes Königreich"
        assert next(iter(country_names().values())).startswith("A")
    with translation.override("en-us"):
        assert country_name("GB") == "United Kingdom"
        assert country_name("QQ") == "QQ"
