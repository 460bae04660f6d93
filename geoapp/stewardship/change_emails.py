"""Queues emails to managers about changes by others: soon after, or once a week.

Their text is made by geoapp.web.manage.change_email, which knows the labels of fields.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from geoapp.mailing.actions import queue_email
from geoapp.stewardship.changes_by_others import changes_by_others
from geoapp.stewardship.models import Contribution
from geoapp.venues.models import (
    ChangeEmails,
    CorrectionEvent,
    Organizer,
    Photo,
    Publication,
    VenueEvent,
)

KINDS = {
    ChangeEmails.IMMEDIATELY: "stewardship/changes",
    ChangeEmails.WEEKLY: "stewardship/weekly_changes",
}
# What is younger may not have been committed yet.
_SETTLED_AFTER = timedelta(minutes=1)


def queue_change_emails(choice: ChangeEmails, *, at: datetime) -> int:
    """Queue one email to each manager of this choice with news; return how many.

    `at` is aware.
    """
    until = at - _SETTLED_AFTER
    user_ids = _rows_with_news(choice).values_list("user_id", flat=True)
    queued = 0
    for user_id in user_ids.order_by("user_id").distinct():
        with transaction.atomic():
            queued += _queue_for(user_id, choice, until=until, at=at)
    return queued


def _queue_for(
    user_id: int, choice: ChangeEmails, *, until: datetime, at: datetime
) -> bool:
    locked = _rows_with_news(choice).select_for_update(of=("self",))
    examined = list(
        locked.filter(user_id=user_id, since__lt=until).select_related("venue", "user")
    )
    rows = [
        row
        for row in examined
        if changes_by_others(
            row.venue, user_id=user_id, since=row.told_until or row.since, until=until
        )
    ]
    # Also where it was nothing worth an email: it is not looked at again.
    keys = [row.pk for row in examined]
    Organizer.objects.filter(pk__in=keys).exclude(told_until__gt=until).update(
        told_until=until
    )
    if not rows:
        return False
    since = {str(r.venue_id): (r.told_until or r.since).isoformat() for r in rows}
    context = {"user": user_id, "since": since, "until": until.isoformat()}
    user = rows[0].user
    queue_email(
        KINDS[choice],
        recipient=user.email,
        language=user.language,
        context=context,
        at=at,
    )
    return True


def _rows_with_news(choice: ChangeEmails) -> QuerySet[Organizer]:
    """Return the managers whose venues may have changed since they were told.

    Each term looks only at what is newer, so that the job does not grow with time.
    """
    told = Coalesce(OuterRef("told_until"), OuterRef("since"))
    venue, user = OuterRef("venue_id"), OuterRef("user_id")
    corrections = CorrectionEvent.objects.filter(
        Q(made_at__gt=told) | Q(pgh_label="taken_back", pgh_created_at__gt=told),
        venue_id=venue,
    ).exclude(author_id=user)
    waiting = Contribution.objects.filter(
        venue_id=venue, decision="waiting", made_at__gt=told
    ).exclude(author_id=user)
    photos = Photo.objects.accepted_since(told).filter(venue_id=venue)
    withdrawals = VenueEvent.objects.filter(
        pgh_obj_id=venue, publication=Publication.WITHDRAWN, pgh_created_at__gt=told
    )
    rows = Organizer.objects.filter(user__is_active=True).filter(
        Exists(corrections)
        | Exists(waiting.exclude(changes={}))
        | Exists(photos.exclude(added_by_id=user))
        | Exists(withdrawals)
    )
    chosen = Q(user__manager_profile__change_emails=choice)
    if choice == ChangeEmails.IMMEDIATELY:
        chosen |= Q(user__manager_profile=None)
    return rows.filter(chosen)
