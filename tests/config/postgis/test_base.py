"""Whatever waits for the database lets others compute meanwhile."""

from collections.abc import Callable
from contextlib import nullcontext

import pytest
from django.contrib.gis.db.backends.postgis import base
from django.db import connection, transaction

from geoapp.common import turns
from geoapp.common.turns import Turns

pytestmark = pytest.mark.django_db(transaction=True)


def select() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def commit() -> None:
    with transaction.atomic():
        select()


def roll_back() -> None:
    with transaction.atomic():
        select()
        transaction.set_rollback(True)


def connect_anew() -> None:
    connection.close()
    connection.ensure_connection()


@pytest.mark.parametrize(
    ("wait", "method"),
    [
        (connect_anew, "connect"),
        (connection.is_usable, "is_usable"),
        (commit, "_commit"),
        (roll_back, "_rollback"),
        (select, "execute"),
    ],
)
def test_nobody_waits_for_the_database_with_a_turn(monkeypatch, wait, method):
    connection.ensure_connection()
    had_turn: list[bool] = []

    def watched(real: Callable) -> Callable:
        def call(*arguments, **more):
            had_turn.append(turns._thread.turns is not None)
            return real(*arguments, **more)

        return call

    if method != "execute":
        real = getattr(base.DatabaseWrapper, method)
        monkeypatch.setattr(base.DatabaseWrapper, method, watched(real))
    inner = connection.execute_wrapper(lambda run, *more: watched(run)(*more))
    watch_statements = inner if method == "execute" else nullcontext()
    with watch_statements, Turns(1).turn(patience_s=1):
        wait()
    assert had_turn
    assert not any(had_turn)
