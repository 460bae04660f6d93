"""Every parameter once; those of filters are made from the filters' declarations.

The others are written by hand: OGC's test suite compares them literally.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from geoapp.api.openapi.schemas import NUMBER, TEXT, Schema
from geoapp.discovery.search.criteria import (
    DEFAULT_RADIUS,
    MAX_LIMIT,
    MAX_TEXT_LENGTH,
    SORTS,
)
from geoapp.discovery.search.filter_declaration import Filter, many_of, one_of
from geoapp.discovery.search.filters import FILTERS
from geoapp.geo.values import MAX_RADIUS_M

# Style form without explode is what OGC 17-069r4 demands of bbox, datetime, limit.
_PLAIN = {"style": "form", "explode": False}
_REPEATED = {"style": "form", "explode": True}


def _parameter(  # noqa: PLR0917 - a table reads best by columns
    name: str,
    schema: Mapping[str, Any],
    description: str,
    example: object = None,
    **more: object,
) -> Schema:
    parameter: Schema = {
        "name": name,
        "in": "query",
        "required": False,
        "description": description,
        "schema": dict(schema),
        **(more or _PLAIN),
    }
    if example is not None:
        parameter["example"] = example
    return parameter


def limit_parameter(*, default: int, maximum: int) -> Schema:
    """Return the `limit` of an operation."""
    return _parameter(
        "limit",
        {"type": "integer", "minimum": 1, "maximum": maximum, "default": default},
        "Maximum number of results. Values above the maximum are reduced to it.",
    )


def _filter_parameter(declared: Filter) -> Schema:
    """Return the parameter of a filter; one with several values is repeated."""
    style = _REPEATED if declared.schema["type"] == "array" else _PLAIN
    return _parameter(
        declared.name,
        declared.schema,
        declared.description,
        declared.example,
        **style,
    )


PARAMETERS: dict[str, Schema] = {
    parameter["name"]: parameter
    for parameter in (
        _parameter(
            "q",
            {"type": "string", "maxLength": MAX_TEXT_LENGTH},
            (
                "Free-text search. Recognises crafts, equipment, venues, towns and"
                " times."
            ),
            "laser cutting in Leeds",
        ),
        *(_filter_parameter(declared) for declared in FILTERS.values()),
        _parameter(
            "near",
            {
                "type": "array",
                "items": NUMBER,
                "minItems": 2,
                "maxItems": 2,
            },
            (
                "Longitude and latitude in degrees (WGS 84). Limits results to radius_m"
                " and adds distance_m."
            ),
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
            "Radius in metres, measured along the geodesic (WGS 84).",
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
            (
                "West, south, east and north in degrees. Heights are ignored. If west"
                " is greater than east, the box crosses longitude 180."
            ),
            [-0.5, 51.3, 0.3, 51.7],
        ),
        _parameter(
            "without_source",
            many_of(TEXT),
            (
                "Leave out data that comes only from these sources. The ids are in"
                " `sources`."
            ),
            **_REPEATED,
        ),
        _parameter(
            "sort",
            one_of(SORTS),
            (
                "Defaults to `best` with `q`, `distance` with `near`, and `name`"
                " otherwise."
            ),
        ),
        limit_parameter(default=100, maximum=MAX_LIMIT),
        _parameter(
            "cursor",
            {"type": "string", "maxLength": 2000},
            (
                "Position of the next page, taken from a `next` link. Valid only with"
                " the same parameters."
            ),
        ),
        _parameter("lang", TEXT, "Language of text in the response (BCP 47).", "de"),
    )
}


def form_parameter(names: Iterable[str]) -> Schema:
    """Return `f`, the format of the response where no Accept header can be sent."""
    return _parameter(
        "f", one_of(names), ("Response format. Overrides the Accept header.")
    )
