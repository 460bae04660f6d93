"""Who opens a place that they no longer manage reads what happened to it."""

import pytest

from geoapp.stewardship.models import Outcome
from geoapp.venues.actions.change_publication import publish_venue, withdraw_venue
from geoapp.venues.actions.ownership import remove_organizer
from geoapp.venues.models import Organizer, Venue
from tests.people import draft_of, member, moderator
from tests.stewardship.reporting import anonymous, decide
from tests.world import AT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def text(answer) -> str:
    assert answer.status_code == 404
    return answer.content.decode()


@pytest.fixture
def owner():
    return member("owner")


@pytest.fixture
def place(owner):
    place = draft_of(owner)
    publish_venue(venue_id=place.pk)
    Organizer.objects.update(is_owner=True)
    return place


@pytest.mark.parametrize("by_self", [True, False])
def test_a_former_manager_is_told(client, place, owner, by_self):
    person = member()
    Organizer.objects.create(venue=place, user=person, since=AT)
    by = person if by_self else owner
    remove_organizer(venue_id=place.pk, user_id=person.pk, by=by, at=AT)
    client.force_login(person)
    words = "have stopped managing" if by_self else "no longer a manager of this place"
    page = text(client.get(f"/manage/{place.pk}/"))
    assert words in page
    assert "Search for" not in page


def test_managers_of_an_erased_place_are_told(client, place, owner):
    decide(anonymous(place.pk), moderator(), Outcome.ERASED)
    client.force_login(owner)
    assert "has erased this place" in text(client.get(f"/manage/{place.pk}/"))


def test_others_are_told_nothing(client, place):
    client.force_login(member())
    draft = draft_of(member())
    for path in (f"/manage/{place.pk}/", f"/manage/{draft.pk}/"):
        answer = text(client.get(path))
        assert "already been deleted, or you do not manage this place" in answer


def test_of_a_withdrawn_place_the_address_says_as_much_as_of_none(client, place):
    slug = Venue.objects.get(pk=place.pk).slug
    withdraw_venue(venue_id=place.pk)
    for path in (f"/venues/{slug}/", "/venues/never-was/"):
        assert "may have withdrawn it" in text(client.get(path))


def test_an_owner_reads_what_they_did_in_the_second_person(client, place, owner):
    person = member()
    Organizer.objects.create(venue=place, user=person, since=AT)
    remove_organizer(venue_id=place.pk, user_id=person.pk, by=owner, at=AT)
    client.force_login(owner)
    page = client.get(f"/manage/{place.pk}/", headers={"accept-language": "de"})
    assert "von dir" in page.content.decode()
    assert "von Du" not in page.content.decode()
