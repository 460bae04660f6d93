"""Pending changes with nothing left to change leave the queue by themselves."""

import pytest

from geoapp.stewardship.actions.contribute import save_change
from geoapp.stewardship.actions.decide import accept
from geoapp.stewardship.models import Contribution
from geoapp.venues.actions.change_publication import publish_venue
from geoapp.venues.models import Organizer
from geoapp.venues.stored_records import values_of
from tests.people import draft_of, member, moderator
from tests.photos import photo_of
from tests.world import AT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary", "media")]


@pytest.fixture
def judge():
    return moderator("judge")


@pytest.fixture
def place():
    place = draft_of(member("owner"))
    publish_venue(venue_id=place.pk)
    return place


def change(user, place, **changes) -> None:
    base = values_of(place.pk)
    save_change(user=user, venue_id=place.pk, changes=changes, base=base, at=AT)


def waiting(place, **changes) -> Contribution:
    person = member()
    Organizer.objects.create(venue=place, user=person, since=AT)
    change(person, place, **changes)
    return Contribution.objects.pending().get(author=person)


def decision_of(row) -> str:
    row.refresh_from_db()
    return row.decision


def test_what_others_have_changed_in_the_same_way_is_not_reviewed(judge, place):
    same, more = waiting(place, price="free"), waiting(place, price="free", floor="1")
    change(judge, place, summary="Clay.")
    assert decision_of(same) == decision_of(more) == "waiting"
    change(judge, place, price="free")
    assert decision_of(same) == "taken_back"
    assert decision_of(more) == "waiting"


def test_what_is_accepted_stays_accepted_and_settles_its_like(judge, place):
    first, second = waiting(place, price="free"), waiting(place, price="free")
    accept(contribution_id=first.pk, by=judge, at=AT)
    assert decision_of(first) == "accepted"
    assert decision_of(second) == "taken_back"


def test_photos_that_await_review_keep_a_change_in_the_queue(judge, place):
    row = waiting(place, price="free")
    photo = photo_of(place, row.author, accepted=False)
    row.changes |= {"photos": [str(photo.pk)]}
    row.save()
    change(judge, place, price="free")
    assert decision_of(row) == "waiting"
