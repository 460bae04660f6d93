"""Personal data stored by stewardship."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from geoapp.accounts.addresses import addresses_of
from geoapp.accounts.models import User
from geoapp.accounts.personal_data import (
    Export,
    PersonalData,
    RegisterHeading,
    iso_time,
)
from geoapp.stewardship import take_back_data
from geoapp.stewardship.models import (
    Contribution,
    Decision,
    QueueNotice,
    Report,
    ReportTopic,
    SupersededDecision,
)
from geoapp.stewardship.report_models import Side
from geoapp.venues.erasure import Rewrite, without_addresses, without_home
from geoapp.venues.leaving import unpublished_homes
from geoapp.venues.models import Venue

ENTRIES = (
    PersonalData(
        topic=RegisterHeading.CONTENT,
        name=_("Submissions"),
        what=_(
            "What you submit for review, your answers to questions, and the decision"
            " with its date and reason."
        ),
        why=_("So that moderators can review it and you know the decision."),
        how_long=_(
            "When you delete the account, open submissions and all answers are deleted."
            " Decided ones stay without your name."
        ),
        who_sees=_("You, moderators and staff."),
        columns=(
            "stewardship.Contribution.author",
            "stewardship.Contribution.changes",
            "stewardship.Contribution.base",
            "stewardship.Contribution.answer",
        ),
        export_parts=("contributions",),
    ),
    PersonalData(
        topic=RegisterHeading.CONTENT,
        name=_("Reports and claims"),
        what=_(
            "What you report or claim, the decision and your appeal. Without an account,"
            " your email address if you want an answer, and a count for your network."
        ),
        why=_("So that moderators can decide, and you and those concerned know why."),
        how_long=_(
            "When you delete the account, text and appeal go; the decision stays without"
            " your name. Without one, text and address go six months after the decision,"
            " unconfirmed addresses after seven days, the count after a day."
        ),
        who_sees=_(
            "You, moderators and staff. The people responsible learn the topic, managers"
            " of a place also the text of a correction, and never who reported it."
        ),
        columns=(
            "stewardship.Report.author",
            "stewardship.Report.email",
            "stewardship.Report.email_confirmed_at",
        ),
        export_parts=("reports",),
    ),
    PersonalData(
        topic=RegisterHeading.CONTENT,
        name=_("Decisions about what you added"),
        what=_("That something of yours was hidden or removed, why, and your appeal."),
        why=_("So that you get the reasons and can appeal."),
        how_long=_("Until you delete the account."),
        who_sees=_("You, moderators and staff."),
        columns=("stewardship.Report_concerned.user",),
        export_parts=("decisions_about_you",),
    ),
    PersonalData(
        topic=RegisterHeading.CONTENT,
        name=_("Emails about the queue"),
        what=_("How often you want them as a moderator, and when the last one went."),
        why=_("So that you get neither too many nor the same one twice."),
        how_long=_("Until you delete the account."),
        who_sees=_("You and staff."),
        columns=("stewardship.QueueNotice.user",),
        export_parts=("queue_notice",),
    ),
    PersonalData(
        topic=RegisterHeading.CONTENT,
        name=_("Decisions"),
        what=_(
            "What you decide as a moderator or manager, when, the reason and its language."
        ),
        why=_("To find out who decided what."),
        how_long=_(
            "When you delete the account, the decisions stay without your name, with the"
            " role that you had."
        ),
        who_sees=_("Moderators and staff. Contributors get the decision and reason."),
        columns=(
            "stewardship.Contribution.decided_by",
            "stewardship.Report.decided_by",
            "stewardship.SupersededDecision.decided_by",
        ),
        export_parts=("decisions", "decisions_on_reports"),
    ),
    take_back_data.ENTRY,
)


def _contributions(user: User) -> Iterator[dict[str, Any]]:
    return (
        {**_decided(row), "changes": row.changes, "answer": row.answer}
        for row in Contribution.objects.by_author(user).iterator()
    )


def _decisions(user: User) -> Iterator[dict[str, Any]]:
    """Return the user's decisions, without the content of others' submissions."""
    rows = Contribution.objects.filter(decided_by=user).order_by("decided_at")
    return (_decided(row) for row in rows.iterator())


def _decided(row: Contribution) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "venue": str(row.venue_id) if row.venue_id else None,
        "tutorial": str(row.tutorial_id) if row.tutorial_id else None,
        "made_at": iso_time(row.made_at),
        "decision": row.decision,
        "reason": row.reason,
        "decided_at": iso_time(row.decided_at),
    }


def _reports(user: User) -> Iterator[dict[str, Any]]:
    rows = Report.objects.filter(author=user).order_by("made_at", "pk")
    return (
        {
            **_resolved(row),
            "number": row.number,
            "words": row.words,
            "appeal": row.appeal if row.appealed_by == Side.REPORTER else "",
        }
        for row in rows.iterator()
    )


def _decisions_about(user: User) -> Iterator[dict[str, Any]]:
    """Return the decisions about what the user added, without the reports' text."""
    rows = Report.objects.filter(concerned=user).order_by("decided_at", "pk")
    return (
        {
            **_resolved(row),
            "appeal": row.appeal if row.appealed_by == Side.AUTHOR else "",
        }
        for row in rows.iterator()
    )


def _resolved_reports(user: User) -> Iterator[dict[str, Any]]:
    """Return the user's decisions on reports, without the reports' text."""
    superseded = Q(superseded_decisions__decided_by=user)
    rows = Report.objects.filter(Q(decided_by=user) | superseded).distinct()
    rows = rows.order_by("decided_at", "pk")
    return (_resolved(row) for row in rows.iterator())


def _resolved(row: Report) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "kind": row.kind,
        "item": str(row.item_id),
        "venue": str(row.venue_id) if row.venue_id else None,
        "topic": row.topic,
        "made_at": iso_time(row.made_at),
        "decision": row.decision,
        "outcome": row.outcome,
        "ground": row.ground,
        "law": row.law,
        "reason": row.reason,
        "reason_language": row.reason_language,
        "decided_at": iso_time(row.decided_at),
        "decided_as": row.decided_as,
    }


def _queue_notice(user: User) -> Iterator[dict[str, Any]]:
    return (
        {"frequency": row.frequency, "sent_at": iso_time(row.sent_at)}
        for row in QueueNotice.objects.filter(user=user)
    )


EXPORT: Mapping[str, Export] = {
    "contributions": _contributions,
    "decisions": _decisions,
    "reports": _reports,
    "decisions_about_you": _decisions_about,
    "queue_notice": _queue_notice,
    "decisions_on_reports": _resolved_reports,
    "taken_back": take_back_data.taken_back,
    "take_backs": take_back_data.take_backs,
}


def erase(person: User) -> None:
    """Delete the user's pending submissions, claims, replies, appeals and addresses.

    A report stays without its author and text: what it hides stays hidden until a
    moderator has decided, and a decision stays in force. Decided
    submissions keep neither their home nor how to reach them.
    """
    Contribution.objects.by_author(person).pending().delete()
    _erase_home_and_addresses(person)
    take_back_data.erase_take_backs(person)
    Contribution.objects.by_author(person).update(answer="")
    _blank_appeals(Report.objects.filter(concerned=person), Side.AUTHOR)
    own = Report.objects.filter(author=person)
    own.filter(topic=ReportTopic.CLAIM).delete()
    _blank_appeals(own, Side.REPORTER)
    own.update(words="", email="")
    for address in addresses_of(person):
        Report.objects.filter(email__iexact=address).update(email="")


def _erase_home_and_addresses(person: User) -> None:
    homes = list(unpublished_homes(person).values_list("pk", flat=True))
    own = frozenset(address.lower() for address in addresses_of(person))
    at_home = Q(venue__in=homes) | Q(venue__merged_into__in=homes)
    managed = Venue.objects.filter(organizers__user=person).values("pk")
    decided = Contribution.objects.exclude(decision=Decision.WAITING)
    submitted = decided.filter(Q(author=person) | Q(venue__in=managed))
    _rewrite(Contribution.objects.filter(at_home), without_home)
    _rewrite(submitted, lambda _field, value: without_addresses(value, own))


def _rewrite(rows: QuerySet[Contribution], rewrite: Rewrite) -> None:
    for row in rows.exclude(changes={}, base={}):
        for values in (row.changes, row.base):
            for field, value in values.items():
                values[field] = rewrite(field, value)
        row.save(update_fields=["changes", "base"])


def _blank_appeals(reports: QuerySet[Report], side: Side) -> None:
    superseded = SupersededDecision.objects.filter(report__in=reports, appealed_by=side)
    superseded.update(appeal="")
    reports.filter(appealed_by=side).update(appeal="")
