"""Databases of tests: each world is made once, kept as a template, and copied.

`CREATE DATABASE … TEMPLATE` takes a fraction of a second where migrations, the
vocabulary or the demo venues take many. Templates outlive a run, under a name that
holds a digest of all that they are made of: when any of that changes, others are
made and these go.
"""

import hashlib
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connection, connections, transaction
from django.db.backends.utils import CursorWrapper

from geoapp.crafts.actions import load_vocabulary
from geoapp.crafts.vocabulary import current
from geoapp.publishing import receivers
from tests.world import AT

_ROOT = Path(__file__).resolve().parents[1]
_BASE = "base"
_KEPT = "kept"  # the schema that holds the rows of the base once more
_SYSTEM = {"spatial_ref_sys", "django_migrations"}
# One lock a template: whoever makes or removes it is alone, who copy it are together.
_LOCKS = 20_261_125
# The template that each database of this process was copied from.
_templates: dict[str, str] = {}


def begin() -> str:
    """Enter the database that every test begins with; return its name.

    It belongs to this process, and holds the whole vocabulary.
    """
    name = f"test_{_site()}_{os.getpid()}"
    with _server() as cursor:
        _remove_outdated(cursor)
        _copy(cursor, _template(cursor, _BASE, _make_base), name)
    _use(name)
    return name


def end(name: str) -> None:
    """Remove the database of this process, whoever still holds it."""
    _use(_site())
    with _server() as cursor:
        _drop(cursor, name)


@contextmanager
def world(
    name: str, make: Callable[[], None], *, shared: bool = False
) -> Iterator[None]:
    """Work in another database until the block ends: what `make` makes of a copy.

    A shared world is made once and copied from then on, for this run and later ones.
    """
    before = _name()
    own = f"{before}_{name}"
    with _server() as cursor:
        if shared:
            _copy(cursor, _template(cursor, name, make), own)
        else:
            _copy(cursor, _template(cursor, _BASE, _make_base), own)
    _use(own)
    try:
        if not shared:
            make()
        yield
    finally:
        _use(before)
        with _server() as cursor:
            _drop(cursor, own)


def world_of_module(make: Callable[[], None]) -> Any:
    """Return a fixture: what `make` makes is there for every test of a module.

    It is made once, where a fixture of each test would make it as often as there are
    tests; what a test changes is undone after it. The projection is written as of AT.
    For modules without tests that commit.
    """

    @pytest.fixture(scope="module", autouse=True)
    def of_module(
        request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any
    ) -> Iterator[None]:
        name = request.module.__name__.rpartition(".")[2]

        def make_at_fixed_time() -> None:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(receivers, "now", lambda: AT)
                make()

        with django_db_blocker.unblock(), world(name, make_at_fixed_time):
            yield

    return of_module


def restore() -> None:
    """Make the database in use again what it was when it was copied."""
    name = _name()
    connections.close_all()
    if _templates[name].endswith(f"_{_BASE}"):
        refill()
        return
    with _server() as cursor:
        _copy(cursor, _templates[name], name)


def keep() -> None:
    """Let the rows that are there now be those that `refill` brings back."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {_KEPT} CASCADE")
        cursor.execute(f"CREATE SCHEMA {_KEPT}")
        for table in _filled(cursor, "public"):
            cursor.execute(f'CREATE TABLE {_KEPT}."{table}" AS TABLE public."{table}"')


def refill() -> None:
    """Empty all tables and fill those that were kept: less work than a whole copy."""
    with transaction.atomic(), connection.cursor() as cursor:
        # Rows that come and go together are looked at by no trigger and no key.
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table in _filled(cursor, "public"):
            cursor.execute(f'DELETE FROM public."{table}"')  # noqa: S608 - a table of ours
        for table in _filled(cursor, _KEPT):
            cursor.execute(
                f'INSERT INTO public."{table}" SELECT * FROM {_KEPT}."{table}"'  # noqa: S608
            )


def _filled(cursor: CursorWrapper, schema: str) -> list[str]:
    """Return the tables of a schema that have rows, but those of the system."""
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [schema])
    tables = {name for (name,) in cursor.fetchall()} - _SYSTEM
    looks = [
        f"(SELECT '{table}' FROM {schema}.\"{table}\" LIMIT 1)"  # noqa: S608
        for table in sorted(tables)
    ]
    cursor.execute(" UNION ALL ".join(looks))
    return [name for (name,) in cursor.fetchall()]


@cache
def _site() -> str:
    """Return the database that is not for tests: the one in use before the first."""
    return _name()


def _name() -> str:
    return str(connection.settings_dict["NAME"])


@contextmanager
def _server() -> Iterator[CursorWrapper]:
    """Give a cursor that is in no database of tests; its locks end with the block."""
    with connection._nodb_cursor() as cursor:
        yield cursor


def _use(name: str) -> None:
    connections.close_all()
    # The same for the threads of a server, which connect when they are asked.
    connection.settings_dict["NAME"] = name
    settings.DATABASES["default"]["NAME"] = name


def _template(cursor: CursorWrapper, name: str, make: Callable[[], None]) -> str:
    """Return the template of a world, which is made if it is not there.

    Nobody removes it as long as the cursor is open.
    """
    template = f"test_{_site()}_template_{_digests()[name == _BASE]}_{name}"
    # A half one has another name, so who finds this one there waits for nobody.
    _lock(cursor, "pg_advisory_lock_shared", template)
    if template in _databases(cursor):
        return template
    _lock(cursor, "pg_advisory_unlock_shared", template)
    _lock(cursor, "pg_advisory_lock", template)
    if template not in _databases(cursor):
        _make(cursor, template, make, is_base=name == _BASE)
    _lock(cursor, "pg_advisory_lock_shared", template)
    _lock(cursor, "pg_advisory_unlock", template)
    return template


def _make(
    cursor: CursorWrapper, template: str, make: Callable[[], None], *, is_base: bool
) -> None:
    before, half = _name(), f"{template}_half"
    _drop(cursor, half)
    base = "" if is_base else _template(cursor, _BASE, _make_base)
    cursor.execute(f'CREATE DATABASE "{half}" ' + (base and f'TEMPLATE "{base}"'))
    _use(half)
    try:
        make()
    finally:
        _use(before)
    cursor.execute(f'ALTER DATABASE "{half}" RENAME TO "{template}"')


def _lock(cursor: CursorWrapper, function: str, template: str) -> bool:
    """Take or give back the lock of a template; return what PostgreSQL answers."""
    cursor.execute(f"SELECT {function}(%s, hashtext(%s))", [_LOCKS, template])
    return bool(cursor.fetchone()[0])


def _make_base() -> None:
    call_command("migrate", verbosity=0, interactive=False, run_syncdb=True)
    call_command("createcachetable")
    load_vocabulary(vocabulary=current())
    keep()


def _copy(cursor: CursorWrapper, template: str, name: str) -> None:
    _drop(cursor, name)
    cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    _templates[name] = template


def _drop(cursor: CursorWrapper, name: str) -> None:
    if not name.startswith("test_"):
        raise RuntimeError(f"{name} is no test database.")
    # A request that a browser left may still hold it.
    cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _databases(cursor: CursorWrapper) -> set[str]:
    cursor.execute("SELECT datname FROM pg_database")
    return {name for (name,) in cursor.fetchall()}


def _remove_outdated(cursor: CursorWrapper) -> None:
    """Remove templates of other contents, and what a run that was killed has left."""
    names = re.compile(rf"test_{re.escape(_site())}_(?:template_(\w{{8}})_|(\d+))")
    for name in _databases(cursor):
        found = names.match(name)
        if found and found[1] not in _digests() and not _runs(found[2]):
            # Somebody else's run, perhaps of another machine, may be at it.
            if not _lock(cursor, "pg_try_advisory_lock", name):
                continue
            with suppress(OperationalError):
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
            _lock(cursor, "pg_advisory_unlock", name)


def _runs(process: str | None) -> bool:
    if process is None:
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@cache
def _digests() -> tuple[str, str]:
    """Return what stands for the contents of all worlds, and of the base alone."""
    base = hashlib.sha256((_ROOT / "requirements-dev.txt").read_bytes())
    _add(base, "geoapp")
    worlds = base.copy()
    _add(worlds, "fixtures")
    _add(worlds, "tests")
    # What is open, fresh or stale in a world is said of the day.
    worlds.update(str(datetime.now(tz=UTC).date()).encode())
    return worlds.hexdigest()[:8], base.hexdigest()[:8]


def _add(digest: "hashlib._Hash", folder: str) -> None:
    for path in sorted((_ROOT / folder).rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(str(path.relative_to(_ROOT)).encode() + b"\0")
            digest.update(path.read_bytes())
