"""Beginning a venue: a draft for its organizer alone, and only one of it."""

from uuid import uuid4

import pytest

from geoapp.publishing.models import PublishedVenue
from geoapp.venues.actions.change_publication import NoDraft, discard_draft
from geoapp.venues.actions.register_venue import (
    MAX_DRAFTS,
    NotYours,
    TooManyDrafts,
    register_venue,
)
from geoapp.venues.drafts import VenueDraft
from geoapp.venues.models import (
    Correction,
    CorrectionEvent,
    SourceRecord,
    Venue,
    VenueEvent,
)
from geoapp.venues.validation import InvalidVenue
from tests.people import draft_of, member
from tests.world import AT, venue

pytestmark = pytest.mark.django_db


def test_a_draft_is_only_visible_to_its_managers(vocabulary):
    person = member()
    begun = draft_of(person, offers=[{"craft": "pottery", "mode": "learn"}])
    assert (begun.publication, begun.operation) == ("draft", "operating")
    assert list(begun.organizers.values_list("user", flat=True)) == [person.pk]
    assert [o.craft_id for o in begun.offers.all()] == ["pottery"]
    assert not PublishedVenue.objects.exists()


def test_a_draft_may_lack_its_place(vocabulary):
    draft = VenueDraft(id=uuid4(), name="Somewhere", kind="makerspace")
    begun = register_venue(organizer=member(), draft=draft, at=AT)
    assert begun.location is None


def test_the_same_form_again_is_the_same_venue(vocabulary):
    person = member()
    draft = VenueDraft(id=uuid4(), name="Once", kind="makerspace")
    first = register_venue(organizer=person, draft=draft, at=AT)
    assert register_venue(organizer=person, draft=draft, at=AT) == first
    assert Venue.objects.count() == 1


def test_the_same_words_in_another_form_are_the_same_venue(vocabulary):
    person = member()
    assert draft_of(person) == draft_of(person)
    assert draft_of(person, name="Another") != draft_of(member(), name="Another")


def test_a_form_of_somebody_else_opens_nothing(vocabulary):
    theirs = draft_of(member())
    draft = VenueDraft(id=theirs.pk, name="Mine now", kind="makerspace")
    with pytest.raises(NotYours):
        register_venue(organizer=member(), draft=draft, at=AT)
    theirs.refresh_from_db()
    assert theirs.name == "Kiln Yard"


@pytest.mark.parametrize(
    "said", [{"kind": "brewery"}, {"name": " "}, {"name": "A\x00"}]
)
def test_what_can_be_no_venue_begins_none(vocabulary, said):
    draft = VenueDraft(id=uuid4(), **{"name": "A", "kind": "makerspace", **said})
    with pytest.raises(InvalidVenue):
        register_venue(organizer=member(), draft=draft, at=AT)
    assert not Venue.objects.exists()


def test_nobody_begins_without_end(vocabulary):
    person = member()
    for number in range(MAX_DRAFTS):
        draft_of(person, name=f"Place {number}")
    with pytest.raises(TooManyDrafts):
        draft_of(person, name="One more")


def test_a_discarded_draft_leaves_nothing(vocabulary):
    begun = draft_of(member())
    discard_draft(venue_id=begun.pk)
    for model in (Venue, SourceRecord, Correction, CorrectionEvent):
        assert not model.objects.exists()
    assert not VenueEvent.objects.filter(pgh_obj_id=begun.pk).exists()
    with pytest.raises(NoDraft):
        discard_draft(venue_id=venue("Shown"))
