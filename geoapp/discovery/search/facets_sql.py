"""Counts of every facet in one statement, its sets of venues read once each.

Each set is the query that lists the venues, compiled by Django; around it stands fixed
SQL. Building all of it as one queryset took longer than running it, and repeated the
set for each facet.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from geoapp.geo.expressions import Latitude, Longitude
from geoapp.publishing.conditions import USABLE_STATES
from geoapp.publishing.models import PublishedVenueQuerySet

# What facets read of a venue; `is_open` comes with a moment.
_COLUMNS = (
    "id",
    "kind",
    "access",
    "price",
    "language_ranges",
    "wheelchair",
    "newcomers",
)
_POSITION = {"lon": Longitude("public_point"), "lat": Latitude("public_point")}
_IS_OPEN = "is_open"
_SUMMARY = """
    SELECT '' AS facet,
           concat_ws(',', min(lon)::text, min(lat)::text, max(lon)::text, max(lat)::text),
           count(*), count(*) FILTER (WHERE {is_open})
    FROM {venues}"""
_FACET = "SELECT %s, value::text, n, 0 FROM ({counted}) AS counted (value, n)"


@dataclass(frozen=True, slots=True)
class FacetRows:
    """The rows that a facet counts: a fragment that reads `{venues}`, and its values.

    It selects a value and in how many venues it occurs, grouped by the value.
    """

    statement: str
    values: tuple[Any, ...] = ()


def column_rows(name: str, *values: str) -> FacetRows:
    """Return the facet of a column of venues, of these values if any are named."""
    of_these = f"WHERE {name} = ANY (%s)" if values else ""
    return FacetRows(
        f"SELECT {name}, count(*) FROM {{venues}} {of_these} GROUP BY {name}",  # noqa: S608
        (list(values),) if values else (),
    )


def satisfied_rows(name: str, satisfying: Mapping[str, Sequence[str]]) -> FacetRows:
    """Return the facet of a column of venues where a value is met by others as well.

    `satisfying` says which values of the column each value of the filter finds.
    """
    pairs = [(wanted, value) for wanted, them in satisfying.items() for value in them]
    return FacetRows(
        "SELECT wanted, count(*)"  # noqa: S608 - columns of declarations
        " FROM {venues} JOIN unnest(%s::text[], %s::text[]) AS pairs (wanted, value)"
        f" ON {name} = value GROUP BY wanted",
        tuple(map(list, zip(*pairs, strict=True))),
    )


def element_rows(name: str) -> FacetRows:
    """Return the facet of an array column of venues."""
    return FacetRows(
        "SELECT element, count(DISTINCT id)"  # noqa: S608 - columns of declarations
        f" FROM {{venues}}, unnest({name}) AS element GROUP BY element"
    )


def offer_rows(name: str, *, modes: Sequence[str] = ()) -> FacetRows:
    """Return the facet of a column of offers, of these modes if any are chosen."""
    of_modes = "AND mode = ANY (%s)" if modes else ""
    return FacetRows(
        f"SELECT {name}, count(DISTINCT venue_id) FROM publishing_publishedoffer"  # noqa: S608
        f" WHERE venue_id IN (SELECT id FROM {{venues}}) {of_modes} GROUP BY {name}",
        (list(modes),) if modes else (),
    )


def machine_rows() -> FacetRows:
    """Return the facet of the machines that can be used."""
    return FacetRows(
        "SELECT equipment_id, count(DISTINCT venue_id)"
        " FROM publishing_publishedequipment"
        " WHERE venue_id IN (SELECT id FROM {venues})"
        " AND state = ANY (%s) AND count IS DISTINCT FROM 0 GROUP BY equipment_id",
        (list(USABLE_STATES),),
    )


@dataclass(frozen=True, slots=True)
class CountedFacets:
    """The bounds of all venues as text, how many they are, and the facets' counts."""

    edges: str
    count: int
    known_open: int
    facets: Mapping[str, Mapping[str, int]]


def count_facets(
    venues: PublishedVenueQuerySet,
    facets: Mapping[str, tuple[PublishedVenueQuerySet, FacetRows]],
    *,
    has_moment: bool,
) -> CountedFacets:
    """Count `venues`, and each facet over its own venues, in one statement.

    `has_moment` says that the venues have `is_open`.
    """
    columns = (*_COLUMNS, _IS_OPEN) if has_moment else _COLUMNS
    sets = {id(own): own for own in (venues, *(own for own, _rows in facets.values()))}
    names = {key: f"venues_{number}" for number, key in enumerate(sets)}
    values: list[Any] = []
    tables = []
    for key, own in sets.items():
        sql, params = _compiled(own, columns)
        tables.append(f"{names[key]} AS MATERIALIZED ({sql})")
        values += params
    is_open = _IS_OPEN if has_moment else "false"
    parts = [_SUMMARY.format(venues=names[id(venues)], is_open=is_open)]
    for facet, (own, rows) in facets.items():
        parts.append(
            _FACET.format(counted=rows.statement.format(venues=names[id(own)]))
        )
        values += [facet, *rows.values]
    statement = f"WITH {', '.join(tables)} {' UNION ALL '.join(parts)}"
    return _read(statement, values, facets)


def _compiled(
    venues: PublishedVenueQuerySet, columns: Sequence[str]
) -> tuple[str, tuple[Any, ...]]:
    rows = venues.order_by().values(*columns, **_POSITION)
    # A condition that nothing can meet is written out, as any other.
    compiler = rows.query.get_compiler(connection=connection, elide_empty=False)
    sql, params = compiler.as_sql()
    return sql, tuple(params)


def _read(
    statement: str, values: Sequence[Any], facets: Iterable[str]
) -> CountedFacets:
    counts: dict[str, dict[str, int]] = {facet: {} for facet in facets}
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        (_facet, edges, count, known_open), *rows = cursor.fetchall()
    for facet, value, number, _open in rows:
        if value:
            counts[facet][value] = number
    return CountedFacets(edges, count, known_open, counts)
