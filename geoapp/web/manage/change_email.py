"""The email that tells a manager what others have changed."""

from datetime import datetime
from uuid import UUID

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from geoapp.common.public_url import public_url
from geoapp.mailing.kinds import (
    Context,
    EmailKind,
    RenderedEmail,
    register_email_kind,
)
from geoapp.mailing.models import Category
from geoapp.stewardship.change_emails import KINDS
from geoapp.stewardship.changes_by_others import WITHDRAWN, changes_by_others
from geoapp.venues.manager_names import manager_names
from geoapp.venues.models import ChangeEmails, Venue
from geoapp.web.field_labels import field_label

MAX_LINES = 30  # of a venue in one email
_SUBJECT = _("Makerloom: What others changed at your places")


def register_change_emails() -> None:
    """Register the kinds of email about changes by others."""
    label = _("Changes to your places by others")
    categories = {
        ChangeEmails.IMMEDIATELY: Category.AUTOMATIC,
        ChangeEmails.WEEKLY: Category.WEEKLY,
    }
    for choice, category in categories.items():
        kind = EmailKind(category=category, label=label, render=_render)
        register_email_kind(KINDS[choice], kind)


def _render(context: Context) -> RenderedEmail | None:
    until = datetime.fromisoformat(context["until"])
    parts = []
    for venue_id, since in context["since"].items():
        # Nothing is told to somebody who no longer manages the venue.
        venue = Venue.objects.filter(
            pk=UUID(venue_id), organizers__user=context["user"]
        ).first()
        if venue is not None:
            part = _part(
                venue, context["user"], datetime.fromisoformat(since), until=until
            )
            parts.append(part)
    parts = [part for part in parts if part["lines"]]
    if not parts:
        return None
    text = render_to_string(
        "manage/emails/changes.txt",
        {"parts": parts, "account_url": public_url(reverse("manage:my_venues"))},
    )
    return RenderedEmail(subject=str(_SUBJECT), text=text)


def _part(
    venue: Venue, user_id: int, since: datetime, *, until: datetime
) -> dict[str, object]:
    changes = changes_by_others(venue, user_id=user_id, since=since, until=until)
    names = manager_names([change.author_id for change in changes], venue=venue)
    return {
        "venue": venue,
        "lines": [
            {
                "fields": ", ".join(_label(field) for field in change.fields),
                "name": names.of(change.author_id) if change.author_id else "",
                "at": change.at,
                "is_pending": change.is_pending,
            }
            for change in changes[-MAX_LINES:]
        ],
        "url": public_url(reverse("manage:history", args=[venue.pk])),
    }


def _label(field: str) -> str:
    return str(_("Withdrawn")) if field == WITHDRAWN else field_label(field)
