"""One page of finished features, each a text from the database.

Every fragment is a constant; a statement is chosen and put together by the shape of
the question alone, and all values are bound. That the answers are those of
`discovery.search` is held by an oracle.

What is nearest is prepared once a connection and planned once for all: its plan is
right for every place, craft and machine, and planning takes longer than the rarest
of them (0.5 ms of 1.2). So that PostgreSQL finds no better plan for single values,
they are hidden from it (`(SELECT …)`). A box's best plan hangs on the box, as does
any other choice's on what is chosen: those are planned at each request.
"""

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import psycopg
from django.db import InternalError, connection, transaction

_HERE = "ST_SetSRID(ST_MakePoint(%(lon)s, %(lat)s), 4326)::geography"
_OFFER = "offer.craft_id = {craft}"
_MACHINE = (
    "machine.equipment_id = {machine} AND machine.state = ANY (%(usable)s)"
    " AND machine.count IS DISTINCT FROM 0"
)
# `<->` measures on a sphere, at most 0.57 % off the spheroid: whatever is among the
# first n on the spheroid lies within 1.0115 times the sphere's n-th distance.
_BOUND = """
WITH bound AS MATERIALIZED (
    SELECT CASE WHEN count(*) > %(limit)s
        THEN least(max(metres) * 1.0115 + 0.01, %(radius)s) ELSE %(radius)s END
        AS metres
    FROM (
        SELECT min(metres) AS metres
        FROM ({nearest} LIMIT ({limit}) * {rows_each}) AS rows_nearby
        GROUP BY venue_id ORDER BY 1 LIMIT {limit}
    ) AS nearest
)"""
_WHOLE_CIRCLE = "WITH bound AS (SELECT %(radius)s AS metres)"
# The box around the circle, as ST_DWithin itself asks the index for it. Its exact
# distance is left to the page: the planner believes that it keeps one row of
# thousands, and would rather sort a whole country than walk to the nearest (1.7 s).
_AROUND = f"_ST_Expand({_HERE}, %(radius)s)"
_LIMIT = "%(limit)s + 1"
# A venue has a row of one craft for each mode and narrower craft, so more rows than
# venues are walked. Were the venues told apart in the same step, their sort would read
# the whole circle before the first row (35,000 rows, 0.4 s); were these rows too few,
# the bound is the radius: slower, not wrong.
_ROWS_EACH = {"venues": 1, "offers": 4, "machines": 2}
_NEAREST = {
    "venues": """
        SELECT v.id AS venue_id, (v.public_point)::geography <-> {here} AS metres
        FROM publishing_publishedvenue v
        WHERE (v.public_point)::geography && {around}
          AND {conditions}
        ORDER BY (v.public_point)::geography <-> {here}""",
    "offers": """
        SELECT offer.venue_id, (offer.public_point)::geography <-> {here} AS metres
        FROM publishing_publishedoffer offer
        JOIN publishing_publishedvenue v ON v.id = offer.venue_id
        WHERE {offer} AND {conditions}
          AND (offer.public_point)::geography && {around}
        ORDER BY (offer.public_point)::geography <-> {here}""",
    "machines": """
        SELECT machine.venue_id, (machine.public_point)::geography <-> {here} AS metres
        FROM publishing_publishedequipment machine
        JOIN publishing_publishedvenue v ON v.id = machine.venue_id
        WHERE {machine} AND {conditions}
          AND (machine.public_point)::geography && {around}
        ORDER BY (machine.public_point)::geography <-> {here}""",
}
_WITHIN = {
    "venues": "ST_DWithin((v.public_point)::geography, {here}, {reach})",
    "offers": """v.id IN (SELECT offer.venue_id FROM publishing_publishedoffer offer
        WHERE {offer} AND ST_DWithin((offer.public_point)::geography, {here}, {reach}))
        """,
    "machines": """v.id IN (SELECT machine.venue_id
        FROM publishing_publishedequipment machine WHERE {machine}
          AND ST_DWithin((machine.public_point)::geography, {here}, {reach}))""",
}
# One row where nothing is found, so that the version of the data is told then too.
_ROWS = """
SELECT data.version, page.id, page.key,
    page.feature || ',"url":"' || %(base)s || '/venues/' || page.slug || '/"{distance}}}}}'
FROM (SELECT coalesce(max(version), 0) AS version FROM publishing_dataversion) AS data
LEFT JOIN (
    SELECT v.id, v.slug, v.feature, {key} AS key
    FROM publishing_publishedvenue v WHERE {conditions}
    ORDER BY {key}, v.id LIMIT {limit}
) AS page ON true
"""
_FEATURE = 3  # its column
_DISTANCE = ",\"distance_m\":' || round(page.key::numeric, 1) || '"
# Of the values bound by name; a column's name comes from a filter's declaration only.
_IN = "v.{column} = ANY (%({column})s)"
_OVERLAPS = "v.{column} && %({column})s::varchar[]"
_FROM = "v.{column} >= %({column}_from)s"
_TO = "v.{column} <= %({column}_to)s"
_OFFERS = {
    "crafts": """v.id IN (SELECT o.venue_id FROM publishing_publishedoffer o
        WHERE o.craft_id = ANY (%(crafts)s))""",
    "modes": """v.id IN (SELECT o.venue_id FROM publishing_publishedoffer o
        WHERE o.mode = ANY (%(modes)s))""",
    "crafts_modes": """v.id IN (SELECT o.venue_id FROM publishing_publishedoffer o
        WHERE o.craft_id = ANY (%(crafts)s) AND o.mode = ANY (%(modes)s))""",
}
_EQUIPMENT = """v.id IN (SELECT machine.venue_id
    FROM publishing_publishedequipment machine
    WHERE machine.equipment_id = %(machine_{n})s AND machine.state = ANY (%(usable)s)
      AND machine.count IS DISTINCT FROM 0)"""
# One boolean for the planner: four more comparisons would each divide its guess.
_BOX = """(v.public_point && ST_MakeEnvelope(%(west_{n})s, %(south_{n})s, %(east_{n})s,
    %(north_{n})s, 4326) AND CASE WHEN ST_X(v.public_point) BETWEEN %(west_{n})s
    AND %(east_{n})s AND ST_Y(v.public_point) BETWEEN %(south_{n})s AND %(north_{n})s
    THEN true END)"""


@dataclass(frozen=True, slots=True)
class SqlCondition:
    """Constant fragments about a venue `v`, all of which hold, and their values."""

    fragments: tuple[str, ...]
    values: Mapping[str, Any]


def column_in(column: str, values: Sequence[str]) -> SqlCondition:
    """Return the condition that a column has one of the values."""
    return SqlCondition((_IN.format(column=column),), {column: list(values)})


def column_overlaps(column: str, values: Sequence[str]) -> SqlCondition:
    """Return the condition that an array has one of the values."""
    return SqlCondition((_OVERLAPS.format(column=column),), {column: list(values)})


def column_between(column: str, first: Any, last: Any) -> SqlCondition:
    """Return the condition that a column lies between, ends included; None is open."""
    ends = ((_FROM, "from", first), (_TO, "to", last))
    return SqlCondition(
        tuple(f.format(column=column) for f, _end, value in ends if value),
        {f"{column}_{end}": value for _f, end, value in ends if value},
    )


def offers_fragment(*, crafts: bool, modes: bool) -> tuple[str, ...]:
    """Return the fragment of an offer of these `crafts` in these `modes`, if any."""
    name = "_".join(n for n, is_set in (("crafts", crafts), ("modes", modes)) if is_set)
    return (_OFFERS[name],) if name else ()


@dataclass(frozen=True, slots=True)
class Shape:
    """What a query has, without its values: it determines the statement.

    `source` is where the nearest venues are walked from: venues, offers of one craft,
    or machines of one type; None if no distances are needed.
    """

    source: str | None
    conditions: tuple[str, ...]
    boxes: int
    machines: int
    in_modes: bool
    goes_on: bool
    walks: bool = True  # the index from the nearest on

    @property
    def is_prepared(self) -> bool:
        """Whether one plan suits all values: nothing but nearest first."""
        is_filtered = self.conditions or self.boxes or self.machines
        return self.source is not None and self.walks and not is_filtered


@dataclass(frozen=True, slots=True)
class SqlPage:
    """Features as UTF-8 text separated by commas, their number, and the last one's key.

    `key` and `pk` are None if nothing follows; `version` is the data version at the
    same moment.
    """

    features: bytes
    count: int
    key: Any
    pk: str | None
    version: int


def feature_page(shape: Shape, values: Mapping[str, Any]) -> SqlPage:
    """Return the page; `values` holds what the shape's fragments name."""
    connection.ensure_connection()
    try:
        with transaction.atomic() if connection.in_atomic_block else nullcontext():
            return _fetched(shape, values)
    except InternalError:
        # "Index returned tuples in wrong order": its boxes are of single precision,
        # and a point can be nearer than its own box, by nanometres. Then all of the
        # circle is measured.
        return _fetched(replace(shape, walks=False), values)


def _fetched(shape: Shape, values: Mapping[str, Any]) -> SqlPage:
    limit = int(values["limit"])
    text = statement(shape)
    with (
        connection.wrap_database_errors,
        psycopg.Cursor(connection.connection) as cursor,
    ):
        cursor.execute(text, values, prepare=shape.is_prepared, binary=True)
        version, first, _key, _feature = cursor.fetchone() or (0, None, None, None)
        row_count = 0 if first is None else cursor.rowcount
        key = pk = None
        if row_count > limit:
            cursor.scroll(limit - 1, mode="absolute")
            _version, pk, key, _feature = cursor.fetchone() or (0, None, None, None)
        count = min(row_count, limit)
        return SqlPage(_joined(cursor, count), count, key, pk and str(pk), version)


def _joined(cursor: psycopg.Cursor[Any], count: int) -> bytes:
    """Return the features' bytes as received: decoding them would take longer."""
    came = cursor.pgresult
    if came is None:
        return b""
    return b",".join([came.get_value(row, _FEATURE) or b"" for row in range(count)])


@lru_cache(maxsize=512)
def statement(shape: Shape) -> str:
    """Return the statement of a shape."""
    conditions = ["v.on_map", *_conditions(shape)]
    if shape.source is None:
        if shape.goes_on:
            conditions.append("(v.sort_name, v.id) > (%(after)s, %(after_id)s::uuid)")
        return _rows("v.sort_name", conditions, distance="", limit=_LIMIT)
    names = _names(shape)
    key = f"ST_Distance((v.public_point)::geography, {names['here']})"
    if shape.goes_on:
        after = "(%(after)s::float8, %(after_id)s::uuid)"
        conditions.append(f"({key}, v.id) > {after}")
    nearest = _NEAREST[shape.source].format(
        conditions=" AND ".join(conditions), **names
    )
    within = _WITHIN[shape.source].format(reach="(SELECT metres FROM bound)", **names)
    limit = names["limit"]
    rows = _rows(key, [within, *conditions], distance=_DISTANCE, limit=limit)
    if not shape.walks:
        return _WHOLE_CIRCLE + rows
    each = _ROWS_EACH[shape.source]
    return _BOUND.format(nearest=nearest, rows_each=each, limit=limit) + rows


def _names(shape: Shape) -> dict[str, str]:
    plain = {
        "here": _HERE,
        "around": _AROUND,
        "craft": "%(craft)s::text",
        "machine": "%(machine)s::text",
        "limit": _LIMIT,
    }
    if shape.is_prepared:
        plain = {name: f"(SELECT {value})" for name, value in plain.items()}
    offer = _OFFER + (" AND offer.mode = ANY (%(modes)s)" if shape.in_modes else "")
    return {
        **plain,
        "offer": offer.format(**plain),
        "machine": _MACHINE.format(**plain),
    }


def _rows(key: str, conditions: list[str], *, distance: str, limit: str) -> str:
    return _ROWS.format(
        key=key, conditions=" AND ".join(conditions), distance=distance, limit=limit
    )


def _conditions(shape: Shape) -> list[str]:
    boxes = [_BOX.format(n=n) for n in range(shape.boxes)]
    return [
        *shape.conditions,
        *(_EQUIPMENT.format(n=n) for n in range(shape.machines)),
        *([f"({' OR '.join(boxes)})"] if boxes else []),
    ]
