"""What was declined twice: only a moderator can submit it again, in whatever form."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.contrib.gis.db.models import PointField
from django.db.models import F, Q, QuerySet, Value

from geoapp.common.errors import DomainError
from geoapp.common.text import folded
from geoapp.geo.expressions import Geography, WithinMetres
from geoapp.stewardship.models import Contribution, Decision
from geoapp.tutorials.addresses import NotAWebAddress, clean_address, spellings
from geoapp.venues.models import Venue
from geoapp.venues.rules import Role, may_moderate

MAX_DECLINED = 2
# A place of the same name within this distance is the same place, registered anew.
SAME_PLACE_M = 100


class DeclinedTwice(DomainError):
    """This was declined too often; only a moderator can submit it again."""


def check_venue(venue: Venue, *, role: Role) -> None:
    """Raise DeclinedTwice if this place was, also under another row or address.

    That is one of the same name within 100 m, or with the same website.
    """
    rows = _decided().filter(_like(venue), changes={}).select_related("venue")
    _check((row for row in rows if _is_same(row, venue)), role=role)


def check_tutorial(url: str, *, role: Role) -> None:
    """Raise DeclinedTwice if this URL was, however it is spelled."""
    _check(_decided().filter(tutorial__url__in=spellings(url)), role=role)


def check_changes(
    venue_id: UUID,
    changes: Mapping[str, Any],
    *,
    values: Mapping[str, Any],
    role: Role,
) -> None:
    """Raise DeclinedTwice if changing one of these fields to the same value was.

    `values` are those of the venue: a field that keeps its value is not checked.
    """
    rows = list(_decided().filter(venue_id=venue_id).exclude(changes={}))
    for field, value in changes.items():
        if value != values.get(field):
            same = (row for row in rows if _has(row, field, value))
            _check(same, role=role)


def may_be_submitted_again(row: Contribution) -> bool:
    """Return whether its author may submit again what was declined.

    A tutorial once declined is not added again by the same person.
    """
    try:
        if row.venue is not None and row.is_change:
            check_changes(row.venue.pk, row.changes, values={}, role=Role.ORGANIZER)
        elif row.venue is not None:
            check_venue(row.venue, role=Role.ORGANIZER)
    except DeclinedTwice:
        return False
    return row.venue is not None


def _decided() -> QuerySet[Contribution]:
    """Return what was accepted or declined, in that order."""
    decided = (Decision.ACCEPTED, Decision.REFUSED)
    return Contribution.objects.filter(decision__in=decided).order_by("decided_at")


def _check(rows: Iterable[Contribution], *, role: Role) -> None:
    """Raise DeclinedTwice for as many declines since the last time it was accepted."""
    declined = 0
    for row in rows:
        declined = 0 if row.decision == Decision.ACCEPTED else declined + 1
    if declined >= MAX_DECLINED and not may_moderate(role=role):
        raise DeclinedTwice("Ask a moderator to submit this.")


def _like(venue: Venue) -> Q:
    """Match submissions of the venue itself, near it, or with the same website."""
    like = Q(venue=venue)
    if venue.location is not None:
        here = Geography(Value(venue.location, output_field=PointField(srid=4326)))
        there = Geography(F("venue__location"))
        like |= Q(WithinMetres(there, here, Value(SAME_PLACE_M)))
    if websites := _websites(venue):
        like |= Q(venue__contact__web__in=websites)
    return like


def _is_same(row: Contribution, venue: Venue) -> bool:
    """Return whether a submission found by `_like` is of the same place."""
    other = row.venue
    if other is None or other.pk == venue.pk:
        return other is not None
    has_same_website = other.contact.get("web") in _websites(venue)
    return has_same_website or folded(other.name) == folded(venue.name)


def _websites(venue: Venue) -> tuple[str, ...]:
    """Return the website however it is spelled; nothing if there is none."""
    try:
        return spellings(clean_address(venue.contact.get("web", "")))
    except NotAWebAddress:
        return ()


def _has(row: Contribution, field: str, value: Any) -> bool:
    return field in row.changes and _comparable(row.changes[field]) == _comparable(
        value
    )


def _comparable(value: Any) -> Any:
    return folded(value) if isinstance(value, str) else value
