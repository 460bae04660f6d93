"""A page of finished features for criteria that need no words and no clock.

The hot path: what `discovery.search` answers, as text from the projection, without
an object a feature. Everything else is search's.
"""

from dataclasses import dataclass
from typing import Any

from geoapp.discovery.search import feature_pages_sql
from geoapp.discovery.search.criteria import SearchCriteria
from geoapp.discovery.search.cursors import Key, read_cursor, write_cursor
from geoapp.geo.values import BBox
from geoapp.publishing.querysets import USABLE_STATES, meridian_twins

_OPEN_LAT = 90.0


@dataclass(frozen=True, slots=True)
class FeaturePage:
    """Finished features as UTF-8 text with commas between, and where to go on.

    `version` is the data's at that moment; None where it was not read.
    """

    features: bytes
    count: int
    next_cursor: str
    version: int | None = None


def is_plain(criteria: SearchCriteria) -> bool:
    """Whether `feature_page` can answer: no words to understand, no time to judge."""
    return not (
        criteria.written
        or criteria.q
        or criteria.open_at
        or criteria.when
        or criteria.order == "best"
        # Ordered by name within a circle: nobody asks for it often.
        or (criteria.near and criteria.order != "distance")
    )


def feature_page(criteria: SearchCriteria, *, base_url: str) -> FeaturePage:
    """Return one page of what `is_plain` says can be answered; raises InvalidCursor.

    `base_url` begins the address of each venue's page.
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
    """Return the shape of the statement that answers, and its values.

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
    """Return where the nearest are walked from: the rarest thing with an index."""
    if criteria.near is None:
        return None
    if criteria.equipment:
        return "machines"
    return "offers" if len(criteria.crafts) == 1 else "venues"


def _offers(
    criteria: SearchCriteria, source: str | None, values: dict[str, Any]
) -> list[str]:
    values |= {"crafts": list(criteria.crafts), "modes": list(criteria.modes)}
    if source == "offers":
        values["craft"] = criteria.crafts[0]
        return []
    name = "_".join(
        name
        for name, asked in (("crafts", criteria.crafts), ("modes", criteria.modes))
        if asked
    )
    return [name] if name else []


def _filters(criteria: SearchCriteria, values: dict[str, Any]) -> list[str]:
    given: dict[str, Any] = {
        "kinds": list(criteria.kinds),
        "access": list(criteria.access),
        "wheelchair": list(criteria.enough_wheelchair),
        "newcomers": list(criteria.enough_newcomers),
        "from": criteria.confirmed.first if criteria.confirmed else None,
        "to": criteria.confirmed.last if criteria.confirmed else None,
    }
    asked = {name: value for name, value in given.items() if value}
    values |= asked
    if criteria.confirmed and not {"from", "to"} & set(asked):
        values["from"] = criteria.confirmed.EARLIEST
        asked["from"] = True
    return list(asked)


def _machines(
    criteria: SearchCriteria, source: str | None, values: dict[str, Any]
) -> int:
    values["usable"] = list(USABLE_STATES)
    others = list(criteria.equipment)
    if source == "machines":
        values["machine"] = others.pop(0)
    values |= {f"machine_{n}": one for n, one in enumerate(others)}
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
