"""The limit on fetching external addresses, per user."""

from datetime import datetime, timedelta

from django.core.cache import cache

MAX_FETCHES = 30
_WITHIN = timedelta(hours=1)


def next_fetch_at(*, person_id: int, at: datetime) -> datetime | None:
    """Count a fetch, or return the time of the next one that is allowed.

    `at` is aware. Each fetch takes a slot in the cache for an hour; adding is atomic,
    so that concurrent requests never share a slot.
    """
    slots = [f"look-{person_id}-{number}" for number in range(MAX_FETCHES)]
    taken = cache.get_many(slots)
    for slot in slots:
        if slot not in taken and cache.add(slot, at, _WITHIN.total_seconds()):
            return None
    first: datetime = min(taken.values(), default=at)
    return first + _WITHIN
