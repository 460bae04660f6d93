"""What is held until somebody has looked at it."""

from collections.abc import Mapping
from typing import Any

from geoapp.venues.rules import Role

# The first contributions of an account are looked at (T15 in docs/security.md).
HELD_FIRST = 3
# What makes a venue another one, if a stranger changes it.
_IDENTITY = frozenset(
    {"name", "position", "precision", "uncertainty_m", "address", "hide_exact_place"}
)
_WEBSITE = "web"
# The key of waiting photos among a contribution's changes: ids, and no field.
PHOTOS = "photos"


def is_trusted(*, role: Role, accepted: int) -> bool:
    """Whether what this person adds is shown without a look."""
    return role in {Role.MODERATOR, Role.STAFF} or accepted >= HELD_FIRST


def held_fields(*, changes: Mapping[str, Any], base: Mapping[str, Any]) -> set[str]:
    """Return the fields of a published venue that a new account may not change alone.

    These are its name, website and position with its address. To hide the exact
    place is never held: a home must not wait for a moderator.
    """
    fields = {f for f in changes if f in _IDENTITY and changes[f] != base.get(f)}
    if changes.get("hide_exact_place"):
        fields.discard("hide_exact_place")
    # Without an area its point is shown, which nobody has seen before.
    served = base.get("area_served_m") and not changes.get("area_served_m", 1)
    if served:
        fields.add("area_served_m")
    if "contact" in changes and _site(changes) != _site(base):
        fields.add("contact")
    return fields


def _site(values: Mapping[str, Any]) -> str:
    return str((values.get("contact") or {}).get(_WEBSITE, ""))
