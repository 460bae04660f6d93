"""What a venue says of now: the newest word is kept, and never one of the future."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from geoapp.venues.actions.record_source import record_source
from geoapp.venues.actions.store_live_states import store_live_states
from geoapp.venues.models import LiveState, SourceRecord
from geoapp.venues.records import LiveRecord
from tests.world import AT, SOURCE, record, venue

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def say(is_open, *, said_at=AT, **more):
    live = LiveRecord(open=is_open, said_at=said_at, **more) if is_open != "?" else None
    said = record("Space", external_id="space", live=live)
    return record_source(source=SOURCE, records=[said], at=AT)


def test_a_live_state_is_stored_separately():
    say(True, message="Come in")
    state = LiveState.objects.get()
    assert (state.open, state.message, state.said_at) == (True, "Come in", AT)
    assert "live" not in SourceRecord.objects.get().said


def test_a_newer_state_is_stored_and_the_record_is_unchanged():
    say(True, said_at=AT - timedelta(minutes=5))
    assert say(False).unchanged == ("space",)
    assert LiveState.objects.get().open is False


def test_an_older_state_changes_nothing():
    say(True)
    say(False, said_at=AT - timedelta(minutes=5))
    assert LiveState.objects.get().open is True


def test_an_unreadable_state_leaves_the_last_state():
    say(True)
    say("?")
    assert LiveState.objects.get().open is True


@pytest.mark.parametrize("count", [1, 30])
def test_a_batch_is_stored_in_two_statements(
    count,
):
    spaces = [venue(f"Space {number}") for number in range(count)]
    old = AT - timedelta(minutes=9)
    store_live_states(
        live_records={
            space: LiveRecord(open=False, said_at=(old, AT)[number % 2])
            for number, space in enumerate(spaces)
            if number % 3
        },
        at=AT,
    )
    before = {row.pk: row.said_at for row in LiveState.objects.all()}
    said_at = AT - timedelta(minutes=4)
    said = {
        space: LiveRecord(open=True, said_at=said_at, message="In", since=old)
        for space in spaces
    }
    with CaptureQueriesContext(connection) as queries:
        kept = store_live_states(live_records=said, at=AT)
    written = [q["sql"] for q in queries if "livestate" in q["sql"]]
    assert len(written) == 2
    expected = [pk for pk in said if before.get(pk, old) < said_at]
    assert kept == expected
    for row in LiveState.objects.all():
        told = (row.open, row.message, row.since, row.said_at)
        if row.pk in expected:
            assert told == (True, "In", old, said_at)
        else:
            assert told == (False, "", None, before[row.pk])


def test_a_clock_that_runs_ahead_says_nothing_of_the_future():
    say(True, said_at=AT + timedelta(days=400))
    assert LiveState.objects.get().said_at == AT
