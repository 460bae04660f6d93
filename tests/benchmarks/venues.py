"""A database of generated venues, filled once and kept for the next run."""

from collections.abc import Callable

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from geoapp.crafts.actions import load_vocabulary
from geoapp.crafts.vocabulary import current
from geoapp.tutorials.actions import load_tutorials
from tests.many_venues import fill

_TUTORIALS = settings.FIXTURE_FOLDER / "tutorials.yaml"
_COUNT = "SELECT count(*) FROM publishing_publishedvenue"


def database_of(count: int) -> str:
    """Return the name of the database of so many venues; never the site's own."""
    return f"test_bench_{count}"


def open_database(count: int, *, say: Callable[[str], None]) -> str:
    """Connect Django to so many generated venues, made now if they are not there.

    One that was left half filled is filled anew; one that was made by older code can
    be removed (`remove_database`). Return its name.
    """
    name = database_of(count)
    if create_database(name):
        say(f"Filling {count:,} venues into {name}; it is kept for the next run.")
    connect_to(name)
    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT)
        there = cursor.fetchone()[0]
    if there != count:
        call_command("flush", interactive=False, verbosity=0)
        load_vocabulary(vocabulary=current())
        load_tutorials(path=_TUTORIALS, at=timezone.now())
        fill(count)
        # Else the first readers of each page would write its hint bits.
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    return name


def create_database(name: str) -> bool:
    """Create a database unless it is there; return whether it is new."""
    if _exists(name):
        return False
    _run(f"CREATE DATABASE {name}")
    return True


def connect_to(name: str) -> None:
    """Let Django use this database, in every thread."""
    connection.close()
    connection.settings_dict["NAME"] = name
    settings.DATABASES["default"]["NAME"] = name


def size_of(name: str) -> int:
    """Return the bytes of a database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(%s)", [name])
        return int(cursor.fetchone()[0])


def remove_database(name: str) -> None:
    """Drop a database of these benchmarks, where there is one."""
    connection.close()
    _run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _exists(name: str) -> bool:
    return bool(_run("SELECT 1 FROM pg_database WHERE datname = %s", name))


def _run(statement: str, *values: str) -> list[tuple[object, ...]]:
    """Run a statement beside all databases that we may make or drop."""
    given = connection.get_connection_params()
    given = {
        k: v for k, v in given.items() if k in {"host", "port", "user", "password"}
    }
    with psycopg.connect(**given, dbname="postgres", autocommit=True) as direct:
        found = direct.execute(statement, values or None)
        return found.fetchall() if found.description else []
