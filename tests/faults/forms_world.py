"""A small world in which every form of the site stands on some page."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.utils import timezone

from geoapp.accounts.keys import make_key
from geoapp.accounts.models import User
from geoapp.stewardship.actions.contribute import submit_venue
from geoapp.stewardship.actions.invite import invite
from geoapp.stewardship.actions.merge import merge
from geoapp.stewardship.actions.resolve_report import Resolution, resolve_report
from geoapp.stewardship.actions.take_back import take_back
from geoapp.stewardship.models import Outcome, ReportTopic
from geoapp.tutorials.actions import like
from geoapp.tutorials.models import Tutorial
from geoapp.venues.models import Venue
from tests.people import draft_of, member, moderator
from tests.photos import photo_of
from tests.stewardship.attack import (
    HonestWorld,
    change,
    honest_world,
    join,
    report,
    tutorial,
)
from tests.stewardship.reporting import anonymous

# "" is somebody without an account.
ROLES = ("", "newcomer", "owner", "judge")


def make_world() -> None:
    """Make people of each role, their places, and something of each kind to decide."""
    world = honest_world()
    judge, newcomer = moderator("judge"), member("newcomer")
    _newcomers_submissions(world, newcomer)
    _reports(world, judge, newcomer)
    _taken_back(judge)
    choices: dict[str, str] = {}
    listed = world.listed
    merge(kept_id=listed[0], merged_id=listed[1], choices=choices, by=judge, at=_now())
    make_key(user=world.owner, name="Site", scopes=["read"], at=_now())
    like(user=world.owner, tutorial=Tutorial.objects.confirmed()[0], at=_now())
    for user in User.objects.all():
        EmailAddress.objects.create(
            user=user, email=user.email, verified=True, primary=True
        )


def _newcomers_submissions(world: HonestWorld, newcomer: User) -> None:
    join(world.own.pk, newcomer, by=world.owner)
    change(world.own.pk, newcomer, summary="Glazes.", at=_now())
    place = draft_of(newcomer, "Newcomer's Shed")
    submit_venue(user=newcomer, venue_id=place.pk, at=_now())
    draft_of(newcomer, "Newcomer's Barn")
    photo_of(Venue.objects.get(pk=world.own.pk), newcomer, accepted=False, hue=20)
    tutorial(newcomer, "glaze")
    later = _now() + timedelta(minutes=1)
    for place_id in (world.own.pk, place.pk):
        invite(
            venue_id=place_id,
            email=f"friend-{place_id}@example.org",
            invited_by=newcomer if place_id == place.pk else world.owner,
            at=later,
        )


def _reports(world: HonestWorld, judge: User, newcomer: User) -> None:
    report(world.own.pk, newcomer, ReportTopic.CLOSED)
    anonymous(world.own.pk, ReportTopic.ILLEGAL)
    row = anonymous(world.listed[2], ReportTopic.ILLEGAL)
    report(world.own.pk, world.helper, ReportTopic.CLOSED)
    resolve_report(
        report_id=row.pk,
        by=judge,
        resolution=Resolution(outcome=Outcome.REMOVED, reason="Yes.", ground="privacy"),
        at=_now(),
        seen=row.state,
    )


def _taken_back(judge: User) -> None:
    spammer = member("spammer")
    place = draft_of(spammer, "Best Deals")
    submit_venue(user=spammer, venue_id=place.pk, at=_now())
    take_back(
        account_ids=[spammer.pk],
        by=judge,
        reason="Advertising.",
        closes=True,
        at=_now(),
    )


def _now():
    return timezone.now()
