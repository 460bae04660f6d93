"""What is deleted while a form about it is being sent is not found, and no error."""

import pytest
from django.test import Client

from geoapp.venues.models import Venue
from geoapp.web.accounts import account as account_views
from geoapp.web.manage import venue as venue_views
from tests.people import draft_of, member

pytestmark = pytest.mark.django_db


def test_what_is_gone_is_said_to_be(client: Client, monkeypatch):
    person = member()
    client.force_login(person)
    place = draft_of(person)

    def withdrawn_from_nothing(**_words: object) -> None:
        Venue.objects.get(name="None")

    monkeypatch.setattr(venue_views, "withdraw", withdrawn_from_nothing)
    monkeypatch.setattr(venue_views.rules, "may_withdraw", lambda **_words: True)
    answer = client.post(f"/manage/{place.pk}/state/", {"verb": "withdraw"})
    assert answer.status_code == 404
    page = answer.content.decode()
    assert "It has been deleted in the meantime" in page
    assert 'href="/manage/">My places</a>' in page


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
