"""What is left of today, by the venue's own clock."""

from datetime import timedelta

import pytest

from geoapp.discovery.hours import open_today as open_today_module
from geoapp.discovery.hours.open_today import open_today
from geoapp.geo.values import Radius
from geoapp.venues.records import LiveRecord
from geoapp.web.display_text import today_text
from tests.discovery.near import north
from tests.world import AT, HACKNEY, record, venues

pytestmark = pytest.mark.django_db


def today(*records, at=AT):
    venues(*records)
    return open_today(near=HACKNEY, within=Radius(10_000), at=at)


def names(places):
    return [place.venue.name for place in places]


def test_newcomers_first_then_by_time_then_unknown(vocabulary):
    found = today(
        record("Later", hours="Mo-Su 14:00-18:00"),
        record("Now", hours="Mo-Su 10:00-18:00"),
        record("Welcome", hours="Mo-Su 15:00-18:00", newcomers="welcome"),
        record("Silent"),
        record("By word", hours='Mo-Su "by appointment"'),
        record("Unread", hours="sometimes in the evening"),
    )
    assert names(found.welcoming) == ["Welcome"]
    assert names(found.others) == ["Now", "Later"]
    assert set(names(found.unknown)) == {"Silent", "By word", "Unread"}


def test_over_for_today_planned_paused_and_closed_are_left_out(vocabulary):
    found = today(
        record("Morning", hours="Mo-Su 08:00-10:00"),
        record("Tomorrow", hours="Th 10:00-18:00"),
        record("Planned", hours="24/7", operation="planned"),
        record("Paused", operation="paused"),
        record("Closed", operation="closed"),
    )
    assert not found


def test_who_only_sells_is_no_place_to_make(vocabulary):
    found = today(
        record("Shop", hours="24/7", offers=[("pottery", "buy")]),
        record("Silent shop", hours="24/7", kind="artisan_shop"),
        record("Both", hours="24/7", offers=[("pottery", "buy"), ("pottery", "use")]),
    )
    assert names(found.others) == ["Both"]


def test_an_opening_past_midnight_belongs_to_today(vocabulary):
    found = today(record("Night", hours="We 22:00-02:00"))
    ((_begin, until),) = found.others[0].spans
    assert until.hour == 2


def test_it_takes_two_statements(vocabulary, django_assert_num_queries):
    venues(*[record(f"N{n}", hours="24/7") for n in range(5)])
    with django_assert_num_queries(2):
        open_today(near=HACKNEY, within=Radius(5_000), at=AT + timedelta(hours=1))


def test_a_crowded_town_is_cut_and_says_how_far_it_was_read(vocabulary, monkeypatch):
    monkeypatch.setattr(open_today_module, "MAX_PLACES", 3)
    crowd = [record(f"At {km}", at=north(km)) for km in range(4)]
    found = today(*crowd)
    assert set(names(found.unknown)) == {"At 0", "At 1", "At 2"}
    assert found.read_to_m == pytest.approx(2_000, rel=0.01)


def test_a_complete_list_is_not_called_partial(vocabulary, monkeypatch):
    monkeypatch.setattr(open_today_module, "MAX_PLACES", 3)
    assert today(*[record(at=north(km)) for km in range(3)]).read_to_m is None


def says(is_open):
    return LiveRecord(open=is_open, said_at=AT - timedelta(minutes=4))


def test_a_place_that_says_it_is_closed_is_open_later_or_left_out(vocabulary):
    found = today(
        record("Till six", hours="Mo-Su 10:00-18:00", live=says(False)),
        record("Again", hours="Mo-Su 10:00-13:00,14:00-18:00", live=says(False)),
        record("Silent", live=says(False)),
    )
    assert names(found.others) == ["Again"]
    assert [begin.hour for begin, _until in found.others[0].spans] == [14]
    assert names(found.unknown) == ["Silent"]


def test_a_place_that_says_it_is_open_is_open_whatever_its_hours(vocabulary):
    found = today(
        record("Evening", hours="Mo-Su 20:00-22:00", live=says(True)),
        record("Silent", live=says(True)),
    )
    said = {place.venue.name: today_text(place, AT) for place in found.others}
    assert said["Silent"] == "Open now (updated 4 min ago)"
    assert said["Evening"].startswith(said["Silent"])
    assert "Opens at 20:00" in said["Evening"]
