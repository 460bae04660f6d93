"""What the tests of threats ask for."""

from collections.abc import Iterator

import pytest

from geoapp.accounts.models import User
from geoapp.stewardship.guidelines import VERSION
from tests.databases import world
from tests.safety.canary import Canary, listening
from tests.safety.hostile_world import create_all


@pytest.fixture
def canary() -> Iterator[Canary]:
    """A listener on this machine that has heard nothing yet."""
    with listening() as one:
        yield one


@pytest.fixture
def staff(client, db):
    """A browser in which somebody is signed in who may do everything."""
    # Without a password: to hash one takes longer than the tests.
    client.force_login(
        User.objects.create(
            email="s@example.org",
            is_staff=True,
            is_superuser=True,
            guidelines_version=VERSION,
        )
    )
    return client


@pytest.fixture(scope="module")
def hostile_site(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Payloads in every field of a venue and a tutorial each, and plain ones."""
    with django_db_blocker.unblock(), world("hostile", create_all, shared=True):
        yield
