"""Decide on a report; its author and those concerned get the reasons by email."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import get_language

from geoapp.accounts.models import User
from geoapp.common.errors import DomainError
from geoapp.common.text import one_line, paragraphs
from geoapp.stewardship.actions.decide import (
    MAX_REASON_LENGTH,
    OwnContribution,
    ReasonMissing,
)
from geoapp.stewardship.actions.undo_take_back import undo_for_place
from geoapp.stewardship.decisions import RESTRICTIONS
from geoapp.stewardship.kinds import ContentKind, content_kind
from geoapp.stewardship.models import (
    DecidedAs,
    Decision,
    Ground,
    Outcome,
    Report,
    ReportTopic,
)
from geoapp.stewardship.report_emails import (
    queue_report,
    queue_statement,
    queue_withheld,
)
from geoapp.stewardship.restrictions import apply_withholding, is_removed, is_withheld
from geoapp.stewardship.take_back_models import ACCOUNT_KIND
from geoapp.stewardship.take_back_reports import PLACE_KIND
from geoapp.venues.actions.organizers import appoint_organizer
from geoapp.venues.history import history_of
from geoapp.venues.models import Venue

MAX_LAW_LENGTH = 200
# What a venue's managers may read and answer; the others are for moderators alone.
MANAGERS_TOPICS = (ReportTopic.CLOSED, ReportTopic.MISTAKE, ReportTopic.NOT_MADE)


class ReportAlreadyResolved(DomainError):
    """Another moderator has resolved the report already."""


class ReportChanged(DomainError):
    """The author has changed the text since the moderator read it."""


class GroundMissing(DomainError):
    """A restriction names no rule and no law, or a law without saying which."""


class CorrectionMissing(DomainError):
    """Nothing has been corrected since the report, and no text says what was."""


class UnknownOutcome(DomainError):
    """This cannot be done with a thing of this kind."""


class OwnDecision(DomainError):
    """A moderator tried to decide on their own decision, or on something of theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What a moderator decides, or a manager answers.

    `law` names the law if that is the ground. Both texts are in the active language.
    """

    outcome: Outcome
    reason: str = ""
    ground: str = ""
    law: str = ""
    decided_as: DecidedAs = DecidedAs.MODERATOR


@transaction.atomic
def resolve_report(
    *, report_id: UUID, by: User, resolution: Resolution, at: datetime, seen: str
) -> Report:
    """Do what the moderator decides about the reported thing, and tell everyone.

    `seen` is the report's `state` when the moderator read it. After an appeal, what the
    first decision did is undone unless the second is the same. Raises AlreadyThere,
    ReportAlreadyResolved, ReportChanged, OwnContribution, OwnDecision, ReasonMissing,
    GroundMissing, CorrectionMissing, UnknownOutcome, TextTooLong and, for a claim,
    MergedVenue.
    """
    row = _open(report_id, by, seen=seen)
    check_resolution(row, resolution)
    was_hidden = row.hides
    former = row.superseded_decisions.order_by("-decided_at", "-pk").first()
    kind = content_kind(row.kind)
    item = kind.find(row.item_id) if kind is not None else None
    # Those responsible now: after an erasure nobody is.
    if item is not None and resolution.outcome in RESTRICTIONS:
        row.concerned.add(*item.responsible)
    _save(row, resolution, by=by, at=at)
    if row.topic == ReportTopic.CLAIM:
        _decide_claim(row, resolution, by=by, at=at)
    elif kind is not None and item is not None:
        _carry_out(row, kind, before=former.outcome if former else "", at=at)
    _tell(row, at=at)
    is_lifted = was_hidden and former is None and not is_withheld(row.kind, row.item_id)
    if is_lifted and item is not None:
        queue_withheld(row, item.responsible, is_lifted=True, at=at)
    return row


def accept_report(
    *, report_id: UUID, by: User, reason: str, at: datetime, seen: str
) -> Report:
    """Make the claimant a manager, or confirm that the mistake was corrected.

    Raises what resolve_report raises.
    """
    resolution = Resolution(outcome=Outcome.CORRECTED, reason=reason)
    return resolve_report(
        report_id=report_id, by=by, resolution=resolution, at=at, seen=seen
    )


def decline_report(
    *, report_id: UUID, by: User, reason: str, at: datetime, seen: str
) -> Report:
    """Decline a report and leave things as they are.

    Raises what resolve_report raises.
    """
    resolution = Resolution(outcome=Outcome.UNCHANGED, reason=reason)
    return resolve_report(
        report_id=report_id, by=by, resolution=resolution, at=at, seen=seen
    )


def possible_outcomes(row: Report) -> tuple[Outcome, ...]:
    """Return what can be decided about this report, the mildest first."""
    if row.topic == ReportTopic.CLAIM:
        return (Outcome.UNCHANGED, Outcome.CORRECTED)
    if row.topic == ReportTopic.CONDUCT:
        return (Outcome.UNCHANGED, Outcome.REMOVED)
    kind = content_kind(row.kind)
    return kind.outcomes if kind is not None else (Outcome.UNCHANGED,)


def may_decide(row: Report, by: User) -> bool:
    """Return whether this person may decide: not on what concerns themselves.

    That is an appeal against their own decision, or something that they are responsible
    for and could not answer as a manager. Where there is no other moderator, they have
    to.
    """
    kind = content_kind(row.kind)
    item = kind.find(row.item_id) if kind is not None else None
    is_theirs = item is not None and by in item.responsible
    is_judge = row.superseded_decisions.filter(decided_by=by).exists()
    if not is_judge and (not is_theirs or row.topic in MANAGERS_TOPICS):
        return True
    others = User.objects.filter(is_active=True).exclude(pk=by.pk)
    return not others.filter(Q(is_moderator=True) | Q(is_staff=True)).exists()


def _open(report_id: UUID, by: User, *, seen: str) -> Report:
    # The venue first, as everywhere, so that two decisions do not deadlock.
    venue_id = Report.objects.get(pk=report_id).venue_id
    if venue_id is not None:
        Venue.objects.select_for_update().filter(pk=venue_id).first()
    rows = Report.objects.select_for_update(of=("self",))
    row = rows.select_related("author", "venue").get(pk=report_id)
    if row.decision != Decision.WAITING:
        raise ReportAlreadyResolved("Another moderator has already decided this.")
    if row.author_id == by.pk:
        raise OwnContribution("Another moderator has to review your own report.")
    if not may_decide(row, by):
        raise OwnDecision("Another moderator has to decide on this appeal.")
    if row.state != seen:
        raise ReportChanged("The author has changed the report in the meantime.")
    return row


def check_resolution(row: Report, resolution: Resolution) -> None:
    """Raise what resolve_report raises about a decision that is not complete."""
    if resolution.outcome not in possible_outcomes(row):
        raise UnknownOutcome("Choose one of the decisions that are offered.")
    restricts = resolution.outcome in RESTRICTIONS
    needs_reason = restricts or resolution.outcome == Outcome.UNCHANGED
    if needs_reason and not resolution.reason.strip():
        raise ReasonMissing("Enter a reason. The author will read it.")
    names_law = resolution.ground != Ground.LAW or resolution.law.strip()
    if restricts and not (resolution.ground in Ground.values and names_law):
        raise GroundMissing("Say which rule or law this is based on.")
    corrects = (
        resolution.outcome == Outcome.CORRECTED and row.topic != ReportTopic.CLAIM
    )
    if corrects and not (resolution.reason.strip() or _has_changed(row)):
        raise CorrectionMissing("Correct it first, or say what you corrected.")


def _has_changed(row: Report) -> bool:
    """Return whether the reported venue has changed since the report."""
    if row.kind != "venue":
        return False
    return any(change.at > row.made_at for change in history_of(row.item_id))


def _decide_claim(
    row: Report, resolution: Resolution, *, by: User, at: datetime
) -> None:
    if (
        resolution.outcome == Outcome.CORRECTED
        and row.author is not None
        and row.venue_id is not None
    ):
        appoint_organizer(venue_id=row.venue_id, user=row.author, by=by, at=at)


def _carry_out(row: Report, kind: ContentKind, *, before: str, at: datetime) -> None:
    """Do what the decision says, and undo what the one before it did."""
    if row.outcome != before:
        kind.carry_out(Outcome(row.outcome), row.item_id, at)
    if row.topic == ReportTopic.CONDUCT and row.kind == PLACE_KIND:
        _put_place_back(row, at=at)
    elif before == Outcome.REMOVED and not is_removed(kind.name, row.item_id):
        kind.show(row.item_id, at)
    if row.outcome != Outcome.ERASED:
        apply_withholding(kind, row.item_id)


def _put_place_back(row: Report, *, at: datetime) -> None:
    """Put back a place that went with everything that an account did.

    It is never simply shown: it may not have been reviewed.
    """
    if row.outcome == Outcome.UNCHANGED and row.decided_by is not None:
        undo_for_place(decision=row, by=row.decided_by, at=at)


def _save(row: Report, resolution: Resolution, *, by: User, at: datetime) -> None:
    declined = resolution.outcome == Outcome.UNCHANGED
    row.decision = Decision.REFUSED if declined else Decision.ACCEPTED
    row.outcome, row.decided_by, row.decided_at = resolution.outcome, by, at
    row.decided_as = resolution.decided_as
    row.hides = resolution.outcome == Outcome.AREA_ONLY
    row.removes = resolution.outcome == Outcome.REMOVED
    row.reason = paragraphs(resolution.reason, longest=MAX_REASON_LENGTH)
    row.reason_language = get_language() or ""
    row.ground = resolution.ground if row.is_restriction else ""
    row.law = (
        one_line(resolution.law, longest=MAX_LAW_LENGTH)
        if row.ground == Ground.LAW
        else ""
    )
    row.save()


def _tell(row: Report, *, at: datetime) -> None:
    if row.reply_address:
        queue_report(row, to=row.reply_address, at=at)
    for person in emailed_people(row):
        queue_statement(row, to=person, at=at)


def emailed_people(row: Report) -> list[User]:
    """Return those responsible who get the reasons of this decision by email."""
    concerned = row.concerned.order_by("pk")
    if row.kind != ACCOUNT_KIND:  # a closed account's owner has to know
        concerned = concerned.filter(is_active=True)
    return list(concerned)
