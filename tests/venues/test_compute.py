"""A venue is computed field by field: freshest word first, corrections over all."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoapp.geo.values import Position
from geoapp.venues.compute import StoredRecord, UnknownField, computed
from geoapp.venues.record_json import UnreadableRecord, record_from_json, to_json
from geoapp.venues.records import (
    Address,
    HoursRecord,
    MachineRecord,
    OfferRecord,
    SourceInfo,
    VenueRecord,
)


def source(key="old", edition=date(2015, 1, 1)):
    return SourceInfo(
        key=key, name=key, licence="CC0-1.0", attribution="", edition=edition
    )


def said(record, **of):
    return StoredRecord(source(**of), record)


def record(**members):
    given = {"external_id": "1", "name": "A", "kind": "makerspace", **members}
    return VenueRecord(**given)


NEW = {"key": "new", "edition": date(2026, 1, 1)}


def test_two_of_one_source_and_day_give_the_same_in_any_order():
    first, second = said(record(name="A")), said(record(name="B", external_id="2"))
    assert computed([first, second]) == computed([second, first])


def test_the_freshest_source_that_says_something_wins_a_field():
    old = record(wheelchair="yes", access=("membership",))
    new = record(name="B", access=("public",))
    venue = computed([said(old), said(new, **NEW)])
    assert (venue.name, venue.wheelchair, venue.access) == ("B", "yes", ("public",))


def test_a_sparse_source_never_blanks_known_values():
    rich = record(offers=(OfferRecord(craft="pottery", mode="use"),))
    assert computed([said(rich), said(record(), **NEW)]).offers == rich.offers


def test_the_finest_position_wins_with_its_own_precision():
    exact = record(position=Position(lon=1, lat=2), precision="exact")
    town = record(position=Position(lon=1.1, lat=2.1), precision="city")
    venue = computed([said(exact), said(town, **NEW)])
    assert (venue.position, venue.precision) == (Position(lon=1, lat=2), "exact")


def test_hours_are_taken_for_each_audience_apart():
    old = record(
        hours=(
            HoursRecord(audience="members", text="24/7"),
            HoursRecord(audience="public", text="Mo 10:00-12:00"),
        )
    )
    new = record(hours=(HoursRecord(audience="public", text="Tu 10:00-12:00"),))
    venue = computed([said(old), said(new, **NEW)])
    assert {h.audience: h.text for h in venue.hours} == {
        "members": "24/7",
        "public": "Tu 10:00-12:00",
    }


def test_inferred_follows_the_value_that_won():
    guess = record(access=("public",), inferred=frozenset({"access"}))
    word = record(access=("membership",))
    assert computed([said(guess)]).inferred == {"access"}
    assert computed([said(guess), said(word, **NEW)]).inferred == frozenset()


def test_it_is_confirmed_when_the_last_source_looked():
    old = record(confirmed_at=date(2026, 6, 1))
    assert computed([said(old), said(record(), **NEW)]).confirmed_at == date(2026, 6, 1)


def test_a_correction_stands_over_every_list_and_is_no_guess():
    guess = record(access=("public",), inferred=frozenset({"access"}))
    venue = computed([said(guess)], {"access": ["membership"], "name": "Right"})
    assert (venue.access, venue.name) == (("membership",), "Right")
    assert venue.inferred == frozenset()


def test_a_correction_of_nothing_is_refused():
    with pytest.raises(UnknownField, match="colour"):
        computed([said(record())], {"colour": "red"})


@pytest.mark.parametrize(
    "written",
    [
        {},
        {"name": "A"},
        {"external_id": "1", "name": "A", "kind": "x", "position": [1]},
        {"external_id": "1", "name": "A", "kind": "x", "confirmed_at": "soon"},
        {"external_id": "1", "name": "A", "kind": "x", "position": [1, 91]},
    ],
)
def test_json_that_is_no_record_is_refused(written):
    with pytest.raises(UnreadableRecord):
        record_from_json(written)


words = st.text(max_size=12)
records = st.builds(
    VenueRecord,
    external_id=words,
    name=words,
    kind=st.just("makerspace"),
    position=st.none()
    | st.builds(Position, lon=st.floats(-180, 180), lat=st.floats(-90, 90)),
    uncertainty_m=st.none() | st.integers(0, 9),
    address=st.builds(Address, street=words, country=words),
    access=st.lists(words, max_size=3).map(tuple),
    minimum_age=st.none() | st.integers(0, 99),
    confirmed_at=st.none() | st.dates(),
    machines=st.lists(
        st.builds(
            MachineRecord,
            equipment=words,
            count=st.none() | st.integers(0, 3),
            bookable=st.none() | st.booleans(),
            inferred=st.booleans(),
        ),
        max_size=2,
    ).map(tuple),
    hours=st.lists(
        st.builds(
            HoursRecord, audience=words, text=words, checked=st.none() | st.dates()
        ),
        max_size=2,
    ).map(tuple),
    inferred=st.frozensets(words, max_size=3),
    contact=st.dictionaries(words, words, max_size=2),
)


@given(records)
def test_a_record_comes_back_from_json_as_it_was(given_record):
    assert record_from_json(to_json(given_record)) == given_record
