"""The calendar tells what is known to be open, and nothing else."""

import pytest

from geoapp.geo.values import Position
from geoapp.publishing.models import PublishedOpening
from tests.api.exports.files import calendar, export, plain
from tests.world import venue

pytestmark = pytest.mark.django_db


def test_only_what_is_known_to_be_open_is_an_event(world, client):
    events = calendar(export(client, "ics"))
    names = {plain(e["SUMMARY"]) for e in events}
    assert names == {"Clay House", "Date Line"}
    clay = [e for e in events if e["SUMMARY"] == "Clay House"]
    row = PublishedOpening.objects.get(venue_id=world[0])
    assert [(e["DTSTART"], e["DTEND"]) for e in clay] == [
        (f"{b:%Y%m%dT%H%M%SZ}", f"{e:%Y%m%dT%H%M%SZ}") for b, e in row.periods
    ]
    assert len({e["UID"] for e in events}) == len(events)
    always = [e for e in events if e["SUMMARY"] == "Date Line"]
    assert len(always) == 1


def test_hours_cut_by_the_edge_of_what_is_computed_are_left_out(vocabulary, client):
    pk = venue("Far West", at=Position(lon=-122.4, lat=37.8), hours="Mo-Su 12:00-20:00")
    row = PublishedOpening.objects.get(venue_id=pk)
    assert row.periods[0][0] == row.computed_from
    events = calendar(export(client, "ics"))
    hours = {(e["DTSTART"][-7:], e["DTEND"][-7:]) for e in events}
    assert hours == {("200000Z", "040000Z")}


def test_a_place_that_does_not_run_has_no_events(vocabulary, client):
    venue("Planned", hours="Mo-Fr 10:00-18:00", operation="planned")
    assert calendar(export(client, "ics")) == []
