"""Times, distances and freshness in words."""

from datetime import date, timedelta

import pytest

from geoapp.discovery.openings import CLOSED, OPEN, UNKNOWN, OpenState
from geoapp.publishing.models import PublishedVenue
from geoapp.web.phrases import (
    distance_words,
    freshness_words,
    opening_words,
    place_words,
)
from tests.world import AT


@pytest.mark.parametrize(
    ("metres", "words"),
    [
        (0, "10 m"),
        (346, "350 m"),
        (949, "950 m"),
        (1_240, "1.2 km"),
        (2_000, "2 km"),
        (9_960, "10 km"),
        (34_400, "34 km"),
    ],
)
def test_a_distance_is_as_exact_as_it_helps(metres, words):
    assert distance_words(metres) == words


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (OpenState(state=OPEN), "Open"),
        (OpenState(state=OPEN, until=AT + timedelta(hours=9)), "Open until 21:00"),
        (
            OpenState(state=CLOSED, next_open=AT + timedelta(minutes=20)),
            "Closed, opens in 20 min",
        ),
        (
            OpenState(state=CLOSED, next_open=AT + timedelta(hours=2)),
            "Closed, opens in 2 h",
        ),
        (
            OpenState(state=CLOSED, next_open=AT + timedelta(days=3, hours=-2)),
            "Closed, opens Saturday 10:00",
        ),
        (OpenState(state=CLOSED), "Closed"),
        (OpenState(state=UNKNOWN), "Hours unknown"),
        (
            OpenState(state=UNKNOWN, comment="by appointment"),
            "Hours unknown: “by appointment”",
        ),
        (
            OpenState(state=UNKNOWN, text="evenings", parsed=False),
            "Hours as written: “evenings”",
        ),
    ],
)
def test_an_opening_state_has_its_words(state, words):
    assert opening_words(state, AT) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (None, "never confirmed"),
        (date(2026, 11, 25), "confirmed today"),
        (date(2026, 11, 13), "confirmed 12 days ago"),
        (date(2026, 8, 20), "confirmed 3 months ago"),
        (date(2015, 3, 1), "as of 2015"),
    ],
)
def test_freshness_says_days_months_or_the_year(day, words):
    assert freshness_words(PublishedVenue(confirmed_at=day), AT) == words


@pytest.mark.parametrize("precision", ["city", "area"])
def test_a_distance_to_an_area_is_never_told(precision):
    venue = PublishedVenue(precision=precision, locality="Berlin", uncertainty_m=1000)
    assert place_words(venue, 500) == "in Berlin, exact place unknown"


def test_a_distance_within_the_doubt_is_about():
    venue = PublishedVenue(precision="postcode", locality="London", uncertainty_m=100)
    assert place_words(venue, 90) == "London, about 90 m"
    assert place_words(venue, 350) == "London, 350 m"
