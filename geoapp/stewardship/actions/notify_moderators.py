"""Email moderators about what is new in the queue."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q, QuerySet

from geoapp.accounts.models import User
from geoapp.mailing.actions import queue_email
from geoapp.stewardship.models import Contribution, Decision, Report, ReportTopic
from geoapp.stewardship.notice_models import Frequency, QueueNotice

# A little less than the period, so that a job that runs late delays no email by one.
_EVERY = {
    Frequency.HOURLY: timedelta(minutes=55),
    Frequency.DAILY: timedelta(hours=23, minutes=55),
}


def notify_moderators(*, at: datetime) -> None:
    """Email each moderator who is due and has something new. `at` is aware.

    Reports that hide something, or say that something is illegal, are emailed within
    the hour to everyone who gets email at all. Without a moderator, the operator's
    address (CONTACT) is emailed.
    """
    moderators = User.objects.filter(
        Q(is_moderator=True) | Q(is_staff=True), is_active=True
    )
    for user in moderators:
        _notify(user, recipient=user.email, at=at)
    operator = settings.CONTACT.strip()
    if not moderators and _is_address(operator):
        _notify(None, recipient=operator, at=at)


def choose_frequency(*, user: User, frequency: Frequency) -> None:
    """Store how often the moderator wants to be emailed."""
    QueueNotice.objects.update_or_create(user=user, defaults={"frequency": frequency})


def frequency_of(user: User) -> str:
    """Return how often the moderator is emailed: once a day, unless they chose."""
    row = QueueNotice.objects.filter(user=user).first()
    return row.frequency if row is not None else Frequency.DAILY


@transaction.atomic
def _notify(user: User | None, *, recipient: str, at: datetime) -> None:
    notice, _is_new = QueueNotice.objects.select_for_update().get_or_create(user=user)
    if notice.frequency == Frequency.NEVER:
        return
    submissions, reports = _new_items(notice, user)
    urgent = reports.filter(Q(hides=True) | Q(topic=ReportTopic.ILLEGAL))
    counts = {
        "submissions": submissions.count(),
        "reports": reports.count(),
        "urgent": urgent.count(),
    }
    every = _EVERY[
        Frequency.HOURLY if counts["urgent"] else Frequency(notice.frequency)
    ]
    is_due = notice.sent_at is None or notice.sent_at <= at - every
    if is_due and (counts["submissions"] or counts["reports"]):
        queue_email(
            "stewardship/queue",
            recipient=recipient,
            language=user.language if user is not None else "",
            context=counts,
            at=at,
        )
        notice.sent_at = at
        notice.save(update_fields=["sent_at"])


def _new_items(
    notice: QueueNotice, user: User | None
) -> tuple[QuerySet[Contribution], QuerySet[Report]]:
    """Return what came since the last email, but for the moderator's own."""
    submissions: QuerySet[Contribution] = Contribution.objects.pending()
    reports = Report.objects.filter(decision=Decision.WAITING)
    if notice.sent_at is not None:
        submissions = submissions.filter(made_at__gt=notice.sent_at)
        reports = reports.filter(
            Q(made_at__gt=notice.sent_at) | Q(appealed_at__gt=notice.sent_at)
        )
    if user is not None:
        submissions = submissions.exclude(author=user)
        reports = reports.exclude(author=user)
    return submissions, reports


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
