"""Change several fields of a venue at once, without overwriting others' changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from geoapp.accounts.models import User
from geoapp.common.errors import DomainError
from geoapp.common.free_slug import save_with_slug
from geoapp.venues.actions.compute_venues import compute_venues
from geoapp.venues.actions.correct_venue import set_correction
from geoapp.venues.compute import UnknownField, field_names
from geoapp.venues.models import Publication, Venue, VenueAlias
from geoapp.venues.record_json import record_from_json, to_json
from geoapp.venues.signals import send_venues_changed
from geoapp.venues.slugs import free_slug, stem_of
from geoapp.venues.stored_records import values_of
from geoapp.venues.validation import check_unplaced


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two users' values of the same field, and the value before both.

    Values are in JSON form; None is unknown.
    """

    field: str
    before: Any
    theirs: Any
    mine: Any


class EditConflict(DomainError):
    """Somebody else changed the same fields in the meantime; nothing was saved."""

    def __init__(self, conflicts: tuple[Conflict, ...]) -> None:
        names = ", ".join(conflict.field for conflict in conflicts)
        super().__init__(f"Changed by somebody else meanwhile: {names}.")
        self.conflicts = conflicts


@transaction.atomic
def change_venue(
    *,
    venue_id: UUID,
    changes: Mapping[str, Any],
    base: Mapping[str, Any],
    author: User | None,
    at: datetime,
) -> tuple[str, ...]:
    """Save `changes` as corrections of the venue; return the fields that changed.

    Values are in the JSON form of geoapp.venues.record_json; None is unknown. `base`
    holds the values that the author was shown; a field that equals its base has not
    been changed by them. If somebody else has changed one of the fields since, raises
    EditConflict and saves nothing. Also raises Venue.DoesNotExist, InvalidVenue,
    UnknownField and UnreadableRecord. `at` is aware.
    """
    venue = Venue.objects.select_for_update().get(pk=venue_id)
    now = values_of(venue_id)
    new_values = normalised_changes(now, changes)
    mine = {f: v for f, v in new_values.items() if v != base.get(f)}
    conflicts = tuple(
        Conflict(field=f, before=base.get(f), theirs=now.get(f), mine=v)
        for f, v in sorted(mine.items())
        if now.get(f) not in (base.get(f), v)
    )
    if conflicts:
        raise EditConflict(conflicts)
    new = {f: v for f, v in mine.items() if v != now.get(f)}
    if not new:
        return ()
    for field, value in new.items():
        set_correction(venue=venue, field=field, value=value, author=author, at=at)
    set_correction(
        venue=venue,
        field="confirmed_at",
        value=at.date().isoformat(),
        author=author,
        at=at,
    )
    compute_venues(venue_ids=[venue_id])
    if "name" in new:
        _update_slug(venue_id)
    send_venues_changed([venue_id])
    return tuple(sorted(new))


def normalised_changes(
    now: Mapping[str, Any], changes: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the changes in their normalised JSON form.

    Raises InvalidVenue, UnknownField and UnreadableRecord.
    """
    unknown = set(changes) - set(field_names())
    if unknown:
        raise UnknownField(f"A venue has no field {', '.join(sorted(unknown))}.")
    whole = {f: v for f, v in {**now, **changes}.items() if v is not None}
    record = record_from_json({"external_id": "-", **whole})
    check_unplaced(record)
    values = to_json(record)
    return {field: values.get(field) for field in changes}


def _update_slug(venue_id: UUID) -> None:
    """Update the slug to the new name; a published venue's old slug redirects to it."""
    venue = Venue.objects.get(pk=venue_id)
    if venue.slug.startswith(stem_of(venue.name)):
        return
    former = venue.slug

    def rename(slug: str) -> None:
        venue.slug = slug
        venue.save(update_fields=["slug"])

    save_with_slug(
        rename,
        free_slug=lambda: free_slug(name=venue.name, locality=venue.locality),
    )
    if venue.publication == Publication.PUBLISHED:
        VenueAlias.objects.get_or_create(slug=former, defaults={"venue": venue})
