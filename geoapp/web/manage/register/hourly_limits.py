"""The limits on fetching addresses and reading pasted texts, per user."""

from datetime import datetime

from geoapp.accounts.counters import Period, count_one

MAX_FETCHES = 30
MAX_PASTES = 60


def next_fetch_at(*, person_id: int, at: datetime) -> datetime | None:
    """Count a fetch, or return the time of the next one that is allowed.

    `at` is aware.
    """
    return _next_at("fetches", MAX_FETCHES, person_id=person_id, at=at)


def next_paste_at(*, person_id: int, at: datetime) -> datetime | None:
    """Count a pasted text, or return the time of the next one that is allowed.

    `at` is aware.
    """
    return _next_at("pastes", MAX_PASTES, person_id=person_id, at=at)


def _next_at(name: str, limit: int, *, person_id: int, at: datetime) -> datetime | None:
    return count_one(name, person_id=person_id, limit=limit, period=Period.HOUR, at=at)
