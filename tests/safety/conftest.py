"""What the tests of threats ask for."""

from collections.abc import Iterator

import pytest

from geoapp.accounts.models import User
from tests.safety.canary import Canary, listening


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
        User.objects.create(email="s@example.org", is_staff=True, is_superuser=True)
    )
    return client
