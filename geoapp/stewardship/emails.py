"""Plain-text emails about decisions on submissions, and invitations."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from geoapp.accounts.addresses import language_of_address
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
from geoapp.stewardship.declined import may_be_submitted_again
from geoapp.stewardship.email_rendering import rendered_email
from geoapp.stewardship.models import Contribution, Decision
from geoapp.venues.manager_names import manager_names
from geoapp.venues.models import Invitation

_DECISION_SUBJECTS: Mapping[str, Any] = {
    Decision.ACCEPTED: _("“%(name)s” has been accepted"),
    Decision.ASKED: _("A question about “%(name)s”"),
}
_DECLINED = _("“%(name)s” was declined")
_CHANGE_SUBJECTS: Mapping[str, Any] = {
    Decision.ACCEPTED: _("Your change to “%(name)s” has been accepted"),
    Decision.ASKED: _("A question about your change to “%(name)s”"),
}
_CHANGE_DECLINED = _("Your change to “%(name)s” was declined")
INVITATION_KIND = "stewardship/invitation"
_INVITATION = _("Invitation to manage “%(name)s”")


def queue_decision(row: Contribution, *, to: User, at: datetime) -> None:
    """Queue the email that tells an author the decision on a submission."""
    context = {"id": str(row.pk), "decision": row.decision}
    queue_email(
        "stewardship/decision",
        recipient=to.email,
        language=to.language,
        context=context,
        at=at,
    )


def queue_invitation(row: Invitation, *, at: datetime) -> None:
    """Queue the email that invites somebody to manage a venue.

    Without an account, it is in the language of whoever invites.
    """
    context = {"id": str(row.pk)}
    queue_email(
        INVITATION_KIND,
        recipient=row.email,
        language=language_of_address(row.email) or row.invited_by.language,
        context=context,
        at=at,
    )


def register_emails() -> None:
    """Register the kinds of email of this package."""
    kinds: Mapping[str, tuple[Any, Callable[[Context], RenderedEmail | None]]] = {
        "decision": (_("A decision on what you submitted"), _decision),
        "invitation": (_("An invitation to manage a place"), _invitation),
    }
    for name, (label, render) in kinds.items():
        kind = EmailKind(category=Category.AUTOMATIC, label=label, render=render)
        register_email_kind(f"stewardship/{name}", kind)


def _decision(context: Context) -> RenderedEmail | None:
    rows = Contribution.objects.select_related("venue", "tutorial", "author")
    row = rows.filter(pk=context["id"]).first()
    # The decision may have been overtaken while the email waited.
    if row is None or row.author is None or row.decision != context["decision"]:
        return None
    target = row.venue or row.tutorial
    subject = (
        _CHANGE_SUBJECTS.get(row.decision, _CHANGE_DECLINED)
        if row.is_change
        else _DECISION_SUBJECTS.get(row.decision, _DECLINED)
    )
    is_declined = row.decision == Decision.REFUSED
    return rendered_email(
        subject,
        "decision",
        contribution=row,
        is_final=is_declined and not may_be_submitted_again(row),
        name=row.title,
        page_url=public_url(target.get_absolute_url() if target else "/"),
        edit_url=public_url(_edit_path(row)),
        reply_url=public_url(f"/manage/answers/{row.pk}/"),
    )


def _edit_path(row: Contribution) -> str:
    if row.is_change:
        return f"/manage/{row.venue_id}/"
    if row.tutorial is None:
        return "/manage/"
    params = {"url": row.tutorial.url, "title": row.tutorial.title}
    return f"/tutorials/add/?{urlencode(params)}"


def _invitation(context: Context) -> RenderedEmail | None:
    rows = Invitation.objects.select_related("venue", "invited_by")
    row = rows.filter(pk=context["id"]).first()
    if row is None:  # cancelled
        return None
    return rendered_email(
        _INVITATION,
        "invitation",
        name=row.venue.name,
        invited_by=manager_names([row.invited_by_id], venue=row.venue).of(
            row.invited_by_id
        ),
        accept_url=public_url(f"/manage/invitations/{row.pk}/"),
    )
