"""People for tests: accounts of every role, and a venue of somebody's own."""

from itertools import count
from uuid import uuid4

from geoapp.accounts.models import User
from geoapp.stewardship.guidelines import VERSION
from geoapp.stewardship.models import Contribution
from geoapp.venues.actions.organizers import set_manager_profile
from geoapp.venues.actions.register_venue import register_venue
from geoapp.venues.drafts import VenueDraft
from geoapp.venues.models import Venue
from tests.world import AT, HACKNEY

_numbers = count(1)


def member(name: str = "", **more) -> User:
    """Return a person with an account and nothing else."""
    name = name or f"person{next(_numbers)}"
    more = {"guidelines_version": VERSION, **more}
    return User.objects.create_user(f"{name}@example.org", "correct horse", **more)


def named(user: User, name: str, *, shows_email: bool = False) -> User:
    """Give a person the name that other managers see."""
    set_manager_profile(user=user, name=name, shows_email=shows_email)
    return user


def accepted_before(user: User, times: int = 1) -> None:
    """Let so many submissions of a person have been accepted, of another venue."""
    place = draft_of(member())
    Contribution.objects.bulk_create(
        Contribution(author=user, venue=place, made_at=AT, decision="accepted")
        for _ in range(times)
    )


def moderator(name: str = "") -> User:
    """Return a person who decides what is shown."""
    return member(name, is_moderator=True)


def draft_of(user: User, name: str = "Kiln Yard", **said) -> Venue:
    """Return a draft with a place, begun by `user`."""
    said = {
        "position": [HACKNEY.lon, HACKNEY.lat],
        "address": {"locality": "London", "country": "GB"},
        **said,
    }
    draft = VenueDraft(id=uuid4(), name=name, kind="open_studio", values=said)
    return register_venue(organizer=user, draft=draft, at=AT)
