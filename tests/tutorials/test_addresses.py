"""Addresses are read as text: cleaned, compared in all spellings, never opened."""

import pytest

from geoapp.tutorials.addresses import (
    NotAWebAddress,
    address_in,
    clean_address,
    normalised,
    spellings,
)


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("HTTPS://Example.org/Bowl#part", "https://example.org/Bowl"),
        ("example.org/bowl", "https://example.org/bowl"),
        ("https://example.org", "https://example.org/"),
        (
            "https://example.org/b?utm_source=x&id=3&fbclid=y",
            "https://example.org/b?id=3",
        ),
        ("https://example.org/b?a=%20&c", "https://example.org/b?a=%20&c"),
    ],
)
def test_an_address_loses_what_does_not_name_the_page(typed, clean):
    assert clean_address(typed) == clean


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.org/",
        "https://",
        "https://[bowl",
        "https://example.org:bowl/",
        "https://me@example.org/",
        "https://example.org/\\x",
        "//example.org/",
        "",
        "https://example.org/" + "b" * 800,
    ],
)
def test_what_is_no_web_address_is_refused(typed):
    with pytest.raises(NotAWebAddress):
        clean_address(typed)


def test_spellings_are_scheme_www_and_closing_slash():
    found = spellings("https://www.example.org/bowl/")
    assert len(set(found)) == 8
    assert "http://example.org/bowl" in found


def test_an_address_is_found_in_a_shared_text():
    assert address_in("Look: https://example.org/bowl.") == "https://example.org/bowl"
    assert address_in("a bowl") == ""


def test_variants_of_a_url_have_the_same_key():
    one = normalised("http://www.example.org/bowl/?utm_source=x#top")
    assert one == normalised("https://Example.org/bowl")
    assert one != normalised("https://example.org/bowl?id=3")
    assert normalised("no address") == "no address"
