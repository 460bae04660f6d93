"""Who keeps a venue, who judges, and a venue on its way to the map."""

import pytest

from geoapp.stewardship.actions.contribute import submit_venue
from geoapp.stewardship.actions.decide import accept
from geoapp.venues.models import Venue
from tests.people import draft_of, member, moderator
from tests.world import AT


@pytest.fixture
def keeper(vocabulary, client):
    person = member("keeper")
    client.force_login(person)
    return person


@pytest.fixture
def place(keeper):
    return draft_of(keeper)


@pytest.fixture
def judge(keeper):
    return moderator("judge")


@pytest.fixture
def waiting(keeper):
    place = draft_of(keeper, offers=[{"craft": "pottery", "mode": "learn"}])
    return submit_venue(user=keeper, venue_id=place.pk, at=AT)


@pytest.fixture
def shown(waiting, judge):
    accept(contribution_id=waiting.pk, by=judge, at=AT)
    return Venue.objects.get(pk=waiting.venue_id)
