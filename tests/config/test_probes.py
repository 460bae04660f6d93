"""The probes tell the truth: alive without a database, ready only with one."""

import threading
import time
from concurrent.futures import Future

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from geoapp.config import probes
from geoapp.mailing.actions import queue_email
from geoapp.mailing.models import Message, State


@pytest.fixture
def clock(monkeypatch) -> list[float]:
    """The seconds that have passed; the last counts."""
    seconds = [0.0]
    monkeypatch.setattr(probes, "monotonic", lambda: seconds[-1])
    return seconds


@pytest.fixture
def at_once(monkeypatch) -> None:
    """Read in this thread, with the connection of the test."""

    def read(_function) -> Future:
        future: Future = Future()
        future.set_result(probes._readiness())
        return future

    monkeypatch.setattr(probes, "_in_a_thread", read)


def without_database(_execute, _sql, _params, _many, _context):
    raise OperationalError("the connection is closed")


def test_alive_needs_no_database(client):
    answer = client.get("/livez")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert "Set-Cookie" not in answer


@pytest.mark.django_db
def test_ready_says_what_waits_and_what_failed(
    client, at_once, django_assert_max_num_queries
):
    key = queue_email(
        "account/test",
        recipient="ada@example.org",
        language="",
        context={"subject": "A", "text": "B"},
        at=timezone.now(),
    )
    Message.objects.filter(pk=key).update(state=State.FAILED, context={"a": 1})
    with django_assert_max_num_queries(7):
        answer = client.get("/readyz", headers={"host": "10.0.0.7"})
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ok",
        "database": "ok",
        "worker": "not running",
        "emails": {"waiting": 0, "postponed": 0, "failed": 1, "uncertain": 0},
    }


@pytest.mark.django_db
def test_without_a_database_it_is_alive_and_not_ready(client, clock, at_once):
    with connection.execute_wrapper(without_database):
        assert client.get("/livez").status_code == 200
        answer = client.get("/readyz")
        assert client.get("/readyz").status_code == 503
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    clock.append(1.0)
    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_it_looks_at_the_database_once_a_second(client, clock, at_once):
    client.get("/readyz")
    with connection.execute_wrapper(pytest.fail):
        assert {client.get("/readyz").status_code for _ in range(50)} == {200}
    clock.append(1.0)
    with CaptureQueriesContext(connection) as statements:
        assert client.get("/readyz").status_code == 200
    assert statements


def test_nobody_waits_for_a_database_that_does_not_answer(monkeypatch, clock):
    begun, answered = [], threading.Event()

    def hanging():
        begun.append(threading.current_thread())
        answered.wait(10)
        return {"status": "ok"}, 200

    monkeypatch.setattr(probes, "_fresh_readiness", hanging)
    monkeypatch.setattr(probes, "_PATIENCE_S", 0.01)
    readiness = probes.Readiness()
    assert [readiness.read()[1] for _ in range(3)] == [503] * 3
    answered.set()
    begun[0].join(10)
    assert readiness.read()[1] == 200
    assert len(begun) == 1


@pytest.mark.django_db
def test_each_look_is_with_a_connection_of_its_own(client, clock):
    before = backends()
    for second in (0.0, 1.0):
        clock.append(second)
        assert client.get("/readyz").json()["database"] == "ok"
    # A closed connection's process ends a moment later, on a busy machine much later.
    given_up_at = time.monotonic() + 20
    while backends() - before and time.monotonic() < given_up_at:
        pass
    assert not backends() - before


def backends() -> set[int]:
    """Return the process of each connection that this database has.

    A test before this one may have left some: a browser's page that was still asked
    for as its tab closed is answered by a thread of its own.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
            " AND backend_type = 'client backend'"
        )
        return {pid for (pid,) in cursor.fetchall()}
