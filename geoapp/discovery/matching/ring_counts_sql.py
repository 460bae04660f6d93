"""How many venues each ring holds, by the needed crafts and machines they have."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from geoapp.geo.values import Position, Radius
from geoapp.publishing.conditions import USABLE_STATES

# Of each craft and machine the first wider circle that holds more than the innermost is
# looked for, and no further one is counted: 1,400 places within 2 km stand for more
# than 200,000 within 25 km. It is enough for every need: its own first circle is the
# first of its crafts and machines, and what another one of them has up to there lies
# within that one's circle too. Each is one walk of the joint index, however many needs
# ask for it; venues with the same of them in the same ring come back as one row.
_RING_COUNTS = """
WITH here AS MATERIALIZED (
    SELECT ST_SetSRID(ST_MakePoint(%(lon)s, %(lat)s), 4326)::geography AS point
), crafts AS MATERIALIZED (
    SELECT asked.*, coalesce((
        SELECT circle FROM unnest(%(wider)s::float8[]) AS circle
        WHERE EXISTS (
            SELECT FROM publishing_publishedoffer AS offer
            WHERE offer.craft_id = asked.craft
              AND (offer.depth = 0 OR NOT asked.exact)
              AND ST_DWithin((offer.public_point)::geography, here.point, circle)
              AND NOT ST_DWithin(
                  (offer.public_point)::geography, here.point, %(innermost)s))
        LIMIT 1), %(innermost)s) AS reach
    FROM here, unnest(%(crafts)s::text[], %(exact)s::boolean[])
         WITH ORDINALITY AS asked (craft, exact, number)
), types AS MATERIALIZED (
    SELECT asked.*, coalesce((
        SELECT circle FROM unnest(%(wider)s::float8[]) AS circle
        WHERE EXISTS (
            SELECT FROM publishing_publishedequipment AS machine
            WHERE machine.equipment_id = asked.type
              AND machine.state = ANY (%(usable)s)
              AND machine.count IS DISTINCT FROM 0
              AND ST_DWithin((machine.public_point)::geography, here.point, circle)
              AND NOT ST_DWithin(
                  (machine.public_point)::geography, here.point, %(innermost)s))
        LIMIT 1), %(innermost)s) AS reach
    FROM here, unnest(%(equipment)s::text[]) WITH ORDINALITY AS asked (type, number)
), reached AS (
    SELECT offer.venue_id, asked.number,
           ST_Distance((offer.public_point)::geography, here.point) AS metres
    FROM here, crafts AS asked
    JOIN publishing_publishedoffer AS offer
      ON offer.craft_id = asked.craft AND (offer.depth = 0 OR NOT asked.exact)
    WHERE ST_DWithin((offer.public_point)::geography, here.point, asked.reach)
    UNION ALL
    SELECT machine.venue_id, asked.number + cardinality(%(crafts)s::text[]),
           ST_Distance((machine.public_point)::geography, here.point)
    FROM here, types AS asked
    JOIN publishing_publishedequipment AS machine
      ON machine.equipment_id = asked.type
     AND machine.state = ANY (%(usable)s) AND machine.count IS DISTINCT FROM 0
    WHERE ST_DWithin((machine.public_point)::geography, here.point, asked.reach)
), venues AS (
    SELECT array_agg(DISTINCT number) AS has,
           (SELECT count(*) FROM unnest(%(innermost)s || %(wider)s::float8[]) AS circle
            WHERE circle < min(reached.metres)) AS ring
    FROM reached GROUP BY venue_id
)
SELECT has, ring, count(*) FROM venues GROUP BY has, ring
"""


@dataclass(frozen=True, slots=True)
class RingCount:
    """So many venues in a ring that have these, and nothing else that was asked for.

    `has` counts the crafts from 0 on and the machines after them; `ring` 0 is the
    innermost circle.
    """

    has: frozenset[int]
    ring: int
    count: int


def ring_counts(
    *,
    crafts: Sequence[tuple[str, bool]],
    equipment: Sequence[str],
    near: Position,
    circles: Sequence[Radius],
) -> list[RingCount]:
    """Return the venues with any of the crafts or machines, counted, in one statement.

    Each craft and machine is followed up to the first circle that holds more of it than
    the innermost, so that the rings beyond may lack places.

    A craft comes with whether only the craft itself counts (depth 0), and not what is
    narrower. `circles` go from the narrowest to the widest.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _RING_COUNTS,
            {
                "lon": near.lon,
                "lat": near.lat,
                "crafts": [craft for craft, _exact in crafts],
                "exact": [exact for _craft, exact in crafts],
                "equipment": list(equipment),
                "usable": list(USABLE_STATES),
                "innermost": float(circles[0].metres),
                "wider": [float(circle.metres) for circle in circles[1:]],
            },
        )
        return [
            RingCount(frozenset(number - 1 for number in has), ring, count)
            for has, ring, count in cursor.fetchall()
        ]
