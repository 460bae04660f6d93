"""Pages of finished features for criteria without text and time.

The hot path: what `search_page` returns, as text from the projection, without an object
per feature. Other criteria go to `search_page`.
"""

from dataclasses import dataclass
from typing import Any

from geoapp.discovery.search import feature_pages_sql
from geoapp.discovery.search.criteria import SearchCriteria
from geoapp.discovery.search.cursors import Key, read_cursor, write_cursor
from geoapp.discovery.search.filters import (
    AUDIENCE,
    CRAFT,
    EQUIPMENT,
    FILTERS,
    MODE,
)
from geoapp.geo.values import BBox
from geoapp.publishing.conditions import USABLE_STATES, meridian_twins

_OPEN_LAT = 90.0
# The statement knows offers and machines by itself, and whom hours speak of matters
# to none of its conditions; every other filter has to bring its fragment.
_IN_SQL = frozenset(
    [
        *(CRAFT.name, EQUIPMENT.name, MODE.name, AUDIENCE.name),
        *(declared.name for declared in FILTERS.values() if declared.sql),
    ]
)


@dataclass(frozen=True, slots=True)
class FeaturePage:
    """Finished features as UTF-8 text separated by commas, and where to continue.

    `version` is the data version at that moment; None if it was not read.
    """

    features: bytes
    count: int
    next_cursor: str
    version: int | None = None


def is_plain(criteria: SearchCriteria) -> bool:
    """Whether `feature_page` can handle the criteria: no text and no time."""
    return not (
        criteria.q
        or any(name not in _IN_SQL for name in criteria.filters)
        or criteria.order == "best"
        # Ordered by name within a circle: nobody asks for it often.
        or (criteria.near and criteria.order != "distance")
    )


def feature_page(criteria: SearchCriteria, *, base_url: str) -> FeaturePage:
    """Return a page for criteria that `is_plain` accepts; raises InvalidCursor.

    `base_url` begins the URL of each venue's page.
    """
    start = read_cursor(criteria) if criteria.cursor else None
    page = feature_pages_sql.feature_page(*requested_page(criteria, start, base_url))
    cursor = ""
    if page.pk is not None:
        cursor = write_cursor(criteria, Key((page.key,), page.pk))
    return FeaturePage(page.features, page.count, cursor, page.version)


def requested_page(
    criteria: SearchCriteria, start: Key | None, base_url: str
) -> tuple[feature_pages_sql.Shape, dict[str, Any]]:
    """Return the shape of the statement, and its values.

    `start` is the key after which the page begins, None for the first page.
    """
    values: dict[str, Any] = {"limit": criteria.limit, "base": base_url}
    if start:
        values |= {"after": start.values[0], "after_id": start.pk}
    if criteria.near:
        values |= {
            "lon": criteria.near.lon,
            "lat": criteria.near.lat,
            "radius": float(criteria.radius.metres),
        }
    source = _source(criteria)
    conditions = [
        *_offers(criteria, source, values),
        *_filters(criteria, values),
    ]
    machines = _machines(criteria, source, values)
    shape = feature_pages_sql.Shape(
        source=source,
        conditions=tuple(conditions),
        boxes=_boxes(criteria.bbox, values),
        machines=machines,
        in_modes=source == "offers" and bool(criteria.modes),
        goes_on=start is not None,
    )
    return shape, values


def _source(criteria: SearchCriteria) -> str | None:
    """Return where the nearest venues are walked from: the rarest indexed term."""
    if criteria.near is None:
        return None
    if criteria.equipment:
        return "machines"
    return "offers" if len(criteria.crafts) == 1 else "venues"


def _offers(
    criteria: SearchCriteria, source: str | None, values: dict[str, Any]
) -> tuple[str, ...]:
    values |= {"crafts": list(criteria.crafts), "modes": list(criteria.modes)}
    if source == "offers":
        values["craft"] = criteria.crafts[0]
        return ()
    return feature_pages_sql.offers_fragment(
        crafts=bool(criteria.crafts), modes=bool(criteria.modes)
    )


def _filters(criteria: SearchCriteria, values: dict[str, Any]) -> list[str]:
    fragments: list[str] = []
    for name, value in criteria.filters.items():
        declared = FILTERS[name].sql
        if declared is not None:
            condition = declared(value)
            fragments += condition.fragments
            values |= condition.values
    return fragments


def _machines(
    criteria: SearchCriteria, source: str | None, values: dict[str, Any]
) -> int:
    values["usable"] = list(USABLE_STATES)
    others = list(criteria.equipment)
    if source == "machines":
        values["machine"] = others.pop(0)
    values |= {f"machine_{n}": other for n, other in enumerate(others)}
    return len(others)


def _boxes(bbox: BBox | None, values: dict[str, Any]) -> int:
    if bbox is None or _is_world(bbox):
        return 0
    twins = meridian_twins(bbox)
    for n, (west, south, east, north) in enumerate(twins):
        values |= {f"west_{n}": west, f"south_{n}": south}
        values |= {f"east_{n}": east, f"north_{n}": north}
    return len(twins)


def _is_world(bbox: BBox) -> bool:
    edges = (bbox.west, bbox.south, bbox.east, bbox.north)
    return edges == (-180.0, -_OPEN_LAT, 180.0, _OPEN_LAT)
