"""Emails to the managers of venues that were merged or split."""

from datetime import datetime

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
from geoapp.venues.models import VenueMerge

KIND = "stewardship/merge"
_SUBJECT = _("“%(name)s” has been merged with another place")
_SPLIT_SUBJECT = _("“%(name)s” is a place of its own again")


def register_merge_emails() -> None:
    """Register the kind of email of this module."""
    label = _("A merge of places")
    kind = EmailKind(category=Category.AUTOMATIC, label=label, render=_render)
    register_email_kind(KIND, kind)


def queue_merge_emails(merge: VenueMerge, *, at: datetime) -> None:
    """Queue an email to every manager of both venues."""
    venues = [merge.surviving_id, merge.merged_id]
    managers = User.objects.filter(keeps__venue__in=venues, is_active=True).distinct()
    is_split = merge.split_at is not None
    for user in managers.order_by("pk"):
        context = {"merge": str(merge.pk), "is_split": is_split}
        queue_email(
            KIND,
            recipient=user.email,
            language=user.language,
            context=context,
            at=at,
        )


def _render(context: Context) -> RenderedEmail | None:
    rows = VenueMerge.objects.select_related("surviving", "merged")
    row = rows.filter(pk=context["merge"]).first()
    is_split = context["is_split"]
    # A split may have overtaken the email about the merge.
    if row is None or (row.split_at is not None) != is_split:
        return None
    return rendered_email(
        _SPLIT_SUBJECT if is_split else _SUBJECT,
        "merge",
        name=row.merged.name,
        surviving=row.surviving.name,
        is_split=is_split,
        page_url=public_url(row.surviving.get_absolute_url()),
    )
