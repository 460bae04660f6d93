"""Times, distances and freshness in words."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from geoapp.discovery.hours.open_state import CLOSED, OPEN, UNKNOWN, OpenState
from geoapp.discovery.matching.matches import Match, PlanOffer, PlanStop
from geoapp.publishing.models import PublishedVenue
from geoapp.web.display_text import (
    directions_text,
    distance_from_text,
    freshness_text,
    opening_text,
    place_text,
    total_distance_text,
)
from tests.world import AT


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
        (OpenState(state=UNKNOWN), "Opening hours not known yet"),
        (OpenState(state=UNKNOWN, until=AT + timedelta(hours=3)), "May be open"),
        (
            OpenState(
                state=UNKNOWN, until=AT + timedelta(hours=3), comment="ring twice"
            ),
            "May be open: “ring twice”",
        ),
        (
            OpenState(state=UNKNOWN, comment="by appointment"),
            "Opening hours not known yet: “by appointment”",
        ),
        (
            OpenState(state=UNKNOWN, text="evenings", parsed=False),
            "Opening hours: “evenings”",
        ),
    ],
)
def test_an_opening_state_has_its_words(state, words):
    assert opening_text(state, AT) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (None, "Not confirmed yet"),
        (date(2026, 11, 25), "Last confirmed today"),
        (date(2026, 11, 13), "Last confirmed 12 days ago"),
        (date(2026, 8, 20), "Last confirmed 3 months ago"),
        (date(2015, 3, 1), "Last confirmed 2015"),
    ],
)
def test_freshness_shows_days_months_or_the_year(day, words):
    assert freshness_text(PublishedVenue(confirmed_at=day), AT) == words


@pytest.mark.parametrize("precision", ["city", "area"])
def test_a_distance_to_an_area_is_never_shown(precision):
    venue = PublishedVenue(precision=precision, locality="Berlin", uncertainty_m=1000)
    assert place_text(venue, 500) == "in Berlin (approximate location)"


def test_a_distance_within_the_doubt_is_about():
    venue = PublishedVenue(precision="postcode", locality="London", uncertainty_m=100)
    assert place_text(venue, 90) == "London, about 90 m"
    assert place_text(venue, 350) == "London, 350 m"


def test_a_way_is_a_distance_only_where_the_place_is_known():
    exact = PublishedVenue(precision="address", locality="London")
    inexact = PublishedVenue(precision="city", locality="London")
    assert distance_from_text(exact, 1_400) == "1.4 km"
    assert distance_from_text(inexact, 1_400) == "in London (approximate location)"


def far(venue):
    """A match of which only the distance is asked."""
    fit = SimpleNamespace(distance_m=1_500.0)
    return Match(venue=venue, fit=fit, facts=None, needs=None, visitor=None, at=AT)


@pytest.mark.parametrize(
    ("precision", "words"), [("address", "3 km"), ("area", "about 3 km")]
)
def test_a_total_distance_is_about_if_any_part_is(precision, words):
    venues = [PublishedVenue(precision=p) for p in ("exact", precision)]
    stops = tuple(PlanStop(far(venue), ("kiln",)) for venue in venues)
    assert total_distance_text(PlanOffer(stops=stops, way_m=3_000)) == words


@pytest.mark.parametrize(
    ("precision", "locality", "words"),
    [
        ("exact", "London", "Directions"),
        ("city", "London", "Directions to London"),
        ("area", "", "Directions to the area"),
    ],
)
def test_directions_promise_what_is_known(precision, locality, words):
    venue = PublishedVenue(precision=precision, locality=locality)
    assert directions_text(venue) == words
