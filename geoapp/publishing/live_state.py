"""For how long a venue's own word on its doors stands over its opening hours.

Whoever reads decides with their own clock; no job has to make a state expire.
"""

from datetime import datetime, timedelta

from django.db.models import Q

LIVE_FOR = timedelta(minutes=30)


def is_fresh(said_at: datetime, moment: datetime) -> bool:
    """Whether what was said then still counts at the moment.

    A naive moment is every venue's own wall clock; no live state answers for it.
    """
    return moment.tzinfo is not None and said_at <= moment < said_at + LIVE_FOR


def live_says(moment: datetime, *, is_open: bool) -> Q:
    """Return the condition that an opening's fresh live state says open, or closed."""
    if moment.tzinfo is None:
        return Q(pk__in=())
    return Q(live_open=is_open, live_at__gt=moment - LIVE_FOR, live_at__lte=moment)


def hours_decide(moment: datetime) -> Q:
    """Return the condition that no live state answers, so that the hours do."""
    if moment.tzinfo is None:
        return Q()
    # Written without NOT: where nothing was said, SQL's NOT would know nothing.
    return Q(live_open=None) | Q(live_at__lte=moment - LIVE_FOR) | Q(live_at__gt=moment)


def open_at(moment: datetime, *, spans: str = "periods") -> Q:
    """Return the condition that an opening is known to be open at the moment."""
    within = Q(**{f"{spans}__has_moment": moment})
    return live_says(moment, is_open=True) | (hours_decide(moment) & within)
