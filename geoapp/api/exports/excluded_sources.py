"""A venue without what certain lists said of it, field by field.

What another list, or a person, says as well stays. What only they say becomes
unknown. Where that is the name, the kind or the place, or something that the search
asks for, the venue is left out: it must not be told by the fact that it answers.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from geoapp.crafts.choices import Audience
from geoapp.discovery.search.criteria import SearchCriteria

SourceNames = Mapping[str, Any]
_NEEDED = frozenset({"name", "kind", "position"})
# Members of the feature's properties, and of the page, that a field fills.
_PROPERTIES: Mapping[str, Mapping[str, Any]] = {
    "summary": {"summary": None},
    "address": {"locality": None, "country": None},
    "offers": {"crafts": []},
    "machines": {"equipment": []},
    "access": {"access": None},
    "price": {"price": None},
    "wheelchair": {"wheelchair": None},
    "newcomers": {"newcomers": None},
    "operation": {"operation": None},
    "confirmed_at": {"confirmed_at": None},
    "time_zone": {"time_zone": None},
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
_ASKS: tuple[tuple[str, Callable[[SearchCriteria], bool]], ...] = (
    ("offers", lambda c: bool(c.crafts or c.modes)),
    ("machines", lambda c: bool(c.equipment)),
    ("access", lambda c: bool(c.access)),
    ("wheelchair", lambda c: bool(c.wheelchair)),
    ("newcomers", lambda c: bool(c.newcomers)),
    ("confirmed_at", lambda c: c.confirmed is not None),
)


def fields_lost(said_by: Mapping[str, list[str]], without: frozenset[str]) -> set[str]:
    """Return the fields that only the lists left out speak of; people are no list."""
    return {name for name, keys in said_by.items() if keys and without.issuperset(keys)}


def is_excluded(lost: Collection[str], criteria: SearchCriteria) -> bool:
    """Whether nothing is left to tell, or what is asked for is lost."""
    asked = {name for name, asks in _ASKS if asks(criteria)}
    if criteria.open_at is not None:
        asked |= {f"hours:{criteria.audience or Audience.PUBLIC}", "operation"}
    # Words may have met any field.
    return bool(_NEEDED.union(asked).intersection(lost) or (criteria.q and lost))


def without_sources(
    properties: SourceNames,
    page: SourceNames,
    *,
    lost: Collection[str],
    without: frozenset[str],
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return properties and page, what is lost made unknown."""
    told, kept = dict(properties), dict(page)
    for name in lost:
        told.update(_PROPERTIES.get(name, {}))
        if name in _PAGE:
            kept[name] = _PAGE[name]
    kept["hours"] = [h for h in page["hours"] if f"hours:{h['audience']}" not in lost]
    kept["sources"] = [s for s in page["sources"] if s["id"] not in without]
    inferred = [name for name in page["inferred"] if name not in lost]
    if not any(hours["inferred"] for hours in kept["hours"]):
        inferred = [name for name in inferred if name != "hours"]
    told["inferred"] = kept["inferred"] = inferred
    told["licence"] = sorted({s["licence"] for s in kept["sources"]})
    return told, kept
