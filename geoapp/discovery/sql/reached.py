"""How many venues each circle holds, by what they have of what many needs ask for."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from geoapp.geo.values import Position, Radius
from geoapp.publishing.querysets import USABLE_STATES

# One walk of the joint index for each craft and machine, however many needs ask for
# it; venues with the same of them in the same ring come back as one row.
_REACHED = """
WITH here AS (
    SELECT ST_SetSRID(ST_MakePoint(%(lon)s, %(lat)s), 4326)::geography AS point
), reached AS (
    SELECT offer.venue_id, asked.number,
           ST_Distance((offer.public_point)::geography, here.point) AS metres
    FROM here, unnest(%(crafts)s::text[], %(exact)s::boolean[])
         WITH ORDINALITY AS asked (craft, exact, number)
    JOIN publishing_publishedoffer AS offer
      ON offer.craft_id = asked.craft AND (offer.depth = 0 OR NOT asked.exact)
    WHERE ST_DWithin((offer.public_point)::geography, here.point, %(widest)s)
    UNION ALL
    SELECT machine.venue_id, asked.number + cardinality(%(crafts)s::text[]),
           ST_Distance((machine.public_point)::geography, here.point)
    FROM here, unnest(%(equipment)s::text[]) WITH ORDINALITY AS asked (type, number)
    JOIN publishing_publishedequipment AS machine
      ON machine.equipment_id = asked.type
     AND machine.state = ANY (%(usable)s) AND machine.count IS DISTINCT FROM 0
    WHERE ST_DWithin((machine.public_point)::geography, here.point, %(widest)s)
), venues AS (
    SELECT array_agg(DISTINCT number) AS has,
           (SELECT count(*) FROM unnest(%(circles)s::float8[]) AS circle
            WHERE circle < min(reached.metres)) AS ring
    FROM reached GROUP BY venue_id
)
SELECT has, ring, count(*) FROM venues GROUP BY has, ring
"""


@dataclass(frozen=True, slots=True)
class Reached:
    """So many venues in a ring that have these, and nothing else that was asked for.

    `has` counts the crafts from 0 on and the machines after them; `ring` 0 is the
    innermost circle.
    """

    has: frozenset[int]
    ring: int
    count: int


def reached(
    *,
    crafts: Sequence[tuple[str, bool]],
    equipment: Sequence[str],
    near: Position,
    circles: Sequence[Radius],
) -> list[Reached]:
    """Return the venues with any of the crafts or machines, counted, in one statement.

    A craft comes with whether only the craft itself counts (depth 0), and not what is
    narrower. `circles` go from the narrowest to the widest.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _REACHED,
            {
                "lon": near.lon,
                "lat": near.lat,
                "crafts": [craft for craft, _exact in crafts],
                "exact": [exact for _craft, exact in crafts],
                "equipment": list(equipment),
                "usable": list(USABLE_STATES),
                "circles": [circle.metres for circle in circles],
                "widest": circles[-1].metres,
            },
        )
        return [
            Reached(frozenset(number - 1 for number in has), ring, count)
            for has, ring, count in cursor.fetchall()
        ]
