"""An organizer puts a workshop on the map: five steps, a moderator, and there it is."""

import pytest
from playwright.sync_api import Page, expect

from geoapp.accounts.models import User
from geoapp.venues.models import Venue
from tests.journeys.people import sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def organizer(site):
    return made("organizer@example.org")


@pytest.fixture
def judge(site):
    return made("judge@example.org", is_moderator=True)
