"""A map of many generated venues, for plans and timings.

Written by SQL straight into the projection: verbs would take minutes.
"""

from django.db import connection

# A third of all venues stand in dense towns, as real ones do; "pottery" is common,
# "basketry" rare, "lapidary" is offered by nobody.
_FILL = (
    """
    INSERT INTO publishing_publishedvenue (id, slug, aliases, on_map, public_point,
        precision, name, sort_name, name_folded, kind, locality, country, access,
        wheelchair, newcomers, operation, time_zone, search, feature, page)
    SELECT gen_random_uuid(), 'g' || n, '{}', true,
        ST_SetSRID(CASE WHEN n %% 3 = 0
            THEN ST_MakePoint(13.4 + (random() - .5) * .8, 52.52 + (random() - .5) * .5)
            ELSE ST_MakePoint(random() * 360 - 180, degrees(asin(random() * 2 - 1)))
        END, 4326),
        'exact', 'Workshop ' || n, 'workshop ' || n, 'workshop ' || n,
        'makerspace', 'Town', 'DE', '{public}', '', '', 'operating', 'Europe/Berlin',
        to_tsvector('simple', 'workshop ' || md5((n %% 5000)::text)), '{', '{}'
    FROM generate_series(1, %s) AS n
    """,
    """
    INSERT INTO publishing_publishedoffer
        (venue_id, craft_id, depth, mode, inferred, public_point)
    SELECT v.id, craft, 0, 'use', false, v.public_point
    FROM publishing_publishedvenue v, LATERAL (VALUES
        ('pottery', 1), ('woodworking', 2), ('basketry', 2000)) AS c (craft, every)
    WHERE hashtext(v.slug || craft) %% every = 0
    """,
    """
    INSERT INTO publishing_publishedequipment
        (venue_id, equipment_id, induction, state, inferred, public_point)
    SELECT v.id, machine, '', 'working', false, v.public_point
    FROM publishing_publishedvenue v, LATERAL (VALUES
        ('kiln', 2), ('wood_lathe', 5), ('waterjet', 3000)) AS m (machine, every)
    WHERE hashtext(v.slug || machine) %% every = 0
    """,
)
_TABLES = (
    "publishing_publishedvenue, publishing_publishedoffer, "
    "publishing_publishedequipment, publishing_publishedopening"
)


def fill(count: int) -> None:
    """Publish so many venues, the same ones every time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT setseed(0.5)")
        for number, statement in enumerate(_FILL):
            cursor.execute(statement, [count] if number == 0 else [])
        cursor.execute(f"ANALYZE {_TABLES}")


def empty() -> None:
    """Remove every published venue."""
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {_TABLES}")
