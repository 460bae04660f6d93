"""The limits on fetching addresses and reading pasted texts, per user."""

from datetime import datetime, timedelta

from django.core.cache import cache

MAX_FETCHES = 30
MAX_PASTES = 60
_WITHIN = timedelta(hours=1)


def next_fetch_at(*, person_id: int, at: datetime) -> datetime | None:
    """Count a fetch, or return the time of the next one that is allowed.

    `at` is aware.
    """
    return _next_at(f"look-{person_id}", MAX_FETCHES, at=at)


def next_paste_at(*, person_id: int, at: datetime) -> datetime | None:
    """Count a pasted text, or return the time of the next one that is allowed.

    `at` is aware.
    """
    return _next_at(f"paste-{person_id}", MAX_PASTES, at=at)


def _next_at(name: str, limit: int, *, at: datetime) -> datetime | None:
    # Each takes a slot in the cache for an hour; adding is atomic, so that concurrent
    # requests never share a slot.
    slots = [f"{name}-{number}" for number in range(limit)]
    taken = cache.get_many(slots)
    for slot in slots:
        if slot not in taken and cache.add(slot, at, _WITHIN.total_seconds()):
            return None
    first: datetime = min(taken.values(), default=at)
    return first + _WITHIN
