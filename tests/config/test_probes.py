"""The probes tell the truth: alive without a database, ready only with one."""

import threading
from concurrent.futures import ThreadPoolExecutor

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


def without_database(_execute, _sql, _params, _many, _context):
    raise OperationalError("the connection is closed")


def test_alive_needs_no_database(client):
    answer = client.get("/livez")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert "Set-Cookie" not in answer


@pytest.mark.django_db
def test_ready_says_what_waits_and_what_failed(client, django_assert_max_num_queries):
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
def test_without_a_database_it_is_alive_and_not_ready(client, clock):
    with connection.execute_wrapper(without_database):
        assert client.get("/livez").status_code == 200
        answer = client.get("/readyz")
        assert client.get("/readyz").status_code == 503
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    clock.append(1.0)
    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_it_looks_at_the_database_once_a_second(client, clock):
    client.get("/readyz")
    with connection.execute_wrapper(pytest.fail):
        assert {client.get("/readyz").status_code for _ in range(50)} == {200}
    clock.append(1.0)
    with CaptureQueriesContext(connection) as statements:
        assert client.get("/readyz").status_code == 200
    assert statements


def test_a_database_that_does_not_answer_holds_one_thread(monkeypatch):
    begun, answered = threading.Event(), threading.Event()

    def hanging():
        begun.set()
        answered.wait(10)
        return {"status": "ok"}, 200

    monkeypatch.setattr(probes, "_readiness", hanging)
    monkeypatch.setattr(probes, "_LASTS_S", 0.01)
    readiness = probes.Readiness()
    with ThreadPoolExecutor(1) as threads:
        first = threads.submit(readiness.read)
        assert begun.wait(10)
        assert readiness.read()[1] == 503
        answered.set()
        assert first.result()[1] == 200
