"""A few tutorials and a person, for the pages that show them."""

import time
from collections.abc import Sequence

from allauth.account.models import EmailAddress
from django.test import Client

from geoapp.accounts.models import User
from geoapp.geo.points import to_point
from geoapp.geo.values import Position
from geoapp.geocoding.models import GazetteerName, GazetteerPlace
from geoapp.stewardship.guidelines import VERSION
from geoapp.tutorials.models import Need, Tutorial, TutorialCraft, TutorialEquipment
from tests.world import AT

NEAR = "near=-0.055,51.545"


def tutorial(
    title: str = "Throw a pot",
    *,
    slug: str = "throw-a-pot",
    crafts: Sequence[str] = ("pottery",),
    required: Sequence[str] = ("kiln",),
) -> Tutorial:
    """Return a stored tutorial whose requirements are confirmed."""
    made = Tutorial.objects.create(
        slug=slug,
        title=title,
        url=f"https://example.org/{slug}",
        site="Example",
        added_at=AT,
    )
    for craft in crafts:
        TutorialCraft.objects.create(tutorial=made, craft_id=craft, confirmed=True)
    for equipment in required:
        TutorialEquipment.objects.create(
            tutorial=made, equipment_id=equipment, need=Need.REQUIRED, confirmed=True
        )
    return made


def name_of_a_town(name: str, position: Position) -> GazetteerPlace:
    """Let the gazetteer know an English town; return it."""
    place = GazetteerPlace.objects.create(
        geonameid=GazetteerPlace.objects.count() + 1,
        name=name,
        region="England",
        country="GB",
        country_name="United Kingdom",
        population=0,
        time_zone="Europe/London",
        point=to_point(position),
    )
    GazetteerName.objects.create(place=place, folded=name.lower(), is_main=True)
    return place


def signed_in(client: Client) -> User:
    """Return a person with a verified address, signed in."""
    user = User.objects.create_user(
        "maker@example.org", "a-kiln-at-midnight-7", guidelines_version=VERSION
    )
    EmailAddress.objects.create(
        user=user, email=user.email, verified=True, primary=True
    )
    client.force_login(
        user, backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return user


def confirm_it_is_them(client: Client, user: User) -> None:
    """Let a signed-in client have entered the password again just now."""
    session = client.session
    record = {"method": "password", "at": time.time(), "reauthenticated": True}
    session["account_authentication_methods"] = [record]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
