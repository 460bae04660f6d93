"""Accounts that do everything they can in a small honest world."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import connection
from psycopg.sql import SQL, Identifier

from geoapp.accounts.models import User
from geoapp.publishing.models import (
    PublishedEquipment,
    PublishedOffer,
    PublishedOpening,
    PublishedVenue,
)
from geoapp.stewardship.actions.contribute import (
    contribute_tutorial,
    save_change,
    submit_venue,
)
from geoapp.stewardship.actions.decide import accept
from geoapp.stewardship.actions.invite import invite
from geoapp.stewardship.actions.report import ReportDraft, claim_venue, report_item
from geoapp.stewardship.actions.resolve_report import accept_report
from geoapp.stewardship.models import Contribution, ReportTopic
from geoapp.tutorials.actions import confirm_tutorial
from geoapp.tutorials.models import Tutorial
from geoapp.tutorials.submissions import TutorialDraft
from geoapp.venues.actions.organizers import accept_invitation
from geoapp.venues.actions.ownership import remove_organizer, transfer_ownership
from geoapp.venues.models import Invitation, Organizer, Venue
from geoapp.venues.stored_records import values_of
from tests.people import accepted_before, draft_of, member
from tests.photos import photo_of
from tests.world import AT, record, venues

# What rebuilding changes too, and when something was published.
_NOT_CONTENT = ("id", "version", "published_at", "changed_at", "computed_until")
SOON = AT + timedelta(minutes=5)


@dataclass(frozen=True)
class HonestWorld:
    listed: list[UUID]
    own: Venue
    owner: User
    helper: User


def honest_world() -> HonestWorld:
    """Return listed places, and one that its owner and a helper manage."""
    rows = (record(f"Honest {name}", hours="Mo 10:00-18:00") for name in "ABCD")
    listed = venues(*rows)
    owner, helper = member("owner"), member("helper")
    accepted_before(owner, 3)
    own = draft_of(owner, name="Kiln Yard", summary="Pots.")
    submit_venue(user=owner, venue_id=own.pk, at=AT)
    join(own.pk, helper, by=owner)
    photo_of(own, owner)
    change(own.pk, owner, price_note="for all")
    tutorial(owner, "honest")
    confirm_tutorial(tutorial=Tutorial.objects.get())
    return HonestWorld(listed=listed, own=own, owner=owner, helper=helper)


def attack(world: HonestWorld, judge: User, accounts: list[User]) -> None:
    """Let the accounts do what new and trusted accounts can do."""
    for number, account in enumerate(accounts):
        fake = draft_of(account, name=f"Best Deals {number}")
        row = submit_venue(user=account, venue_id=fake.pk, at=SOON)
        tutorial(account, f"spam-{number}")
        if number % 7 == 0:
            accept(contribution_id=row.pk, by=judge, at=SOON)
            accept(contribution_id=pending_of(account).pk, by=judge, at=SOON)
        invite(venue_id=fake.pk, email=f"v{number}@x.org", invited_by=account, at=SOON)
        place = world.listed[number % 3]
        change(place, account, summary=f"Order at {number}.")
        topic = ReportTopic.PERSONAL if number % 2 else ReportTopic.CLOSED
        report(world.listed[3], account, topic)
    for number, account in enumerate(accounts[1:4]):
        accepted_before(account, 3)
        change(world.listed[0], account, name=f"Deals of {account.pk}", hours=[])
        photo_of(Venue.objects.get(pk=world.listed[0]), account, hue=number)
    _take_over(world, judge, accounts[0], accounts[4])


def _take_over(world: HonestWorld, judge: User, boss: User, helper: User) -> None:
    """Get the honest owner's trust, then the place; claim a listed one."""
    own = world.own.pk
    join(own, boss, by=world.owner)
    accepted_before(boss, 3)
    transfer_ownership(venue_id=own, user_id=boss.pk, by=world.owner, at=SOON)
    remove_organizer(venue_id=own, user_id=world.helper.pk, by=boss, at=SOON)
    join(own, helper, by=boss)
    join(own, member("newcomer"), by=boss)
    change(own, boss, name="Boss Yard", price_note="for me", summary="Mine.")
    change(own, boss, hide_exact_place=True)
    row = claim_venue(user=boss, venue_id=world.listed[1], words="Mine.", at=SOON)
    accept_report(report_id=row.pk, by=judge, reason="", at=SOON, seen=row.state)


def join(venue_id: UUID, user: User, *, by: User) -> None:
    invite(venue_id=venue_id, email=user.email, invited_by=by, at=SOON)
    row = Invitation.objects.get(venue=venue_id, email=user.email)
    accept_invitation(invitation_id=row.pk, user=user, at=SOON)


def change(venue_id: UUID, user: User, *, at=SOON, **changes) -> None:
    base = values_of(venue_id)
    save_change(user=user, venue_id=venue_id, changes=changes, base=base, at=at)


def tutorial(user: User, name: str) -> Tutorial:
    draft = TutorialDraft(
        url=f"https://example.org/{name}", title=name, crafts=("pottery",)
    )
    return contribute_tutorial(user=user, draft=draft, at=SOON)


def report(venue_id: UUID, user: User, topic: ReportTopic) -> None:
    draft = ReportDraft(kind="venue", item_id=venue_id, topic=topic, words="Closed.")
    report_item(draft=draft, author=user, at=SOON)


def pending_of(user: User) -> Contribution:
    return Contribution.objects.by_author(user).pending().filter(changes={})[0]


def public_bytes() -> bytes:
    """Return everything that is public, as the database writes it."""
    tables = (
        *(PublishedVenue, PublishedOffer, PublishedEquipment, PublishedOpening),
        Tutorial,
    )
    return b"\n".join(_rows(model) for model in tables)


def _rows(model) -> bytes:
    table = Identifier(model._meta.db_table)
    where = SQL("WHERE review = 'confirmed'" if model is Tutorial else "")
    keyed = "id" if model in (PublishedVenue, Tutorial) else "venue_id"
    without = [name for name in _NOT_CONTENT if name != keyed]
    rows = SQL("SELECT (to_jsonb(t) - %s::text[])::text FROM {} t {} ORDER BY 1")
    with connection.cursor() as cursor:
        cursor.execute(rows.format(table, where), [without])
        return "\n".join(row[0] for row in cursor.fetchall()).encode()


def managers() -> set[tuple]:
    rows = Organizer.objects.values_list("venue", "user", "since", "is_owner")
    return set(rows)
