"""How long a venue's live report overrides its opening hours.

Expiry is decided when the state is read; no job is needed.
"""

from datetime import datetime, timedelta

from django.db.models import Q

LIVE_FOR = timedelta(minutes=30)


def is_fresh(said_at: datetime, moment: datetime) -> bool:
    """Whether a report made at `said_at` is still valid at `moment` (30 minutes).

    Always False for a naive (wall-clock) moment.
    """
    if moment.tzinfo is None:
        return False
    return said_at <= moment and _minute_of(moment) < said_at + LIVE_FOR


def _minute_of(moment: datetime) -> datetime:
    """Return the begin of the minute: states change with it, and so do stored pages."""
    return moment.replace(second=0, microsecond=0)


def live_says(moment: datetime, *, is_open: bool) -> Q:
    """Return the condition that a fresh live report says open (or closed)."""
    if moment.tzinfo is None:
        return Q(pk__in=())
    return Q(
        live_open=is_open,
        live_at__gt=_minute_of(moment) - LIVE_FOR,
        live_at__lte=moment,
    )


def hours_decide(moment: datetime) -> Q:
    """Return the condition that no fresh live report exists, so that the hours apply."""
    if moment.tzinfo is None:
        return Q()
    # Written without NOT: where nothing was said, SQL's NOT would know nothing.
    return (
        Q(live_open=None)
        | Q(live_at__lte=_minute_of(moment) - LIVE_FOR)
        | Q(live_at__gt=moment)
    )


def open_at(moment: datetime, *, spans: str = "periods") -> Q:
    """Return the condition that an opening is known to be open at the moment."""
    within = Q(**{f"{spans}__has_moment": moment})
    return live_says(moment, is_open=True) | (hours_decide(moment) & within)
