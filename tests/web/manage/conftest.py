"""Fixtures: a manager, a moderator, and a venue before and after publication."""

import pytest

from geoapp.stewardship.actions.contribute import submit_venue
from geoapp.stewardship.actions.decide import accept
from geoapp.venues.models import Venue
from tests.people import draft_of, member, moderator, named
from tests.world import AT


@pytest.fixture
def manager(vocabulary, client):
    person = named(member("manager"), "Aino")
    client.force_login(person)
    return person


@pytest.fixture
def place(manager):
    return draft_of(manager)


@pytest.fixture
def judge(manager):
    return moderator("judge")


@pytest.fixture
def waiting(manager):
    place = draft_of(manager, offers=[{"craft": "pottery", "mode": "learn"}])
    return submit_venue(user=manager, venue_id=place.pk, at=AT)


@pytest.fixture
def published(waiting, judge):
    accept(contribution_id=waiting.pk, by=judge, at=AT)
    return Venue.objects.get(pk=waiting.venue_id)
