"""Removes the values that only excluded sources support, field by field.

Values with another source, and corrections, stay. A venue that loses a required or
searched field is left out, so that its presence reveals nothing.
"""

from collections.abc import Collection, Mapping
from typing import Any

from geoapp.discovery.search.criteria import SearchCriteria
from geoapp.discovery.search.filters import FILTERS

SourceNames = Mapping[str, Any]
_NEEDED = frozenset({"name", "kind", "position"})
# Members of the feature's properties that a field fills, where they are not its own.
_PROPERTIES: Mapping[str, Mapping[str, Any]] = {
    "summary": {"summary": None},
    "address": {"locality": None, "country": None},
    "offers": {"crafts": []},
    "machines": {"equipment": []},
    "languages": {"languages": []},
}
_PAGE: Mapping[str, Any] = {
    "alternate_names": {},
    "summary": "",
    "organisation": "",
    "networks": [],
    "materials": [],
    "languages": [],
    "address": {},
    "directions_hint": "",
    "floor": "",
    "area_served_m": None,
    "minimum_age": None,
    "price": None,
    "accessibility": {},
    "contact": {},
    "offers": [],
    "machines": [],
    "operation": {"since": None, "reason": ""},
}


def fields_lost(said_by: Mapping[str, list[str]], without: frozenset[str]) -> set[str]:
    """Return the fields that only excluded sources support. Corrections never count."""
    return {name for name, keys in said_by.items() if keys and without.issuperset(keys)}


def is_excluded(lost: Collection[str], criteria: SearchCriteria) -> bool:
    """Whether the venue must be left out: a required or searched field is lost."""
    read = {FILTERS[name].field for name in criteria.filters}
    if criteria.visit is not None or criteria.hours_known:
        read |= {f"hours:{criteria.audience}", "operation"}
    # The text may have matched any field.
    return bool(_NEEDED.union(read).intersection(lost) or (criteria.q and lost))


def without_sources(
    properties: SourceNames,
    page: SourceNames,
    *,
    lost: Collection[str],
    without: frozenset[str],
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return properties and page details with the lost values set to unknown."""
    exported, exported_page = dict(properties), dict(page)
    for name in lost:
        members = _PROPERTIES.get(name, {name: None})
        exported.update({m: value for m, value in members.items() if m in properties})
        if name in _PAGE:
            exported_page[name] = _PAGE[name]
    exported_page["hours"] = [
        h for h in page["hours"] if f"hours:{h['audience']}" not in lost
    ]
    exported_page["sources"] = [s for s in page["sources"] if s["id"] not in without]
    inferred = [name for name in page["inferred"] if name not in lost]
    if not any(hours["inferred"] for hours in exported_page["hours"]):
        inferred = [name for name in inferred if name != "hours"]
    exported["inferred"] = exported_page["inferred"] = inferred
    exported["licence"] = sorted({s["licence"] for s in exported_page["sources"]})
    return exported, exported_page
