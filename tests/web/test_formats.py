"""Hours, dates and sums as readers of each language write them."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.utils import formats, translation

from geoapp.crafts.spoken_languages import language_name
from geoapp.discovery.hours.open_state import CLOSED, OPEN, UNKNOWN, OpenState
from geoapp.publishing.models import PublishedVenue
from geoapp.web.display_text import (
    distance_from_text,
    freshness_text,
    opening_text,
    place_text,
)
from geoapp.web.venues.accessibility import (
    accessibility_name,
    accessibility_text,
)
from geoapp.web.venues.prices import price_text
from tests.world import AT

OWN = (
    "WEEKDAY_TIME_FORMAT",
    "DAY_TIME_FORMAT",
    "SHORT_DAY_FORMAT",
    "SHORT_DAY_TIME_FORMAT",
    "WEEKDAY_FORMAT",
)


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
@pytest.mark.parametrize("form", OWN)
def test_every_language_has_our_own_forms(language, form):
    assert formats.get_format(form, lang=language) != form


@pytest.mark.parametrize(
    ("language", "state", "words"),
    [
        ("de", OpenState(state=OPEN), "Geöffnet"),
        (
            "de",
            OpenState(state=OPEN, until=AT + timedelta(hours=9)),
            "Geöffnet bis 21:00",
        ),
        (
            "de",
            OpenState(state=CLOSED, next_open=AT + timedelta(hours=2)),
            "Geschlossen, öffnet in 2 Std.",
        ),
        (
            "de",
            OpenState(state=CLOSED, next_open=AT + timedelta(days=3, hours=-2)),
            "Geschlossen, öffnet Samstag 10:00",
        ),
        (
            "de",
            OpenState(state=CLOSED, next_open=AT + timedelta(days=20, hours=-2)),
            "Geschlossen, öffnet 15. Dezember 10:00",
        ),
        ("de", OpenState(state=UNKNOWN), "Öffnungszeiten noch nicht bekannt"),
        (
            "en-us",
            OpenState(state=OPEN, until=AT + timedelta(hours=9)),
            "Open until 9 p.m.",
        ),
        (
            "en-us",
            OpenState(state=CLOSED, next_open=AT + timedelta(days=3, hours=-2.5)),
            "Closed, opens Saturday, 9:30 a.m.",
        ),
        (
            "en-us",
            OpenState(state=CLOSED, next_open=AT + timedelta(days=20, hours=-2)),
            "Closed, opens December 15, 10 a.m.",
        ),
        (
            "en-gb",
            OpenState(state=OPEN, until=AT + timedelta(hours=9)),
            "Open until 21:00",
        ),
    ],
)
def test_hours_are_in_the_readers_format(language, state, words):
    with translation.override(language):
        assert opening_text(state, AT) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (None, "Noch nicht bestätigt"),
        (AT.date(), "Zuletzt heute bestätigt"),
        (AT.date() - timedelta(days=1), "Zuletzt vor 1 Tag bestätigt"),
        (AT.date() - timedelta(days=12), "Zuletzt vor 12 Tagen bestätigt"),
        (date(2026, 8, 1), "Zuletzt vor 3 Monaten bestätigt"),
        (date(2015, 3, 1), "Zuletzt 2015 bestätigt"),
    ],
)
def test_freshness_has_its_plurals_in_german(day, words):
    with translation.override("de"):
        assert freshness_text(PublishedVenue(confirmed_at=day), AT) == words


def test_where_it_is_in_german():
    exact = PublishedVenue(precision="address", locality="Berlin")
    vague = PublishedVenue(precision="city", locality="Berlin")
    with translation.override("de"):
        assert place_text(exact, 1_240) == "Berlin, 1,2 km"
        assert distance_from_text(vague, 1_240) == "in Berlin (ungefähre Lage)"


def test_sums_have_their_sign_where_german_puts_it():
    hourly = {"per": "hour", "amount": "12.50", "currency": "EUR", "note": ""}
    span = {"per": "month", "amount": "5", "currency": "GBP", "note": "GBP 5 to 1200"}
    with translation.override("de"):
        assert price_text(hourly) == "12,50\u00a0€ pro Stunde"
        assert price_text(span) == "5\u00a0£ bis 1.200\u00a0£ pro Monat"


def test_coded_answers_are_words():
    with translation.override("de"):
        assert accessibility_name("dog") == "Hunde"
        assert accessibility_text("yes") == "ja"
        assert accessibility_text("only on Fridays") == "only on Fridays"
        assert language_name("en") == "Englisch"
        assert language_name("xqq") == "xqq"
