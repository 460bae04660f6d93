"""Changing a venue: nothing is lost, nobody is overwritten, all can be undone."""

import pytest

from geoapp.publishing.models import PublishedVenue
from geoapp.venues.actions.change_venue import (
    EditConflict,
    change_venue,
)
from geoapp.venues.actions.correct_venue import set_correction
from geoapp.venues.actions.record_source import record_source
from geoapp.venues.actions.undo_change import NoSuchChange, keep_correction, undo_change
from geoapp.venues.compute import UnknownField
from geoapp.venues.history import history_of, proposals_of, recent_history_of
from geoapp.venues.models import Correction, CorrectionEvent, Venue
from geoapp.venues.stored_records import values_of
from geoapp.venues.validation import InvalidVenue
from tests.people import member
from tests.world import AT, SOURCE, record, venue

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(vocabulary):
    return venue("Kiln Yard", external_id="a", summary="Clay.", wheelchair="no")


def change(pk, author=None, base=None, **changes):
    base = values_of(pk) if base is None else base
    return change_venue(venue_id=pk, changes=changes, base=base, author=author, at=AT)


def test_a_change_is_public_at_once_and_confirms_the_venue(place):
    assert change(place, summary="Clay and glaze.") == ("summary",)
    shown = PublishedVenue.objects.get()
    assert shown.page["summary"] == "Clay and glaze."
    assert shown.confirmed_at == AT.date()


def test_untouched_fields_are_not_changed(place):
    assert change(place, summary="Clay.", wheelchair="no") == ()
    assert not Correction.objects.exists()


def test_a_correction_to_unknown_is_stored(place):
    change(place, wheelchair=None)
    assert Venue.objects.get().wheelchair == ""


def test_two_people_on_two_fields_both_stand(place):
    seen = values_of(place)
    change(place, base=seen, summary="New words.")
    change(place, base=seen, wheelchair="yes")
    now = Venue.objects.get()
    assert (now.summary, now.wheelchair) == ("New words.", "yes")


def test_concurrent_changes_of_a_field_conflict(place):
    seen = values_of(place)
    change(place, base=seen, summary="Hers.")
    with pytest.raises(EditConflict) as caught:
        change(place, base=seen, summary="His.", wheelchair="yes")
    (conflict,) = caught.value.conflicts
    assert (conflict.field, conflict.before) == ("summary", "Clay.")
    assert (conflict.theirs, conflict.mine) == ("Hers.", "His.")
    now = Venue.objects.get()
    assert (now.summary, now.wheelchair) == ("Hers.", "no")


def test_two_people_who_say_the_same_agree(place):
    seen = values_of(place)
    change(place, base=seen, summary="Same.")
    assert change(place, base=seen, summary="Same.") == ()


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"colour": "red"}, UnknownField),
        ({"external_id": "b"}, UnknownField),
        ({"kind": "brewery"}, InvalidVenue),
        ({"name": "A" * 301}, InvalidVenue),
        ({"machines": [{"equipment": "tardis"}]}, InvalidVenue),
    ],
)
def test_invalid_changes_change_nothing(place, changes, error):
    with pytest.raises(error):
        change(place, **changes)
    assert not Correction.objects.exists()


def test_a_new_name_changes_the_slug_and_the_old_slug_redirects(place, client):
    change(place, name="Glaze House")
    assert Venue.objects.get().slug == "glaze-house"
    answer = client.get("/venues/kiln-yard/")
    assert (answer.status_code, answer["Location"]) == (301, "/venues/glaze-house/")


def test_history_names_person_and_list_with_before_and_after(place):
    author = member()
    change(place, author=author, summary="Clay and glaze.")
    recorded(AT.replace(hour=13), summary="Clay.", wheelchair="limited")
    by_list, by_person = history_of(place)
    assert (by_person.field, by_person.author_id) == ("summary", author.pk)
    assert (by_person.before, by_person.after) == ("Clay.", "Clay and glaze.")
    assert (by_list.field, by_list.source) == ("wheelchair", SOURCE.name)
    assert (by_list.before, by_list.after) == ("no", "limited")


def test_undo_gives_the_field_back_to_the_lists_or_to_the_earlier_word(place):
    author = member()
    change(place, author=author, summary="Second.")
    change(place, author=author, summary="Third.")
    third, second = history_of(place)
    undo_change(venue_id=place, event_id=third.event_id, author=author, at=AT)
    assert Venue.objects.get().summary == "Second."
    undo_change(venue_id=place, event_id=second.event_id, author=author, at=AT)
    assert Venue.objects.get().summary == "Clay."
    assert not Correction.objects.filter(field="summary").exists()
    again = history_of(place)[0]
    assert again.reverts_to_sources
    undo_change(venue_id=place, event_id=again.event_id, author=author, at=AT)
    assert Venue.objects.get().summary == "Second."
    with pytest.raises(NoSuchChange):
        undo_change(venue_id=place, event_id=10**9, author=author, at=AT)


def test_a_later_import_proposes_and_does_not_overwrite(place):
    author = member()
    later = AT.replace(hour=13)
    change(place, author=author, summary="Mine.")
    assert proposals_of(place) == []
    recorded(later, summary="Theirs, new.", wheelchair="no")
    assert Venue.objects.get().summary == "Mine."
    (proposal,) = proposals_of(place)
    assert (proposal.field, proposal.correction) == ("summary", "Mine.")
    assert (proposal.source_value, proposal.source) == ("Theirs, new.", SOURCE.name)
    keep_correction(
        venue_id=place, field="summary", author=author, at=later.replace(minute=1)
    )
    assert proposals_of(place) == []


def recorded(at, **said):
    rows = [record("Kiln Yard", external_id="a", **said)]
    record_source(source=SOURCE, records=rows, at=at)


def test_the_newest_changes_are_read_without_all_others(place, monkeypatch):
    shown = Venue.objects.get(pk=place)
    for number in range(60):
        row = {"field": "summary", "value": f"Clay {number}.", "author": None}
        set_correction(venue=shown, at=AT.replace(minute=number), **row)
    for hour, wheelchair in ((13, "yes"), (14, "limited")):
        recorded(AT.replace(hour=hour), summary="Clay.", wheelchair=wheelchair)
    newest = history_of(place)[:5]
    rows = []
    monkeypatch.setattr(CorrectionEvent, "__init__", counted(rows))
    assert recent_history_of(place, limit=5) == newest
    assert 0 < len(rows) < 30


def counted(rows):
    """Return a constructor of events that counts them in `rows`."""
    construct = CorrectionEvent.__init__

    def count(event, *args, **named):
        rows.append(event)
        construct(event, *args, **named)

    return count
