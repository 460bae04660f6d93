"""What a space writes of itself, whatever it writes."""

from datetime import UTC, date, datetime

import pytest

from geoapp.sources.pipeline import batches
from geoapp.sources.reader_rows import ReadOptions, ReadResult
from geoapp.sources.spaceapi import row_from_document
from tests.sources.lists import SOURCE

SAID_AT = datetime(2026, 11, 25, 11, 56, tzinfo=UTC)
CHANGED = int(datetime(2026, 11, 25, 9, 0, tzinfo=UTC).timestamp())


def document(**more):
    return {
        "api_compatibility": ["14", "15"],
        "space": "c-base",
        "url": "https://c-base.org",
        "location": {
            "address": "Rungestraße 20, 10179 Berlin, Germany",
            "lat": 52.5130,
            "lon": 13.4200,
            "timezone": "Europe/Berlin",
            "hint": "Second courtyard",
        },
        "contact": {"irc": "ircs://irc.example.org/c", "email": "a@example.org"},
        "state": {"open": True, "lastchange": CHANGED, "message": "Come in"},
        **more,
    }


def located(**more):
    return document(location={**document()["location"], **more})


def row_of(written):
    return row_from_document(written, reference="space 1", said_at=SAID_AT)


def checked(written):
    """The row as the whole pipeline leaves it."""
    reading = ReadResult(source=SOURCE, rows=iter([row_of(written)]))
    [[row]] = batches(reading, ReadOptions())
    return row


def test_a_document_becomes_a_record():
    row = checked(document())
    record = row.record
    assert not row.repaired
    assert (record.name, record.kind) == ("c-base", "hackerspace")
    assert record.address.street == "Rungestraße 20"
    assert (record.address.postcode, record.address.locality) == ("10179", "Berlin")
    assert record.address.country == "DE"
    assert record.directions_hint == "Second courtyard"
    assert record.confirmed_at == date(2026, 11, 25)
    assert record.contact == {
        "web": "https://c-base.org",
        "irc": "ircs://irc.example.org/c",
    }
    assert record.live.open is True
    assert record.live.since == datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


def test_version_0_12_has_its_place_at_the_top():
    old = document(lat=48.2, lon=16.37, address="Wien", open=False, status="zu")
    del old["location"], old["state"]
    record = row_of(old).record
    assert record.position.lat == 48.2
    assert (record.live.open, record.live.message) == (False, "zu")


@pytest.mark.parametrize("thing", ["", "<!DOCTYPE html>", None, 7, [], True])
def test_what_is_no_document_is_refused(thing):
    assert row_of(thing).refused == "Not a SpaceAPI document."


@pytest.mark.parametrize(
    ("written", "why"),
    [
        (document(space=""), "No name."),
        (document(space={"a": 1}), "No name."),
        (document(location=None), "No coordinates."),
        (located(lat=True), "No coordinates."),
        (located(lat="north"), "No coordinates."),
        (located(lat=10**400), "No coordinates."),
        (located(lat=0, lon=0), "have probably not been set"),
        (located(lat=95, lon=200), "is out of range"),
    ],
)
def test_a_document_without_name_or_place_is_refused(written, why):
    assert why in checked(written).refused


@pytest.mark.parametrize(
    ("lat", "lon"), [(153.36, -28.07), (-89.3557, 43.1085)], ids=["range", "sea"]
)
def test_a_swapped_position_is_corrected_and_reported(lat, lon):
    row = row_of(located(lat=lat, lon=lon))
    assert (row.record.position.lat, row.record.position.lon) == (lon, lat)
    assert "were swapped" in row.repaired[0]


def test_a_position_that_may_be_right_stays():
    row = row_of(located(lat=13.42, lon=52.51))
    assert row.record.position.lat == 13.42
    assert not row.repaired


@pytest.mark.parametrize(
    "stamp", ["0", -3600, 0, 1e300, 4_000_000_000, "soon", [], {"a": 1}, True]
)
def test_an_implausible_timestamp_is_left_out_and_reported(stamp):
    row = row_of(document(state={"open": True, "lastchange": stamp}))
    assert row.record.live.since is None
    assert row.record.confirmed_at == SAID_AT.date()
    assert "is not a past time" in row.repaired[0]


def test_milliseconds_are_read_as_such():
    row = row_of(document(state={"open": True, "lastchange": CHANGED * 1000}))
    assert row.record.live.since.timestamp() == CHANGED
    assert row.repaired == ("The lastchange was in milliseconds. Converted.",)


@pytest.mark.parametrize("word", ["open", "null", 1, [], {"open": True}])
def test_an_open_that_is_neither_true_nor_false_says_nothing(word):
    row = row_of(document(state={"open": word}))
    assert row.record.live is None
    assert "neither true nor false" in row.repaired[0]


def test_null_says_that_the_space_does_not_know():
    row = row_of(document(state={"open": None}))
    assert row.record.live.open is None
    assert not row.repaired


def test_html_is_taken_out_of_words_and_a_name_in_brackets_stays():
    state = {"open": True, "message": "<b>Open</b> <script>alert(1)</script>"}
    row = row_of(document(space="<name>space", state=state))
    assert row.record.name == "<name>space"
    assert row.record.live.message == "Open alert(1)"
    assert "HTML" in row.repaired[0]


def test_long_text_is_shortened_and_reported():
    row = checked(document(state={"open": True, "message": "x" * 5000}))
    assert len(row.record.live.message) == 300
    assert "to 300 characters" in row.repaired[0]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", 5, None])
def test_an_address_that_would_run_is_left_out(url):
    row = checked(document(url=url, contact={"matrix": url}))
    assert not {"web", "matrix"} & set(row.record.contact)


def test_keymasters_and_email_addresses_are_left_out():
    contact = {"keymasters": [{"name": "Ada"}], "ml": "l@example.org", "phone": "+49 1"}
    record = row_of(document(contact=contact)).record
    assert set(record.contact) == {"web", "phone"}
    assert "Ada" not in str(record)


def test_a_monthly_plan_is_the_price():
    plan = {
        "name": "Regular",
        "value": 30,
        "currency": "EUR",
        "billing_interval": "monthly",
    }
    record = checked(document(membership_plans=["x", {"value": "?"}, plan])).record
    assert (record.price, record.price_amount, record.price_currency) == (
        "month",
        "30.00",
        "EUR",
    )
    assert record.access == ("membership",)


def test_areas_are_read_as_guesses():
    areas = [{"name": "Pottery studio"}, {"name": 7}, "x"]
    record = checked(document(areas=areas)).record
    assert [(o.craft, o.inferred) for o in record.offers] == [("pottery", True)]


def test_an_unknown_time_zone_is_left_out_and_reported():
    row = row_of(located(timezone="SE"))
    assert row.record.time_zone == ""
    assert "'SE' is not a time zone" in row.repaired[0]


def test_a_country_code_stands_over_what_the_address_is_read_as():
    assert row_of(located(country_code="at")).record.address.country == "AT"


def test_values_that_are_too_long_are_left_out_and_reported():
    row = checked(document(logo="x" * 400_000))
    assert "logo" not in row.record.raw
    assert "logo is too long" in row.repaired[0]


def test_opening_hours_are_unmodified():
    record = checked(document(opening_hours="Tu 19:00-22:00")).record
    assert [hours.text for hours in record.hours] == ["Tu 19:00-22:00"]
