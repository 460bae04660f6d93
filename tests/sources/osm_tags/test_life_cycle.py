"""What is gone, empty or not built yet is no open venue."""

from datetime import date

import pytest

from geoapp.geo.values import Position
from geoapp.sources.osm_tags import OsmObject, has_prefixed_key, row_from_osm
from geoapp.sources.reader_rows import ReadOptions

TODAY = date(2026, 12, 1)


def row_of(**tags):
    found = OsmObject(
        reference="node/1",
        tags={"name": "Paja", **{k.replace("__", ":"): v for k, v in tags.items()}},
        position=Position(lon=24.9, lat=60.2),
    )
    return row_from_osm(found, ReadOptions(today=TODAY))


@pytest.mark.parametrize(
    ("tags", "operation"),
    [
        ({}, "operating"),
        ({"disused": "yes"}, "closed"),
        ({"disused": "no"}, "operating"),
        ({"abandoned": "yes"}, "closed"),
        ({"end_date": "2019-05-01"}, "closed"),
        ({"end_date": "before 2015"}, "closed"),
        ({"end_date": "2027-01-31"}, "operating"),
        ({"end_date": "no idea"}, "operating"),
        ({"opening_date": "2027-03"}, "planned"),
        ({"opening_date": "2020"}, "operating"),
        ({"start_date": "2027-03-01"}, "planned"),
        ({"construction": "yes"}, "planned"),
        ({"construction": "no"}, "operating"),
        ({"proposed": "yes"}, "planned"),
        ({"status": "closed"}, "closed"),
        ({"status": "Permanently_Closed"}, "closed"),
        ({"operational_status": "temporarily closed"}, "paused"),
        ({"status": "under construction"}, "planned"),
        ({"status": "ok"}, "operating"),
        ({"shop": "vacant"}, "closed"),
    ],
)
def test_tags_say_whether_a_workshop_operates(tags, operation):
    row = row_of(craft="pottery", **tags)
    assert row.record.operation == operation
    is_noted = operation != "operating"
    assert bool(row.notes) == is_noted
    assert ("operation" in row.record.inferred) != is_noted


def test_the_note_names_the_tag_and_the_date_is_stored():
    row = row_of(craft="pottery", end_date="2019-05-01")
    assert row.notes == ("Imported as closed: it is tagged end_date=2019-05-01.",)
    assert row.record.operation_since == date(2019, 5, 1)


def test_an_end_that_is_still_to_come_is_no_date_of_being_closed():
    record = row_of(craft="pottery", disused="yes", end_date="2027-01-31").record
    assert (record.operation, record.operation_since) == ("closed", None)


@pytest.mark.parametrize(
    ("prefix", "operation"),
    [
        ("disused", "closed"),
        ("abandoned", "closed"),
        ("was", "closed"),
        ("demolished", "closed"),
        ("removed", "closed"),
        ("razed", "closed"),
        ("construction", "planned"),
        ("proposed", "planned"),
        ("planned", "planned"),
    ],
)
def test_a_prefix_says_that_it_was_or_will_be_there(prefix, operation):
    tags = {f"{prefix}:craft": "pottery"}
    assert has_prefixed_key(tags)
    record = row_of(**tags).record
    assert record.operation == operation
    assert {offer.craft for offer in record.offers} == {"pottery"}


def test_an_empty_shop_is_what_it_was():
    record = row_of(shop="vacant", was__shop="bicycle", was__name="Veturi").record
    assert (record.name, record.operation) == ("Veturi", "closed")


@pytest.mark.parametrize(
    "tags",
    [
        {"shop": "vacant"},
        {"shop": "clothes", "disused__craft": "pottery"},
        {"disused__shop": "clothes"},
    ],
)
def test_what_is_something_else_now_or_never_was_a_venue_is_left_out(tags):
    assert row_of(**tags).refused


def test_a_workshop_is_open_where_a_shop_of_another_kind_was():
    row = row_of(craft="pottery", disused__shop="clothes")
    assert row.record.operation == "operating"


@pytest.mark.parametrize(
    ("tags", "access"),
    [
        ({"shop": "pottery", "access": "customers"}, ("public",)),
        ({"leisure": "hackerspace", "access": "customers"}, ("membership",)),
        ({"leisure": "hackerspace", "access": "members"}, ("membership",)),
        ({"craft": "pottery", "access": "yes"}, ("public",)),
    ],
)
def test_customers_are_everybody_in_shops_and_members_elsewhere(tags, access):
    assert row_of(**tags).record.access == access


@pytest.mark.parametrize("access", ["private", "no"])
def test_where_nobody_may_enter_is_left_out(access):
    row = row_of(craft="pottery", access=access)
    assert row.refused == f"access={access}: not open to visitors."


@pytest.mark.parametrize(
    ("tags", "day"),
    [
        ({"check_date": "2025-03-28"}, date(2025, 3, 28)),
        ({"check_date": "2025-03-28T10:00:00Z"}, date(2025, 3, 28)),
        ({"survey:date": "2024/06/01"}, date(2024, 6, 1)),
        ({"check_date:craft": "2023-01"}, date(2023, 1, 1)),
        ({"check_date": "2022-02-02;2024-04-04"}, date(2024, 4, 4)),
        ({"check_date": "2062-03-28"}, None),
        ({"check_date:opening_hours": "2025-03-28"}, None),
    ],
)
def test_who_looked_confirms_the_place(tags, day):
    assert row_of(craft="pottery", **tags).record.confirmed_at == day


@pytest.mark.parametrize(
    ("tags", "day"),
    [
        ({"check_date:opening_hours": "2025-03-28"}, date(2025, 3, 28)),
        ({"opening_hours:lastcheck": "2025-03-28"}, date(2025, 3, 28)),
        ({"check_date": "2025-03-28"}, None),
    ],
)
def test_hours_are_as_old_as_their_own_check(tags, day):
    record = row_of(craft="pottery", opening_hours="Mo 10-12", **tags).record
    assert record.hours[0].checked == day
