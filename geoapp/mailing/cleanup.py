"""Deletes what the outbox need not remember."""

from datetime import datetime, timedelta

from geoapp.mailing.models import Message, RefusedAddress

# What was sent is remembered for the daily limit and for questions about it.
REMEMBERED = timedelta(days=30)
# Texts of what was not sent are kept while it makes sense to send them again.
TEXT_KEPT = timedelta(days=7)
# A mailbox may exist again.
MARK_KEPT = timedelta(days=180)


def delete_old(*, at: datetime) -> None:
    """Delete ended emails after 30 days, texts after 7, marks after 180. `at` is aware."""
    Message.objects.filter(ended_at__lt=at - REMEMBERED).delete()
    Message.objects.filter(ended_at__lt=at - TEXT_KEPT).exclude(context={}).update(
        context={}
    )
    RefusedAddress.objects.filter(since__lt=at - MARK_KEPT).delete()
