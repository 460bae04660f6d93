"""The probes tell the truth: alive without a database, ready only with one."""

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from geoapp.mailing.actions import queue_email
from geoapp.mailing.models import Message, State


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
        "emails": {"waiting": 0, "failed": 1, "uncertain": 0},
    }


@pytest.mark.django_db
def test_without_a_database_it_is_alive_and_not_ready(client):
    with connection.execute_wrapper(without_database):
        assert client.get("/livez").status_code == 200
        answer = client.get("/readyz")
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert client.get("/readyz").status_code == 200
