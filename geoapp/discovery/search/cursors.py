"""Keyset cursors: signed, and valid only for the criteria they were made for."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core import signing
from django.db.models import Q
from django.utils.translation import gettext

from geoapp.common.errors import DomainError
from geoapp.discovery.search.criteria import SearchCriteria
from geoapp.publishing.models import PublishedVenue, PublishedVenueQuerySet

_SALT = "makerloom.cursor"


class InvalidCursor(DomainError):
    """A cursor that this server did not make, or made for another query."""


@dataclass(frozen=True, slots=True)
class Key:
    """The sort values of the last venue on a page, the id last.

    `day` is the one from which confirmations are counted, where the order asks for it:
    all pages of a list have the day of the first.
    """

    values: tuple[Any, ...]
    pk: str
    day: date | None = None


def sort_columns(criteria: SearchCriteria) -> tuple[str, ...]:
    """Return the columns that search sorts by, before the id.

    With a requested time, venues known to be open come before unknown ones.
    """
    second = "distance_m" if criteria.near else "sort_name"
    columns = {
        "distance": ("distance_m",),
        "name": ("sort_name",),
        "best": ("rank", "is_old", second),
    }[criteria.order]
    return ("open_step", *columns) if criteria.visit else columns


def key_of(venue: PublishedVenue, criteria: SearchCriteria) -> Key:
    """Return the key of a venue in the search order."""
    values = tuple(getattr(venue, column) for column in sort_columns(criteria))
    return Key(values, str(venue.pk))


def write_cursor(criteria: SearchCriteria, key: Key) -> str:
    """Return the cursor that continues after a key."""
    return sign_cursor(key, _digest(criteria))


def read_cursor(criteria: SearchCriteria) -> Key:
    """Return the key in the criteria's cursor; raise InvalidCursor."""
    return open_cursor(criteria.cursor, _digest(criteria))


def sign_cursor(key: Key, digest: str) -> str:
    """Return the cursor after a key, valid for the query of the digest."""
    payload = {"c": digest, "v": list(key.values), "pk": key.pk}
    if key.day is not None:
        payload["d"] = key.day.isoformat()
    return signing.dumps(payload, salt=_SALT, compress=True)


def open_cursor(cursor: str, digest: str) -> Key:
    """Return the key in a cursor; raise InvalidCursor if it belongs to another query."""
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
    day = date.fromisoformat(payload["d"]) if "d" in payload else None
    return Key(tuple(payload["v"]), payload["pk"], day)


def after(
    venues: PublishedVenueQuerySet, key: Key, criteria: SearchCriteria
) -> PublishedVenueQuerySet:
    """Return only the venues that follow the key in the order of the criteria."""
    columns = sort_columns(criteria)
    follows = Q()
    equal = Q()
    for column, value in zip((*columns, "pk"), (*key.values, key.pk), strict=True):
        follows |= equal & Q(**{f"{column}__gt": value})
        equal &= Q(**{column: value})
    return venues.filter(follows)


def _digest(criteria: SearchCriteria) -> str:
    return digest_of((criteria.params(), criteria.order, sort_columns(criteria)))


def digest_of(question: object) -> str:
    """Return the digest of a query, whose `repr` is complete, for its cursors."""
    return hashlib.sha256(repr(question).encode()).hexdigest()[:16]
