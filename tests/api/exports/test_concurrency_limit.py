"""A process makes few files at once, and a place is free again however a file ends."""

import gc

import pytest
from django.core.signals import request_finished
from django.db import OperationalError, close_old_connections

from geoapp.api.exports import concurrency_limit, csv_table
from geoapp.api.exports.concurrency_limit import MAX_CONCURRENT
from tests.api.exports.files import body, rows

pytestmark = pytest.mark.django_db
FILE = "/api/exports/venues.csv"


@pytest.fixture(autouse=True)
def all_places():
    """Nothing is under way before, nor after."""
    gc.collect()
    assert free_places() == MAX_CONCURRENT
    # Closing an answer would close the test's own connection.
    request_finished.disconnect(close_old_connections)
    yield
    request_finished.connect(close_old_connections)
    gc.collect()
    assert free_places() == MAX_CONCURRENT


def free_places() -> int:
    return concurrency_limit._free._value


def begun(client):
    answers = [client.get(FILE) for _ in range(MAX_CONCURRENT)]
    assert [answer.status_code for answer in answers] == [200] * MAX_CONCURRENT
    assert free_places() == 0
    return answers


def test_one_export_too_many_gets_retry_after(world, client):
    answers = begun(client)
    refused = client.get(FILE)
    assert refused.status_code == 503
    assert refused["Content-Type"] == "application/problem+json"
    assert refused["Retry-After"] == "10"
    assert refused["Access-Control-Allow-Origin"] == "*"
    assert len(rows(body(answers[0]))) == 3
    assert len(rows(body(client.get(FILE)))) == 3
    answers[1].close()


def test_what_is_no_whole_file_needs_no_place(world, client):
    answers = begun(client)
    tag = answers[0]["ETag"]
    assert client.get(FILE, headers={"if-none-match": tag}).status_code == 304
    assert client.head(FILE).status_code == 200
    assert client.get(f"{FILE}?craft=nope").status_code == 400
    assert body(client.get("/api/feeds/venues.atom"))
    for answer in answers:
        answer.close()


def test_a_reader_who_leaves_makes_room(world, client):
    for answer in begun(client):
        next(iter(answer.streaming_content))
        answer.close()
    assert free_places() == MAX_CONCURRENT


def test_an_answer_that_nobody_sends_makes_room(world, client):
    answers = begun(client)
    del answers
    gc.collect()
    assert free_places() == MAX_CONCURRENT


def test_a_file_that_fails_makes_room(world, client, monkeypatch):
    def broken(_asked):
        raise OperationalError
        yield b""

    monkeypatch.setattr(csv_table, "exported_venues", broken)
    for _ in range(2 * MAX_CONCURRENT):
        answer = client.get(FILE)
        with pytest.raises(OperationalError):
            list(answer.streaming_content)
    assert free_places() == MAX_CONCURRENT
