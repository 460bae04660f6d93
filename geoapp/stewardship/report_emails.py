"""Plain-text emails about reports: to confirm an address, and with the reasons."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.core import signing
from django.utils.translation import gettext_lazy as _

from geoapp.accounts.models import User
from geoapp.common.public_url import public_url
from geoapp.mailing.actions import queue_email
from geoapp.mailing.kinds import (
    Context,
    EmailKind,
    RenderedEmail,
    register_email_kind,
)
from geoapp.mailing.models import Category
from geoapp.stewardship.email_rendering import rendered_email
from geoapp.stewardship.kinds import content_kind
from geoapp.stewardship.models import (
    DecidedAs,
    Decision,
    Outcome,
    Report,
    ReportTopic,
    TakeBackAccount,
)
from geoapp.stewardship.ready_reasons import in_own_language
from geoapp.stewardship.report_models import Side
from geoapp.stewardship.restrictions import is_shown_again
from geoapp.stewardship.take_back_models import ACCOUNT_KIND, NOTHING
from geoapp.venues.models import Publication

_QUEUE = _("New in the moderation queue: %(name)s")
CONFIRM_WITHIN_S = 7 * 24 * 3600
_SALT = "stewardship.report.email"
_DECISION_SALT = "stewardship.decision"
_DECISION_LINK_DAYS = 366  # until after an appeal has been decided
_REPORT = _("Your message about “%(name)s”")
_STATEMENT = _("A decision about “%(name)s”")
_ACCOUNT = _("A decision about your account")
_STATEMENT_REVERSED = _("The decision about “%(name)s” has been reversed")
_ACCOUNT_REVERSED = _("The decision about your account has been reversed")
_HIDDEN = _("“%(name)s” is partly hidden until a moderator decides")
_SHOWN_AGAIN = _("“%(name)s” is shown again")
_CONFIRMATION = _("Confirm your email address to get an answer")


def queue_report(row: Report, *, to: str, at: datetime) -> None:
    """Queue the email that tells the reporter the decision."""
    queue_email(
        "stewardship/report",
        recipient=to,
        language=row.reply_language,
        context=_context(row),
        at=at,
    )


def queue_statement(row: Report, *, to: User, at: datetime) -> None:
    """Queue the statement of reasons to somebody responsible for the item."""
    queue_email(
        "stewardship/statement",
        recipient=to.email,
        language=to.language,
        context=_context(row),
        at=at,
    )


def queue_withheld(
    row: Report, people: Iterable[User], *, is_lifted: bool, at: datetime
) -> None:
    """Queue an email to those responsible for what is hidden until a decision.

    If `is_lifted`, a moderator has decided that it is shown again.
    """
    for person in people:
        queue_email(
            "stewardship/withheld",
            recipient=person.email,
            language=person.language,
            context={"id": str(row.pk), "is_lifted": is_lifted},
            at=at,
        )


def queue_confirmation(row: Report, *, at: datetime) -> None:
    """Queue the email that asks for the reporter's address to be confirmed."""
    queue_email(
        "stewardship/confirm_report",
        recipient=row.email,
        language=row.language,
        context={"id": str(row.pk)},
        at=at,
    )


def report_to_confirm(token: str) -> UUID | None:
    """Return the report whose address the link confirms, None after seven days."""
    try:
        return UUID(signing.loads(token, salt=_SALT, max_age=CONFIRM_WITHIN_S))
    except (signing.BadSignature, ValueError):
        return None


def register_report_emails() -> None:
    """Register the kinds of email about reports."""
    kinds = {
        "report": (_("An answer to your message"), _report),
        "statement": (_("A decision about something that you added"), _statement),
        "withheld": (_("Something of yours is hidden, or shown again"), _withheld),
        "queue": (_("What is new in the moderation queue"), _queue),
        "confirm_report": (_("A link to confirm your email address"), _confirmation),
    }
    for name, (label, render) in kinds.items():
        kind = EmailKind(category=Category.AUTOMATIC, label=label, render=render)
        register_email_kind(f"stewardship/{name}", kind)


def _context(row: Report) -> dict[str, str]:
    return {"id": str(row.pk), "decision": row.decision}


def _decided(context: Context) -> Report | None:
    """Return the report, unless its decision was overtaken while the email waited."""
    rows = Report.objects.select_related("venue", "author")
    return rows.filter(pk=context["id"], decision=context["decision"]).first()


def _report(context: Context) -> RenderedEmail | None:
    row = _decided(context)
    if row is None:
        return None
    return rendered_email(
        _REPORT,
        "claim" if _makes_manager(row) else "report",
        report=row,
        has_appealed=_has_appealed(row, Side.REPORTER),
        name=row.title,
        reason=in_own_language(row.reason),
        is_shown_again=is_shown_again(row),
        by_manager=row.decided_as == DecidedAs.MANAGER,
        page_url=_page_url(row),
        receipt_url=public_url(f"/reports/{row.number}/"),
    )


def _statement(context: Context) -> RenderedEmail | None:
    row = _decided(context)
    if row is None:
        return None
    if row.topic == ReportTopic.CONDUCT:
        return _take_back(row)
    return rendered_email(
        _STATEMENT,
        "statement",
        report=row,
        has_appealed=_has_appealed(row, Side.AUTHOR),
        name=row.title,
        is_shown_again=is_shown_again(row),
        reason=in_own_language(row.reason),
        is_erased=row.outcome == Outcome.ERASED,
        decision_url=public_url(f"/decisions/{row.pk}/"),
    )


def _take_back(row: Report) -> RenderedEmail:
    account = TakeBackAccount.objects.filter(pk=row.item_id).first()
    is_place = row.kind != ACCOUNT_KIND
    person = None if is_place else row.concerned.first()
    is_closed = person is not None and not person.is_active
    token = decision_token(row, person) if person is not None else ""
    path = f"by-link/{token}" if is_closed else row.pk
    is_undone = row.outcome != Outcome.REMOVED
    publication = row.venue.publication if row.venue is not None else ""
    is_nothing = row.title == NOTHING
    subjects = (
        (_ACCOUNT_REVERSED, _STATEMENT_REVERSED)
        if is_undone
        else (_ACCOUNT, _STATEMENT)
    )
    return rendered_email(
        subjects[0] if is_nothing else subjects[1],
        "take_back",
        report=row,
        has_appealed=_has_appealed(row, Side.AUTHOR),
        name=row.title,
        reason=in_own_language(row.reason),
        is_undone=is_undone,
        is_place=is_place,
        was_public=row.publication_before == Publication.PUBLISHED,
        publication=publication,
        is_kept_away=is_undone and publication == Publication.WITHDRAWN,
        is_nothing=is_nothing,
        page_url=_page_url(row),
        is_closed=account is not None and account.is_closed,
        decision_url=public_url(f"/decisions/{path}/"),
    )


def decision_token(row: Report, person: User) -> str:
    """Return what leads a person who cannot sign in any more to a decision."""
    return signing.dumps([str(row.pk), person.pk], salt=_DECISION_SALT)


def decision_of_link(token: str) -> tuple[UUID, int] | None:
    """Return the report and the person of a link; None if it is forged or too old."""
    max_age = _DECISION_LINK_DAYS * 24 * 3600
    try:
        report_id, person_id = signing.loads(
            token, salt=_DECISION_SALT, max_age=max_age
        )
    except signing.BadSignature:
        return None
    return UUID(report_id), int(person_id)


def _withheld(context: Context) -> RenderedEmail | None:
    row = Report.objects.filter(pk=context["id"]).first()
    # It may have been decided while the email waited.
    if row is None or row.hides == context["is_lifted"]:
        return None
    kind = content_kind(row.kind)
    item = kind.find(row.item_id) if kind is not None else None
    return rendered_email(
        _SHOWN_AGAIN if context["is_lifted"] else _HIDDEN,
        "withheld",
        name=row.title,
        is_lifted=context["is_lifted"],
        is_place=row.kind == "venue",
        topic=row.get_topic_display(),
        page_url=public_url(item.edit_path) if item is not None else "",
    )


def _confirmation(context: Context) -> RenderedEmail | None:
    row = Report.objects.filter(pk=context["id"]).first()
    if row is None or not row.email or row.email_confirmed_at is not None:
        return None
    token = signing.dumps(str(row.pk), salt=_SALT)
    return rendered_email(
        _CONFIRMATION,
        "confirm_report",
        name=row.number,
        number=row.number,
        confirm_url=public_url(f"/reports/confirm/{token}/"),
        receipt_url=public_url(f"/reports/{row.number}/"),
    )


def _queue(context: Context) -> RenderedEmail | None:
    return rendered_email(
        _QUEUE,
        "queue",
        name=str(context["submissions"] + context["reports"]),
        queue_url=public_url("/moderation/"),
        **context,
    )


def _page_url(row: Report) -> str:
    """Return the page to look at: for a new manager, where they can edit."""
    if _makes_manager(row):
        return public_url(f"/manage/{row.venue_id}/")
    kind = content_kind(row.kind)
    item = kind.find(row.item_id) if kind is not None else None
    return public_url(item.path) if item is not None and item.is_public else ""


def _makes_manager(row: Report) -> bool:
    return row.topic == ReportTopic.CLAIM and row.decision == Decision.ACCEPTED


def _has_appealed(row: Report, side: Side) -> bool:
    return row.superseded_decisions.filter(appealed_by=side).exists()
