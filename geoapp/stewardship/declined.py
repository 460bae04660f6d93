"""What was declined twice: only a moderator can submit it again, in whatever form."""

import json
from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Any

from django.contrib.gis.db.models import PointField
from django.db.models import F, Q, QuerySet, Value

from geoapp.accounts.models import User
from geoapp.common.errors import DomainError
from geoapp.common.text import folded
from geoapp.geo.expressions import Geography, WithinMetres
from geoapp.stewardship.models import Contribution, Decision
from geoapp.tutorials.addresses import NotAWebAddress, clean_address, spellings
from geoapp.venues.models import Organizer, Venue
from geoapp.venues.roles import role_of
from geoapp.venues.rules import may_moderate

MAX_DECLINED = 2
# A place of the same name within this distance is the same place, registered anew.
SAME_PLACE_M = 100
_MAX_COMPARED = 50  # of the declined changes of a place, the newest

Pair = tuple[str, str]


class DeclinedTwice(DomainError):
    """This was declined too often; only a moderator can submit it again."""


def check_venue(venue: Venue, *, user: User) -> None:
    """Raise DeclinedTwice if this place was, also under another row or address.

    That is one of the same name within 100 m, or with the same website. What others
    submitted does not bind the owner of a place that was accepted before.
    """
    similar = _decided().filter(_like(venue), changes={}).select_related("venue")
    rows = [row for row in similar if _is_same(row, venue)]
    if _is_owner(user, venue):
        accepted = Decision.ACCEPTED
        was_accepted = any(
            row.venue_id == venue.pk and row.decision == accepted for row in rows
        )
        rows = [
            row
            for row in rows
            if row.author_id == user.pk
            or not (was_accepted or row.venue_id == venue.pk)
        ]
    _check(is_declined=_declined_since(rows) >= MAX_DECLINED, user=user)


def check_tutorial(url: str, *, user: User) -> None:
    """Raise DeclinedTwice if this URL was, however it is spelled."""
    rows = _decided().filter(tutorial__url__in=spellings(url))
    _check(is_declined=_declined_since(rows) >= MAX_DECLINED, user=user)


def check_changes(
    venue: Venue,
    changes: Mapping[str, Any],
    *,
    values: Mapping[str, Any],
    user: User,
) -> None:
    """Raise DeclinedTwice if these changes contain what two declined ones share.

    A submission is declined as a whole: what it has in common with another declined one
    is what was declined twice. Fields that keep their value in `values` do not count,
    nor, for the owner of the place, what others submitted.
    """
    rows = _decided().filter(venue=venue).exclude(changes={})
    if _is_owner(user, venue):
        rows = rows.filter(author=user)
    new = _pairs({f: v for f, v in changes.items() if v != values.get(f)})
    declined: list[frozenset[Pair]] = []
    for row in rows:
        pairs = _pairs(row.changes)
        if row.decision == Decision.ACCEPTED:
            declined = [earlier - pairs for earlier in declined]
        else:
            declined.append(pairs)
    touching = [pairs for pairs in declined if pairs & new][-_MAX_COMPARED:]
    repeated = (first & second for first, second in combinations(touching, 2))
    _check(is_declined=any(pairs and pairs <= new for pairs in repeated), user=user)


def may_be_submitted_again(row: Contribution) -> bool:
    """Return whether its author may submit again what was declined.

    A tutorial once declined is not added again by the same person.
    """
    if row.venue is None or row.author is None:
        return False
    try:
        if row.is_change:
            check_changes(row.venue, row.changes, values={}, user=row.author)
        else:
            check_venue(row.venue, user=row.author)
    except DeclinedTwice:
        return False
    return True


def _decided() -> QuerySet[Contribution]:
    """Return what was accepted or declined, in that order."""
    decided = (Decision.ACCEPTED, Decision.REFUSED)
    return Contribution.objects.filter(decision__in=decided).order_by("decided_at")


def _declined_since(rows: Iterable[Contribution]) -> int:
    """Return how often it was declined since the last time it was accepted."""
    declined = 0
    for row in rows:
        declined = 0 if row.decision == Decision.ACCEPTED else declined + 1
    return declined


def _check(*, is_declined: bool, user: User) -> None:
    if is_declined and not may_moderate(role=role_of(user)):
        raise DeclinedTwice("Ask a moderator to submit this.")


def _is_owner(user: User, venue: Venue) -> bool:
    return Organizer.objects.filter(venue=venue, user=user, is_owner=True).exists()


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


def _pairs(changes: Mapping[str, Any]) -> frozenset[Pair]:
    """Return fields and values in a form in which they can be compared."""
    return frozenset(
        (field, json.dumps(_comparable(value), sort_keys=True))
        for field, value in changes.items()
    )


def _comparable(value: Any) -> Any:
    return folded(value) if isinstance(value, str) else value
