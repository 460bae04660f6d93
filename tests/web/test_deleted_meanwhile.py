"""What is deleted while a form about it is being sent is not found, and no error."""

import pytest
from django.test import Client

from geoapp.venues.actions.change_publication import discard_draft
from geoapp.venues.models import Venue
from geoapp.web.accounts import account as account_views
from geoapp.web.manage import venue as venue_views
from tests.people import draft_of, member

pytestmark = pytest.mark.django_db


def test_the_second_of_two_clicks_finds_nothing(client: Client, monkeypatch):
    person = member()
    client.force_login(person)
    place = draft_of(person)

    def discarded_twice(*, venue_id) -> None:
        discard_draft(venue_id=venue_id)
        discard_draft(venue_id=venue_id)

    monkeypatch.setattr(venue_views, "discard_draft", discarded_twice)
    answer = client.post(f"/manage/{place.pk}/state/", {"verb": "discard"})
    assert answer.status_code == 404
    assert not Venue.objects.filter(pk=place.pk).exists()


def test_a_page_that_cannot_be_made_stays_an_error(client: Client, monkeypatch):
    """Looking for what is not there is a mistake of ours when nothing was sent."""
    person = member()
    client.force_login(person)
    place = draft_of(person)
    monkeypatch.setattr(
        venue_views, "missing_of", lambda _id: Venue.objects.get(name="None")
    )
    with pytest.raises(Venue.DoesNotExist):
        client.get(f"/manage/{place.pk}/")


def test_a_row_that_no_address_names_stays_an_error(client: Client, monkeypatch):
    person = member()
    client.force_login(person)
    monkeypatch.setattr(
        account_views,
        "choose_language",
        lambda **_words: Venue.objects.get(name="None"),
    )
    with pytest.raises(Venue.DoesNotExist):
        client.post("/account/language/", {"language": "de"})
