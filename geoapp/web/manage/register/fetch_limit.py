"""How often a person may let this site ask others."""

from datetime import datetime, timedelta

from django.core.cache import cache

MAX_FETCHES = 30
_WITHIN = timedelta(hours=1)


def next_fetch_at(*, person_id: int, at: datetime) -> datetime | None:
    """Count a look at an address, or return when the next one is free.

    `at` is aware. Each look takes a place for an hour; taking one is atomic, so
    that requests at the same time do not share it.
    """
    places = [f"look-{person_id}-{number}" for number in range(MAX_FETCHES)]
    taken = cache.get_many(places)
    for place in places:
        if place not in taken and cache.add(place, at, _WITHIN.total_seconds()):
            return None
    first: datetime = min(taken.values(), default=at)
    return first + _WITHIN
