"""How many venues lie around each of some positions, in one short statement."""

from collections.abc import Sequence

from django.db import connection

from geoapp.geo.values import Position, Radius
from geoapp.publishing.models import PublishedVenueQuerySet

# One walk of the index for each position; built as a queryset with a circle for each,
# it took longer to write than to run.
_STATEMENT = """
SELECT (SELECT count(*) FROM publishing_publishedvenue AS venue
        WHERE venue.on_map AND ST_DWithin((venue.public_point)::geography,
            ST_SetSRID(ST_MakePoint(place.lon, place.lat), 4326)::geography, %s)),
       {has_any}
FROM unnest(%s::float8[], %s::float8[]) WITH ORDINALITY AS place (lon, lat, number)
ORDER BY place.number
"""


def venue_counts(
    positions: Sequence[Position],
    radius: Radius,
    *,
    others: PublishedVenueQuerySet | None = None,
) -> tuple[list[int], bool | None]:
    """Return how many venues on the map lie within the radius of each position.

    With them, whether there are any `others` at all; None if nothing was counted.
    """
    has_any, params = "NULL::boolean", ()
    if others is not None:
        compiler = others.values("pk").query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        has_any = f"EXISTS ({sql})"
    lons = [float(position.lon) for position in positions]
    lats = [float(position.lat) for position in positions]
    statement = _STATEMENT.format(has_any=has_any)
    with connection.cursor() as cursor:
        cursor.execute(statement, [float(radius.metres), *params, lons, lats])
        rows = cursor.fetchall()
    return [count for count, _any in rows], rows[0][1] if rows else None
