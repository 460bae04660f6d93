"""A migration that finds a table in use is given up and tried again."""

import threading

import pytest
from django.core.management import CommandError, call_command
from django.core.management.commands import migrate as djangos
from django.db import OperationalError, connection, connections, transaction
from psycopg.errors import DeadlockDetected

from geoapp.config.management.commands import migrate
from geoapp.config.management.commands.migrate import LOCK_TIMEOUT_MS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(migrate, "LOCK_TIMEOUT_MS", 20)
    monkeypatch.setattr(migrate, "PAUSE_S", 0)


@pytest.fixture
def locked():
    """A table that another connection uses until the event is set."""
    begun, ending = threading.Event(), threading.Event()

    def use() -> None:
        other = connections.create_connection("default")
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("LOCK TABLE django_migrations IN ACCESS SHARE MODE")
            begun.set()
            ending.wait(20)
        other.close()

    user = threading.Thread(target=use)
    user.start()
    begun.wait(20)
    yield ending
    ending.set()
    user.join()


def change_the_table() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE django_migrations ADD COLUMN later text")


def lock_timeout() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        return str(cursor.fetchone()[0])


def test_it_is_tried_again_until_the_table_is_free(locked, monkeypatch, capsys):
    attempts = []

    def handle(_command, **_options):
        attempts.append(lock_timeout())
        if len(attempts) == 3:
            locked.set()
            monkeypatch.setattr(migrate, "LOCK_TIMEOUT_MS", 10_000)
        change_the_table()

    monkeypatch.setattr(djangos.Command, "handle", handle)
    call_command("migrate")
    assert len(attempts) >= 3
    assert attempts[0] == "20ms"
    assert lock_timeout() == "0"
    assert "A table is in use. Trying again" in capsys.readouterr().err


def test_it_ends_with_a_sentence_where_the_table_is_always_in_use(monkeypatch, locked):
    def handle(_command, **_options):
        change_the_table()

    monkeypatch.setattr(migrate, "ATTEMPTS", 2)
    monkeypatch.setattr(djangos.Command, "handle", handle)
    with pytest.raises(CommandError, match="always in use"):
        call_command("migrate")


def test_it_gives_way_before_the_database_ends_a_request_that_it_blocks():
    with connection.cursor() as cursor:
        cursor.execute("SELECT setting FROM pg_settings WHERE name='deadlock_timeout'")
        assert int(cursor.fetchone()[0]) / 2 >= LOCK_TIMEOUT_MS


def test_it_is_tried_again_after_a_deadlock(monkeypatch):
    attempts = []

    def handle(_command, **_options):
        attempts.append(1)
        if len(attempts) == 1:
            raise OperationalError("deadlock detected") from DeadlockDetected()

    monkeypatch.setattr(djangos.Command, "handle", handle)
    call_command("migrate")
    assert len(attempts) == 2


def test_another_fault_is_raised_at_once(monkeypatch):
    def fails(_command, **_options):
        raise OperationalError("the database is away")

    monkeypatch.setattr(djangos.Command, "handle", fails)
    with pytest.raises(OperationalError, match="is away"):
        call_command("migrate")
