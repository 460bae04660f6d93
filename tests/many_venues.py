"""A map of many generated venues, for plans and timings.

Written by SQL straight into the projection: verbs would take minutes.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.backends.utils import CursorWrapper

# A third of all venues stand in dense towns, as real ones do; "pottery" is common,
# "basketry" rare, "lapidary" is offered by nobody.
_FILL = (
    """
    INSERT INTO publishing_publishedvenue (id, slug, aliases, on_map, public_point,
        precision, name, sort_name, name_folded, kind, locality, country, access,
        wheelchair, newcomers, price, language_ranges, operation, time_zone, search, feature, page,
        sources, said_by)
    SELECT id, slug, '{}', true, point, 'exact', name, lower(name), lower(name),
        'makerspace', 'Town', 'DE', '{public}', '', '', '', '{}', 'operating', 'Europe/Berlin',
        to_tsvector('simple', 'workshop ' || md5((n %% 5000)::text)),
        format('{"type":"Feature","id":"%%s","geometry":{"type":"Point","coordinates":'
            '[%%s,%%s]},"properties":{"name":"%%s","slug":"%%s","kind":"makerspace",'
            '"summary":"A place with benches, tools and people who know them.",'
            '"locality":"Town","country":"DE","precision":"exact","uncertainty_m":null,'
            '"crafts":[%%s],"equipment":[%%s],"inferred":[],"access":["public"],'
            '"price":null,"wheelchair":null,"newcomers":null,"operation":"operating",'
            '"confirmed_at":"2026-05-01","licence":["CC0-1.0"]',
            id, round(ST_X(point)::numeric, 6), round(ST_Y(point)::numeric, 6), name,
            slug, concat_ws(',',
            CASE WHEN hashtext(slug || 'pottery') %% 1 = 0
                THEN '{"id":"pottery","modes":["use"],"inferred":false}' END,
            CASE WHEN hashtext(slug || 'woodworking') %% 2 = 0
                THEN '{"id":"woodworking","modes":["use"],"inferred":false}' END),
            concat_ws(',',
            CASE WHEN hashtext(slug || 'kiln') %% 2 = 0 THEN '{"id":"kiln",'
                '"induction":null,"state":"working","inferred":false}' END,
            CASE WHEN hashtext(slug || 'wood_lathe') %% 5 = 0 THEN '{"id":"wood_lathe",'
                '"induction":null,"state":"working","inferred":false}' END)),
        '{"summary":"","organisation":"","address":{"locality":"Town","country":"DE"},'
            '"directions_hint":"","floor":"","price":null,"contact":{},"offers":[],'
            '"operation":{"since":null,"reason":""},"machines":[],"hours":[],'
            '"photos":[],"inferred":[],"sources":[{"id":"generated","licence":"CC0-1.0",'
            '"name":"Generated","attribution":"Nobody","url":"","date":""}]}',
        '{generated}', '{}'
    FROM (SELECT n, gen_random_uuid() AS id, 'g' || n AS slug,
        'Workshop ' || n AS name,
        ST_SetSRID(CASE WHEN n %% 3 = 0
            THEN ST_MakePoint(13.4 + (random() - .5) * .8, 52.52 + (random() - .5) * .5)
            ELSE ST_MakePoint(random() * 360 - 180, degrees(asin(random() * 2 - 1)))
        END, 4326) AS point
        FROM generate_series(1, %s) AS n) AS made
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
# Their indexes, but those that a constraint needs.
_INDEXES = """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid)
    FROM pg_index
    WHERE indrelid = ANY(%s::regclass[]) AND NOT EXISTS (
        SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)
"""


def _refuse_the_real_one() -> None:
    """Stop before somebody's map is overwritten: pytest-django makes a test database
    only for tests that are marked to need one."""
    name = str(connection.settings_dict["NAME"])
    if not name.startswith("test_"):
        raise RuntimeError(f"{name} is no test database.")


@contextmanager
def _without_indexes(cursor: CursorWrapper) -> Iterator[None]:
    """Drop the indexes and build them anew: less work than to grow them row by row."""
    cursor.execute(_INDEXES, [_TABLES.split(", ")])
    indexes = cursor.fetchall()
    for name, _definition in indexes:
        cursor.execute(f"DROP INDEX {name}")
    yield
    for _name, definition in indexes:
        cursor.execute(definition)


def fill(count: int) -> None:
    """Publish so many venues, the same ones every time."""
    _refuse_the_real_one()
    with connection.cursor() as cursor:
        # A trigger for each row counts the changes; a million of them take minutes.
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("SELECT setseed(0.5)")
        with _without_indexes(cursor):
            for number, statement in enumerate(_FILL):
                cursor.execute(statement, [count] if number == 0 else [])
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute(f"ANALYZE {_TABLES}")


def empty() -> None:
    """Remove every published venue."""
    _refuse_the_real_one()
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {_TABLES}")
