"""Emails to everybody concerned when the managers of a venue change."""

from typing import Any

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
from geoapp.venues.actions.ownership import UNDO_PERIOD
from geoapp.venues.manager_names import manager_names
from geoapp.venues.models import ManagerChange, ManagerEvent

KIND = "stewardship/managers"
_SUBJECT = _("The managers of “%(name)s” have changed")


def register_manager_emails() -> None:
    """Register the kind of email of this module."""
    label = _("A change of managers")
    kind = EmailKind(category=Category.AUTOMATIC, label=label, render=_render)
    register_email_kind(KIND, kind)


def queue_manager_emails(*, change: ManagerChange, **_kwargs: Any) -> None:
    """Queue an email to the person concerned and to every manager of the venue."""
    managers = User.objects.filter(keeps__venue=change.venue, is_active=True)
    recipients = {user.pk: user for user in (*managers, change.user)}
    if change.event == ManagerEvent.JOINED:
        # They have just accepted, or get the answer to their claim.
        del recipients[change.user_id]
    for user in recipients.values():
        context = {"change": str(change.pk), "to": user.pk}
        queue_email(
            KIND,
            recipient=user.email,
            language=user.language,
            context=context,
            at=change.at,
        )


def _render(context: Context) -> RenderedEmail | None:
    rows = ManagerChange.objects.select_related("venue", "user", "by")
    change = rows.filter(pk=context["change"]).first()
    if change is None:
        return None
    names = manager_names([change.user_id, change.by_id], venue=change.venue)
    is_manager = change.venue.organizers.filter(user_id=context["to"]).exists()
    people = f"/manage/{change.venue_id}/people/"
    return rendered_email(
        _SUBJECT,
        "managers",
        event=change.event,
        name=change.venue.name,
        person=names.of(change.user_id),
        by=names.of(change.by_id) if change.by_id else "",
        by_self=change.by_id == change.user_id,
        is_own=change.user_id == context["to"],
        until=change.at + UNDO_PERIOD,
        page_url=public_url(people if is_manager else change.venue.get_absolute_url()),
        is_manager=is_manager,
    )
