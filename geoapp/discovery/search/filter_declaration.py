"""What a filter of a search declares; the declarations are in `filters`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise

from geoapp.discovery.search.facets_sql import FacetRows
from geoapp.discovery.search.feature_pages_sql import SqlCondition
from geoapp.discovery.search.filter_values import FilterValues
from geoapp.discovery.search.params import ParamParser
from geoapp.geo.values import Position, Radius

Circle = tuple[Position, Radius]
Schema = Mapping[str, Any]


def _texts(value: Any) -> list[str]:
    return [str(v) for v in (value if isinstance(value, tuple) else (value,))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """One parameter that narrows a search, or says whom and when it speaks of.

    `q` and `sql` take everything that is chosen and the circle that is searched, if
    any; without `q` the search itself applies the filter. `choices` are the values of
    a filter that takes one, in the order of a form. `field` names the venue's field
    that it reads, so that an export can leave a source out.
    """

    name: str
    label: str | Promise
    parse: Callable[[ParamParser, str], Any]
    schema: Schema
    description: str
    example: Any = None
    value_label: Callable[[Any], str | Promise] = str
    to_params: Callable[[Any], list[str]] = _texts
    q: Callable[[FilterValues, Circle | None], Q] | None = None
    sql: Callable[[Any], SqlCondition] | None = None
    facet: Callable[[FilterValues], FacetRows] | None = None
    choices: tuple[str, ...] = ()
    field: str = ""
    all_of: bool = False  # values narrow (AND) where others widen (OR)


def one_of(values: Any) -> Schema:
    """Return the schema of a value that is one of these texts."""
    return {"type": "string", "enum": list(values)}


def many_of(items: Schema) -> Schema:
    """Return the schema of a repeated parameter."""
    return {"type": "array", "items": items}


TEXT: Schema = {"type": "string"}
