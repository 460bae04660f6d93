"""Which changes are held for review."""

from collections.abc import Mapping
from typing import Any

from geoapp.crafts.choices import Operation
from geoapp.venues.rules import Role

# The first submissions of an account are reviewed (T15 in docs/security.md).
HELD_FIRST = 3
# Fields that identify a venue.
_IDENTITY = frozenset(
    {"name", "position", "precision", "uncertainty_m", "address", "hide_exact_place"}
)
_WEBSITE = "web"
# The key of held photos in a submission's changes: ids, not a field.
PHOTOS = "photos"


def has_earned_trust(*, role: Role, accepted: int) -> bool:
    """Return whether this user's submissions are published without review."""
    return role in {Role.MODERATOR, Role.STAFF} or accepted >= HELD_FIRST


def held_fields(
    *, changes: Mapping[str, Any], base: Mapping[str, Any], accepted: int
) -> set[str]:
    """Return the fields of a published venue that a new account cannot change directly.

    `accepted` is the number of the account's submissions that have been accepted. With
    none, these are all fields, but a temporary closure with its date appears at once:
    otherwise people would travel in vain. Afterwards they are name, website, and
    position with its address. Hiding the exact place is never held: the privacy of a
    home must not wait for a moderator.
    """
    changed = {f for f in changes if changes[f] != base.get(f)}
    fields = changed & _IDENTITY if accepted else changed - _dated_closure(changes)
    if changes.get("hide_exact_place"):
        fields.discard("hide_exact_place")
    # Without a service area the venue's point is shown, which nobody has reviewed.
    served = base.get("area_served_m") and not changes.get("area_served_m", 1)
    if served:
        fields.add("area_served_m")
    if "contact" in changes and _site(changes) != _site(base):
        fields.add("contact")
    return fields


def _dated_closure(changes: Mapping[str, Any]) -> set[str]:
    """Return the fields of a temporary closure; its reason is free text, so not that."""
    is_paused = changes.get("operation") == Operation.PAUSED
    if is_paused and changes.get("operation_since"):
        return {"operation", "operation_since"}
    return set()


def _site(values: Mapping[str, Any]) -> str:
    return str((values.get("contact") or {}).get(_WEBSITE, ""))
