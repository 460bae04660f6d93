"""Find the venues in each of many boxes with one query."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from geoapp.geo.values import Position

# The boxes do not cross longitude 180 (west <= east) and are small, so each is one scan
# of the GiST index. Venues of the same source are excluded, since the source
# distinguishes them.
_NEAR = """
SELECT box.number, venue.id, venue.name, coalesce(venue.contact ->> 'web', ''),
       ST_X(venue.location), ST_Y(venue.location),
       coalesce(array_agg(said.url) FILTER (WHERE said.url <> ''), '{}')
FROM unnest(%(wests)s::float8[], %(souths)s::float8[],
            %(easts)s::float8[], %(norths)s::float8[])
     WITH ORDINALITY AS box (west, south, east, north, number)
JOIN venues_venue AS venue
  ON venue.location && ST_MakeEnvelope(box.west, box.south, box.east, box.north, 4326)
 AND venue.precision = ANY (%(precisions)s)
 AND venue.publication <> 'merged'
LEFT JOIN venues_sourcerecord AS said ON said.venue_id = venue.id
GROUP BY box.number, venue.id
HAVING bool_and(said.source_id IS DISTINCT FROM %(source_key)s)
"""

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class NearVenue:
    """A venue in the box of this index; `pages` are the URLs of its records."""

    index: int
    venue_id: UUID
    name: str
    web: str
    position: Position
    pages: frozenset[str]


def venues_in(
    boxes: Sequence[Box], *, precisions: Sequence[str], source_key: str
) -> Iterator[NearVenue]:
    """Yield the venues in each box without a record of the source `source_key`.

    Boxes are (west, south, east, north) in degrees.
    """
    wests, souths, easts, norths = (list(edge) for edge in zip(*boxes, strict=True))
    with connection.cursor() as cursor:
        cursor.execute(
            _NEAR,
            {
                "wests": wests,
                "souths": souths,
                "easts": easts,
                "norths": norths,
                "precisions": list(precisions),
                "source_key": source_key,
            },
        )
        for number, venue_id, name, web, lon, lat, pages in cursor.fetchall():
            position = Position(lon=lon, lat=lat)
            yield NearVenue(number - 1, venue_id, name, web, position, frozenset(pages))
