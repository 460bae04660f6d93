"""Distances in the reader's units and separators."""

import pytest
from django.utils import translation

from geoapp.discovery.search.criteria import DEFAULT_RADIUS
from geoapp.web.distances import chosen_units, distance_text, radii


@pytest.fixture(params=[""])
def chosen(request):
    token = chosen_units.set(request.param)
    yield request.param
    chosen_units.reset(token)


@pytest.mark.parametrize(
    ("language", "metres", "words"),
    [
        ("en", 0, "10 m"),
        ("en", 346, "350 m"),
        ("en", 949, "950 m"),
        ("en", 1_240, "1.2 km"),
        ("en", 2_000, "2 km"),
        ("en", 9_960, "10 km"),
        ("en", 34_400, "34 km"),
        ("en", 1_234_000, "1,234 km"),
        ("de", 346, "350 m"),
        ("de", 1_240, "1,2 km"),
        ("de", 1_234_000, "1.234 km"),
        ("en-us", 0, "50 ft"),
        ("en-us", 90, "300 ft"),
        ("en-us", 1_240, "0.8 mi"),
        ("en-us", 34_400, "21 mi"),
        ("en-gb", 0, "10 yd"),
        ("en-gb", 90, "100 yd"),
        ("en-gb", 1_609, "1 mi"),
        ("en-gb", 2_300_000, "1,429 mi"),
    ],
)
def test_a_distance_is_as_exact_as_it_helps(language, metres, words):
    with translation.override(language):
        assert distance_text(metres) == words


@pytest.mark.parametrize("chosen", ["mi"], indirect=True)
def test_a_german_may_count_in_miles(chosen):
    with translation.override("de"):
        assert distance_text(2_414) == "1,5 mi"


@pytest.mark.parametrize("chosen", ["km"], indirect=True)
def test_an_american_may_count_in_kilometres(chosen):
    with translation.override("en-us"):
        assert distance_text(2_414) == "2.4 km"


def test_radii_are_round_in_the_readers_units():
    with translation.override("de"):
        assert [words for _, words in radii()][:3] == ["2 km", "5 km", "10 km"]
    with translation.override("en-gb"):
        words = [words for _, words in radii()]
        assert words == [
            "1 mi", "3 mi", "6.2 mi", "15 mi", "30 mi", "60 mi", "100 mi", "300 mi",
        ]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "en-us"])
@pytest.mark.parametrize("metres", [DEFAULT_RADIUS.metres, 7_000])
def test_the_present_radius_can_be_sent_again(language, metres):
    with translation.override(language):
        assert metres in [offered for offered, _ in radii(metres)]
