"""Every parameter once. Written by hand: OGC's test suite reads them letter by letter."""

from collections.abc import Iterable

from geoapp.api.openapi.schema_parts import NUMBER, TEXT, Schema
from geoapp.crafts.choices import Access, Audience, Kind, Mode, Newcomers
from geoapp.discovery.search.criteria import DEFAULT_RADIUS, MAX_LIMIT, SORTS
from geoapp.geo.values import MAX_RADIUS_M

# Style form without explode is what OGC 17-069r4 demands of bbox, datetime, limit.
_PLAIN = {"style": "form", "explode": False}
_REPEATED = {"style": "form", "explode": True}


def _parameter(  # noqa: PLR0917 - a table reads best by columns
    name: str, schema: Schema, description: str, example: object = None, **more: object
) -> Schema:
    said: Schema = {
        "name": name,
        "in": "query",
        "required": False,
        "description": description,
        "schema": schema,
        **(more or _PLAIN),
    }
    if example is not None:
        said["example"] = example
    return said


def _one_of(values: Iterable[str]) -> Schema:
    return {"type": "string", "enum": list(values)}


def _many(values: Iterable[str] = ()) -> Schema:
    known = list(values)
    return {"type": "array", "items": _one_of(known) if known else TEXT}


def limit_parameter(*, default: int, most: int) -> Schema:
    """Return `limit` of an operation, in the words of all of them."""
    return _parameter(
        "limit",
        {"type": "integer", "minimum": 1, "maximum": most, "default": default},
        "How many at most; more than the maximum gives the maximum.",
    )


PARAMETERS: dict[str, Schema] = {
    said["name"]: said
    for said in (
        _parameter(
            "q",
            {"type": "string", "maxLength": 200},
            "Free text. Crafts, equipment, venues, places and times in it are"
            " understood.",
            "pottery in Leeds",
        ),
        _parameter(
            "craft",
            _many(),
            "Ids of crafts, each in a parameter of its own; any of them, narrower"
            " crafts included. The ids are in /crafts.",
            ["pottery"],
            **_REPEATED,
        ),
        _parameter(
            "equipment",
            _many(),
            "Ids of types of equipment, each in a parameter of its own; a machine of"
            " each that works. The ids are in /equipment.",
            ["kiln"],
            **_REPEATED,
        ),
        _parameter("kind", _many(Kind.values), "Kinds; any of them.", **_REPEATED),
        _parameter(
            "access", _many(Access.values), "Ways in; any of them.", **_REPEATED
        ),
        _parameter(
            "mode",
            _many(Mode.values),
            "What one can do there; any of them.",
            **_REPEATED,
        ),
        _parameter(
            "audience",
            {**_one_of(Audience.values), "default": Audience.PUBLIC.value},
            "Whom opening hours speak of.",
        ),
        _parameter(
            "open_at",
            TEXT,
            "`now`; a wall clock, the venue's own (2026-11-28T10:00); or an instant,"
            " with an offset or Z. What is known to be closed is left out; what is not"
            " known comes last with `open_state: unknown`.",
            "now",
        ),
        _parameter(
            "hours", _one_of(["known"]), "With open_at: leave out what is not known."
        ),
        _parameter("wheelchair", _one_of(["yes", "limited"]), "limited includes yes."),
        _parameter(
            "newcomers",
            _one_of(Newcomers.values),
            "by_arrangement includes welcome.",
        ),
        _parameter(
            "near",
            {
                "type": "array",
                "items": NUMBER,
                "minItems": 2,
                "maxItems": 2,
            },
            "Longitude, latitude in degrees (WGS 84): within radius_m of there, and"
            " with distance_m.",
            [-0.055, 51.545],
        ),
        _parameter(
            "radius_m",
            {
                "type": "integer",
                "minimum": 1,
                "maximum": MAX_RADIUS_M,
                "default": DEFAULT_RADIUS.metres,
            },
            "Metres along the geodesic (WGS 84 spheroid).",
        ),
        _parameter(
            "bbox",
            {
                "type": "array",
                "minItems": 4,
                "maxItems": 6,
                "oneOf": [
                    {"minItems": 4, "maxItems": 4},
                    {"minItems": 6, "maxItems": 6},
                ],
                "items": NUMBER,
            },
            "West, south, east, north in degrees; heights are ignored. West greater"
            " than east crosses longitude 180.",
            [-0.5, 51.3, 0.3, 51.7],
        ),
        _parameter(
            "datetime",
            TEXT,
            "When a place was last confirmed: a time of RFC 3339, or an interval with"
            " / between two; .. leaves an end open. Without a date a place is left"
            " out.",
            "2025-01-01T00:00:00Z/..",
        ),
        _parameter(
            "without_source",
            _many(),
            "Leaves out what only these lists say; the ids stand in `sources`.",
            **_REPEATED,
        ),
        _parameter(
            "sort",
            _one_of(SORTS),
            "By default best with q, else distance with near, else name.",
        ),
        limit_parameter(default=100, most=MAX_LIMIT),
        _parameter(
            "cursor",
            {"type": "string", "maxLength": 2000},
            "Where a page goes on: from its `next` link, for the same parameters only.",
        ),
        _parameter("lang", TEXT, "The language of words in the answer (BCP 47).", "de"),
    )
}


def form_parameter(names: Iterable[str]) -> Schema:
    """Return `f`, which says in which form to answer where the header cannot."""
    return _parameter("f", _one_of(names), "The form; else the Accept header decides.")
