"""Keyset cursors: signed, and good only for the criteria they were made for."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.db.models import Q
from django.utils.translation import gettext

from geoapp.common.errors import DomainError
from geoapp.discovery.search.criteria import SearchCriteria
from geoapp.publishing.models import PublishedVenue, PublishedVenueQuerySet

_SALT = "makerloom.cursor"


class InvalidCursor(DomainError):
    """A cursor that this server did not make, or made for another question."""


@dataclass(frozen=True, slots=True)
class Key:
    """The sort values of the last venue of a page, the id last."""

    values: tuple[Any, ...]
    pk: str


def sort_columns(criteria: SearchCriteria) -> tuple[str, ...]:
    """Return the columns that search orders by, before the id.

    Where a time is asked for, what is known to be open comes before the unknown.
    """
    second = "distance_m" if criteria.near else "sort_name"
    columns = {
        "distance": ("distance_m",),
        "name": ("sort_name",),
        "best": ("rank", second),
    }[criteria.order]
    return ("open_step", *columns) if criteria.visit else columns


def key_of(venue: PublishedVenue, criteria: SearchCriteria) -> Key:
    """Return the key of a venue that search ordered."""
    values = tuple(getattr(venue, column) for column in sort_columns(criteria))
    return Key(values, str(venue.pk))


def write_cursor(criteria: SearchCriteria, key: Key) -> str:
    """Return the cursor that leads on after a key."""
    return sign_cursor(key, _digest(criteria))


def read_cursor(criteria: SearchCriteria) -> Key:
    """Return the key in the criteria's cursor; raise InvalidCursor."""
    return open_cursor(criteria.cursor, _digest(criteria))


def sign_cursor(key: Key, digest: str) -> str:
    """Return the cursor after a key, good for the question of the digest."""
    payload = {"c": digest, "v": list(key.values), "pk": key.pk}
    return signing.dumps(payload, salt=_SALT, compress=True)


def open_cursor(cursor: str, digest: str) -> Key:
    """Return the key in a cursor; raise InvalidCursor where the question is another."""
    try:
        payload = signing.loads(cursor, salt=_SALT)
    except (signing.BadSignature, ValueError) as error:
        raise InvalidCursor(
            gettext("The cursor is not valid. Start again from the first page.")
        ) from error
    if payload["c"] != digest:
        words = gettext(
            "The cursor belongs to a different search. Start again from the first page."
        )
        raise InvalidCursor(words)
    return Key(tuple(payload["v"]), payload["pk"])


def after(
    venues: PublishedVenueQuerySet, key: Key, criteria: SearchCriteria
) -> PublishedVenueQuerySet:
    """Keep the venues that follow the key in the criteria's order."""
    columns = sort_columns(criteria)
    follows = Q()
    equal = Q()
    for column, value in zip((*columns, "pk"), (*key.values, key.pk), strict=True):
        follows |= equal & Q(**{f"{column}__gt": value})
        equal &= Q(**{column: value})
    return venues.filter(follows)


def _digest(criteria: SearchCriteria) -> str:
    return digest_of((criteria.params(), criteria.order))


def digest_of(question: object) -> str:
    """Return what stands for a question, whose `repr` says all of it, in a cursor."""
    return hashlib.sha256(repr(question).encode()).hexdigest()[:16]
