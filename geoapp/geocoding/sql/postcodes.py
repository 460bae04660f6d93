"""Load postcodes with COPY; PostGIS takes them from the British grid to degrees."""

from collections.abc import Iterable, Iterator

from django.db import connection

from geoapp.geocoding.models import Postcode

_STAGE = """
    CREATE TEMPORARY TABLE staged_postcode (
        code varchar(8), eastings integer, northings integer
    ) ON COMMIT DROP
"""
_COPY_STAGED = "COPY staged_postcode (code, eastings, northings) FROM STDIN"
_COPY = "COPY geocoding_postcode (code, point, spread_m) FROM STDIN"
# A postcode itself, its sector (all but two letters) and its outcode, each with the
# middle of its postcodes.
_GROUP = """
    WITH grouped AS (
        SELECT """
_MIDDLE = """ AS code, eastings, northings,
               avg(eastings) OVER middle AS east, avg(northings) OVER middle AS north
        FROM staged_postcode WINDOW middle AS (PARTITION BY """
_SPREAD = """)
    )
    INSERT INTO geocoding_postcode (code, point, spread_m)
    SELECT code,
           ST_Transform(ST_SetSRID(ST_MakePoint(min(east), min(north)), 27700), 4326),
           percentile_cont(0.95) WITHIN GROUP (
               ORDER BY sqrt((eastings - east) ^ 2 + (northings - north) ^ 2)
           )
    FROM grouped GROUP BY code
"""
_OUTCODES = "split_part(code, ' ', 1)"
_SECTORS = "left(code, -2)"
_GROUPED = [
    _GROUP + code + _MIDDLE + code + _SPREAD for code in (_OUTCODES, _SECTORS, "code")
]
Row = tuple[str, int, int]  # code, eastings and northings in metres (EPSG:27700)


def replace_all(rows: Iterable[Row]) -> None:
    """Replace all postcodes, in a transaction of the caller."""
    with connection.cursor() as cursor:
        cursor.execute(_STAGE)
        with cursor.copy(_COPY_STAGED) as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute("TRUNCATE geocoding_postcode")
        for statement in _GROUPED:
            cursor.execute(statement)
        cursor.execute("ANALYZE geocoding_postcode")


def copy_sectors(rows: Iterable[tuple[str, float, float, int]]) -> None:
    """Copy sectors and outcodes: code, degrees east and north, metres of spread."""
    with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
        for code, lon, lat, spread_m in rows:
            copy.write_row((code, f"SRID=4326;POINT({lon!r} {lat!r})", spread_m))


def sectors() -> Iterator[tuple[str, float, float, int]]:
    """Yield the sectors and outcodes as `copy_sectors` takes them."""
    short = Postcode.objects.exclude(code__regex=r" \d[A-Z]{2}$").order_by("code")
    for postcode in short.iterator():
        x, y = postcode.point.coords
        yield postcode.code, round(x, 5), round(y, 5), postcode.spread_m
