"""A live state stands over the hours for thirty minutes, on every surface alike."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from geoapp.discovery.hours.open_state import open_states
from geoapp.discovery.search.criteria import SearchCriteria
from geoapp.discovery.search.facets import summarise
from geoapp.discovery.search.map_clusters import map_clusters
from geoapp.discovery.search.resolved_query import resolve_query
from geoapp.discovery.search.results import search
from geoapp.publishing.actions import rebuild
from geoapp.publishing.models import PublishedOpening, PublishedVenue
from geoapp.venues.records import HoursRecord, LiveRecord
from geoapp.web import display_text
from tests.criteria import criteria_of
from tests.publishing.test_projection import projection
from tests.world import AT, record, venue, venues

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

OPEN_HOURS, CLOSED_HOURS = "Mo-Fr 09:00-18:00", "Sa 09:00-18:00"


def says(is_open, *, minutes_ago=4, hours="", **more):
    live = LiveRecord(open=is_open, said_at=AT - timedelta(minutes=minutes_ago))
    return venue("Space", hours=hours, live=live, **more)


def asked(**params):
    criteria = SearchCriteria.from_params({k: [v] for k, v in params.items()}, at=AT)
    return resolve_query(criteria)


def found(**params):
    """What the list says; count and facets must agree with it."""
    question = asked(**params)
    hits = search(question.criteria, at=AT).hits
    seen = summarise(question)
    assert seen.count == sum(seen.facets["kind"].values()) == len(hits)
    return [hit.opening.state for hit in hits]


def state_of(pk, moment=AT):
    return open_states([pk], audience="public", moment=moment)[pk].state


@pytest.mark.parametrize("hours", ["", CLOSED_HOURS, '"by appointment"', "nonsense"])
def test_a_fresh_open_stands_over_the_hours(hours):
    says(True, hours=hours)
    assert found(open_at="now") == found(open_at="now", hours="known") == ["open"]


@pytest.mark.parametrize("hours", ["", OPEN_HOURS, "nonsense"])
def test_a_fresh_closed_stands_over_the_hours(hours):
    says(False, hours=hours)
    assert found(open_at="now") == []
    assert found() == ["closed"]


@pytest.mark.parametrize(
    ("minutes_ago", "state"),
    [(0, "open"), (29, "open"), (30, "closed"), (31, "closed"), (60 * 24, "closed")],
)
def test_it_expires_after_thirty_minutes_of_the_reader_s_clock(minutes_ago, state):
    pk = says(True, minutes_ago=minutes_ago, hours=CLOSED_HOURS)
    assert state_of(pk) == state
    assert found(open_at="now") == (["open"] if state == "open" else [])


def test_without_hours_an_old_word_leaves_them_unknown():
    pk = says(True, minutes_ago=31)
    assert state_of(pk) == "unknown"
    assert found(open_at="now") == ["unknown"]
    assert found(open_at="now", hours="known") == []


def test_a_word_counts_for_no_moment_before_it():
    pk = says(True, hours=CLOSED_HOURS)
    assert state_of(pk, AT - timedelta(minutes=10)) == "closed"


def test_null_leaves_it_to_the_hours():
    pk = says(None, hours=OPEN_HOURS)
    assert state_of(pk) == "open"
    assert open_states([pk], audience="public", moment=AT)[pk].live is None


def test_the_wall_clock_and_other_audiences_know_no_live_state():
    pk = says(True, hours=CLOSED_HOURS)
    assert state_of(pk, AT.replace(tzinfo=None)) == "closed"
    assert found(open_at="2026-11-25T12:00") == []
    assert found(open_at="now", audience="members") == ["unknown"]


def test_a_place_that_is_paused_is_not_open_whatever_its_door_says():
    says(True, operation="paused")
    assert found(open_at="now") == []


def test_the_map_counts_it_as_open():
    says(True, hours=CLOSED_HOURS)
    venue("Neighbour", hours=CLOSED_HOURS)
    view = map_clusters(criteria_of(), zoom=3, at=AT)
    assert [cell.open for cell in view.cells] == [1]


def test_rebuilt_equals_maintained():
    says(True, hours=OPEN_HOURS)
    says(False)
    says(None)
    before = projection()
    rebuild(at=AT)
    assert projection() == before


def test_the_text_of_a_report_includes_its_age():
    pk = says(True)
    opening = open_states([pk], audience="public", moment=AT)[pk]
    assert display_text.opening_text(opening, AT) == "Open now (updated 4 min ago)"


def test_an_old_report_is_shown_with_its_age_for_a_week():
    pk = says(True)
    live = open_states([pk], audience="public", moment=AT)[pk].live
    later = {40: "40 min ago", 180: "2 h ago", 60 * 24 * 3: "3 days ago"}
    for minutes, age in later.items():
        words = display_text.last_reported_text(
            live, live.at + timedelta(minutes=minutes)
        )
        assert words.startswith("Last reported open, ")
        assert words.endswith(age.replace("2 h", f"{minutes // 60} h"))
    assert display_text.last_reported_text(live, live.at + timedelta(days=8)) == ""


def test_the_page_shows_it_and_no_empty_hours(client: Client, time_machine):
    time_machine.move_to(AT, tick=False)
    live = LiveRecord(open=True, said_at=AT, message="<i>Pizza</i> night", since=AT)
    pk = venue("Space", live=live)
    page = client.get(PublishedVenue.objects.get(pk=pk).get_absolute_url())
    text = page.content.decode()
    assert "Open now (updated just now)" in text
    assert "&lt;i&gt;Pizza&lt;/i&gt; night" in text
    # A copy without a network shows none of it: the state, the words, since when.
    assert text.count("time-sensitive") == 3
    assert "Not known yet. Check before you go." in text


def test_the_api_says_it_too(client: Client, time_machine):
    time_machine.move_to(AT, tick=False)
    says(True, hours=CLOSED_HOURS)
    answer = client.get("/api/collections/venues/items?open_at=now")
    [feature] = answer.json()["features"]
    assert feature["properties"]["open_state"] == "open"


def test_a_live_state_makes_hours_out_of_a_note_no_surer(client: Client, time_machine):
    time_machine.move_to(AT, tick=False)
    noted = HoursRecord(audience="public", text=OPEN_HOURS, inferred=True)
    live = LiveRecord(open=True, said_at=AT)
    venues(replace(record("Space"), hours=(noted,), live=live))
    text = client.get(PublishedVenue.objects.get().get_absolute_url()).content.decode()
    assert '"openingHours"' not in text
    assert f'"name": "hours as written", "value": "{OPEN_HOURS}"' in text
    assert text.count(">unconfirmed<") == 1


def test_a_hidden_home_has_no_public_message():
    live = LiveRecord(open=True, said_at=AT, message="Ring at 4 Smith Street")
    venue("Home", live=live, precision="area")
    row = PublishedOpening.objects.get()
    assert (row.live_open, row.live_message) == (True, "")
