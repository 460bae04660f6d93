"""Plain-text emails about decisions, reports and invitations."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from geoapp.common.public_url import public_url
from geoapp.stewardship.models import Contribution, Decision, Report, ReportTopic
from geoapp.venues.models import Invitation

# Truncate long names so that the rest of the subject remains visible.
_MAX_NAME_LENGTH = 80
_DECISION_SUBJECTS: Mapping[str, Any] = {
    Decision.ACCEPTED: _("“%(name)s” has been accepted"),
    Decision.ASKED: _("A question about “%(name)s”"),
}
_DECLINED = _("“%(name)s” was declined")
_REPORT = _("Your message about “%(name)s”")
_INVITATION = _("Invitation to manage “%(name)s”")


def send_decision(*, contribution_id: UUID) -> None:
    """Email the decision to the author; do nothing if the account is gone."""
    rows = Contribution.objects.select_related("venue", "tutorial", "author")
    row = rows.filter(pk=contribution_id).first()
    if row is None or row.author is None:
        return
    target = row.venue or row.tutorial
    context: dict[str, object] = {
        "contribution": row,
        "name": row.title,
        "page_url": public_url(target.get_absolute_url() if target else "/"),
        "edit_url": public_url(_edit_path(row)),
        "reply_url": public_url(f"/manage/answers/{row.pk}/"),
    }
    subject = _DECISION_SUBJECTS.get(row.decision, _DECLINED)
    _send(subject, "decision", context=context, to=row.author.email)


def _edit_path(row: Contribution) -> str:
    if row.tutorial is None:
        return "/manage/"
    params = {"url": row.tutorial.url, "title": row.tutorial.title}
    return f"/tutorials/add/?{urlencode(params)}"


def send_report(*, report_id: UUID) -> None:
    """Email the outcome of a report to its author; do nothing if the report is gone."""
    row = Report.objects.select_related("venue", "author").filter(pk=report_id).first()
    if row is None:
        return
    keeps = row.topic == ReportTopic.CLAIM and row.decision == Decision.ACCEPTED
    path = f"/manage/{row.venue_id}/" if keeps else row.venue.get_absolute_url()
    context: dict[str, object] = {
        "report": row,
        "name": row.venue.name,
        "page_url": public_url(path),
    }
    _send(_REPORT, "report", context=context, to=row.author.email)


def send_invitation(*, invitation_id: UUID) -> None:
    """Email an invitation; do nothing if it has been cancelled."""
    rows = Invitation.objects.select_related("venue", "invited_by")
    row = rows.filter(pk=invitation_id).first()
    if row is None:
        return
    context: dict[str, object] = {
        "invitation": row,
        "name": row.venue.name,
        "accept_url": public_url(f"/manage/invitations/{row.pk}/"),
    }
    _send(_INVITATION, "invitation", context=context, to=row.email)


def _send(subject: Any, template: str, *, context: dict[str, object], to: str) -> None:
    """Send an email; its subject contains the `name` of the context."""
    name = Truncator(" ".join(str(context["name"]).split())).chars(_MAX_NAME_LENGTH)
    text = render_to_string(f"stewardship/emails/{template}.txt", context)
    send_mail(
        f"Makerloom: {subject % {'name': name}}",
        text,
        settings.DEFAULT_FROM_EMAIL,
        [to],
    )
