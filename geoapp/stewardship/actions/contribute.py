"""Submit venues, tutorials and changes; those of new accounts await review."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from geoapp.accounts.models import User
from geoapp.common.errors import DomainError
from geoapp.common.text import paragraphs
from geoapp.stewardship.declined import check_changes, check_tutorial, check_venue
from geoapp.stewardship.models import Contribution, Decision
from geoapp.stewardship.restrictions import is_removed
from geoapp.stewardship.rules import has_earned_trust, held_fields
from geoapp.tutorials.actions import AlreadyThere, add_tutorial, revise_tutorial
from geoapp.tutorials.models import Tutorial
from geoapp.tutorials.submissions import TutorialDraft
from geoapp.venues.actions.change_publication import (
    publish_venue,
    submit_venue_for_review,
    withdraw_venue,
)
from geoapp.venues.actions.change_venue import change_venue, normalised_changes
from geoapp.venues.actions.photos import accept_photos
from geoapp.venues.actions.undo_change import NoSuchChange, undo_change
from geoapp.venues.history import change_named, history_of
from geoapp.venues.models import Publication, Venue
from geoapp.venues.roles import role_of
from geoapp.venues.rules import Role, may_moderate
from geoapp.venues.stored_records import values_of

MAX_REPLY_LENGTH = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionOutcome:
    """The outcome of a change: the fields changed now and those held for review."""

    changed: tuple[str, ...] = ()
    held: tuple[str, ...] = ()


class NothingAcceptedYet(DomainError):
    """A manager whose changes are all reviewed tried what cannot be reviewed."""


def is_trusted(user: User) -> bool:
    """Return whether the user may publish without review."""
    return has_earned_trust(role=role_of(user), accepted=accepted_count(user))


def accepted_count(user: User) -> int:
    """Return how many of the user's submissions have been accepted."""
    return Contribution.objects.by_author(user).accepted().count()


def is_newcomer(user: User, *, venue: Venue) -> bool:
    """Return whether every change of the venue by this user is reviewed.

    That is so for a published venue and a user of whom nothing has been accepted yet.
    """
    is_public = venue.publication == Publication.PUBLISHED
    return is_public and not accepted_count(user) and not is_trusted(user)


@transaction.atomic
def submit_venue(
    *, user: User, venue_id: UUID, at: datetime, answer: str = ""
) -> Contribution:
    """Submit a venue for review, or publish it at once if the user is trusted.

    `answer` is the user's reply to an open question about the venue. Submitting a venue
    that already awaits review changes nothing. Raises DeclinedTwice, Unplaced,
    TextTooLong and Venue.DoesNotExist.
    """
    answer = paragraphs(answer, longest=MAX_REPLY_LENGTH)
    venue = Venue.objects.select_for_update().get(pk=venue_id)
    waiting = Contribution.objects.of_venue(venue_id).pending().filter(changes={})
    earlier = waiting.first()
    if earlier is not None and venue.publication == Publication.PENDING:
        return earlier
    waiting.update(decision=Decision.TAKEN_BACK, decided_at=at)
    check_venue(venue, user=user)
    is_moderator = may_moderate(role=role_of(user))
    trusted = is_moderator or (is_trusted(user) and not _was_removed(venue))
    submit_venue_for_review(venue_id=venue_id)
    if trusted:
        accept_photos(venue_id=venue_id, at=at)
        publish_venue(venue_id=venue_id)
    return Contribution.objects.create(
        author=user,
        venue=venue,
        made_at=at,
        answer=answer,
        decision=Decision.ACCEPTED if trusted else Decision.WAITING,
        decided_at=at if trusted else None,
    )


def _was_removed(venue: Venue) -> bool:
    """Return whether a moderator has removed the venue before, or one of its photos.

    That returns only when a moderator has seen it again.
    """
    photos = venue.photos.filter(accepted=False)
    return is_removed("venue", venue.pk) or photos.removed_before().exists()


@transaction.atomic
def withdraw(*, user: User, venue_id: UUID, at: datetime) -> None:
    """Withdraw a venue from the public site, and its pending submission from the queue.

    Raises NothingAcceptedYet for a new manager who does not own the published venue,
    MergedVenue and Venue.DoesNotExist.
    """
    venue = Venue.objects.select_for_update().get(pk=venue_id)
    if is_newcomer(user, venue=venue) and role_of(user, venue=venue) != Role.OWNER:
        raise NothingAcceptedYet("A new manager cannot withdraw the venue.")
    waiting = Contribution.objects.of_venue(venue_id).pending().filter(changes={})
    waiting.update(decision=Decision.TAKEN_BACK, decided_at=at)
    withdraw_venue(venue_id=venue_id)


@transaction.atomic
def contribute_tutorial(*, user: User, draft: TutorialDraft, at: datetime) -> Tutorial:
    """Store a tutorial, visible only to its contributor, and queue it for review.

    If a question about it is open, submitting it again replies to the question. Raises
    AlreadyThere, TooManyPending and DeclinedTwice.
    """
    check_tutorial(draft.url, user=user)
    try:
        tutorial = add_tutorial(user=user, draft=draft, at=at)
    except AlreadyThere as there:
        if not _reply_to_question(there.tutorial, user=user, draft=draft, at=at):
            raise
        return there.tutorial
    Contribution.objects.create(author=user, tutorial=tutorial, made_at=at)
    return tutorial


def _reply_to_question(
    tutorial: Tutorial, *, user: User, draft: TutorialDraft, at: datetime
) -> bool:
    """Reply to the open question about the tutorial; return whether there was one."""
    questions = Contribution.objects.select_for_update().filter(
        tutorial=tutorial, author=user, decision=Decision.ASKED
    )
    # The question stays on the row: the moderator needs it next to the reply.
    if not questions.update(decision=Decision.WAITING, made_at=at, answer=""):
        return False
    revise_tutorial(tutorial=tutorial, draft=draft)
    return True


@transaction.atomic
def save_change(
    *,
    user: User,
    venue_id: UUID,
    changes: Mapping[str, Any],
    base: Mapping[str, Any],
    at: datetime,
) -> ContributionOutcome:
    """Change a venue; hold what a new account may not change of a published venue.

    The fields held are those of `held_fields`. Values and errors are those of
    change_venue: EditConflict and InvalidVenue. Raises DeclinedTwice.
    """
    venue = Venue.objects.select_for_update().get(pk=venue_id)
    values = values_of(venue_id)
    # Validate what is held in the same way as what is applied at once.
    changes = normalised_changes(values, changes)
    check_changes(venue, changes, values=values, user=user)
    held = _held(user, venue, changes=changes, base=base)
    now = {f: v for f, v in changes.items() if f not in held}
    changed = change_venue(
        venue_id=venue_id, changes=now, base=base, author=user, at=at
    )
    if held:
        waiting = {field: changes[field] for field in held}
        hold_changes(user=user, venue=venue, changes=waiting, base=base, at=at)
    return ContributionOutcome(changed=changed, held=tuple(sorted(held)))


@transaction.atomic
def undo(
    *, user: User, venue_id: UUID, event_id: int, at: datetime
) -> ContributionOutcome:
    """Restore a field to its value before a change, under the same rules as a change.

    Raises NoSuchChange and DeclinedTwice.
    """
    venue = Venue.objects.select_for_update().get(pk=venue_id)
    change = change_named(event_id, history_of(venue_id))
    if change is None:
        raise NoSuchChange("There is no such change to undo.")
    changes = {change.field: change.before}
    values = values_of(venue_id)
    check_changes(venue, changes, values=values, user=user)
    base = {change.field: values.get(change.field)}
    held = _held(user, venue, changes=changes, base=base)
    if held:
        hold_changes(user=user, venue=venue, changes=changes, base=base, at=at)
        return ContributionOutcome(held=tuple(held))
    field = undo_change(venue_id=venue_id, event_id=event_id, author=user, at=at)
    return ContributionOutcome(changed=(field,))


def _held(
    user: User, venue: Venue, *, changes: Mapping[str, Any], base: Mapping[str, Any]
) -> set[str]:
    """Return the fields of a published venue that await review."""
    held: set[str] = set()
    if venue.publication != Publication.PUBLISHED:
        return held
    if not is_trusted(user):
        accepted = accepted_count(user)
        held = held_fields(changes=changes, base=base, accepted=accepted)
    return held


def hold_changes(
    *,
    user: User,
    venue: Venue,
    changes: Mapping[str, Any],
    base: Mapping[str, Any],
    at: datetime,
) -> None:
    """Add the changes to the user's one pending change of this venue."""
    waiting = Contribution.objects.of_venue(venue.pk).pending().filter(author=user)
    earlier = waiting.exclude(changes={}).select_for_update().first()
    row = earlier or Contribution(author=user, venue=venue, made_at=at)
    row.changes = {**row.changes, **changes}
    row.base = {**{f: base.get(f) for f in changes}, **row.base}
    row.save()
