"""Buckets of requests: a minute's worth at once, then evenly, in all processes."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from geoapp.common import shared_slots
from geoapp.common.request_rates import RequestRates

AT = 1_800_000_000.0


@pytest.fixture
def path(tmp_path):
    return tmp_path / "run" / "counts"


def taken(rates: RequestRates, count: int, *, at: float = AT, limit: int = 60) -> int:
    """Return how many of so many requests of a client may pass."""
    return sum(not rates.take("me", per_minute=limit, at=at) for _ in range(count))


def test_a_minutes_requests_may_come_at_once_and_the_next_when_one_is_free(path):
    rates = RequestRates(path, key="k")
    assert taken(rates, 100) == 60
    assert rates.take("me", per_minute=60, at=AT) == pytest.approx(1)
    assert taken(rates, 100, at=AT + 30.0) == 30
    assert taken(rates, 100, at=AT + 3600.0) == 60


def test_clients_have_buckets_of_their_own(path):
    rates = RequestRates(path, key="k")
    assert taken(rates, 61) == 60
    assert rates.take("another", per_minute=60, at=AT) == 0


def test_a_cost_is_that_many_requests(path):
    rates = RequestRates(path, key="k")
    costs = [0.1] * 300 + [1.0] * 31
    waits = [rates.take("me", per_minute=60, at=AT, cost=cost) for cost in costs]
    assert [bool(wait) for wait in waits].count(True) == 1


def test_processes_count_together(path):
    processes = [RequestRates(path, key="k") for _ in range(3)]
    assert [taken(rates, 25) for rates in processes] == [25, 25, 10]


def test_another_process_takes_from_the_same_bucket(path):
    rates = RequestRates(path, key="k")
    assert taken(rates, 20) == 20
    child = os.fork()
    if not child:
        os._exit(taken(RequestRates(path, key="k"), 20))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 20
    assert taken(rates, 100) == 20


def test_threads_take_no_request_twice(path):
    rates = RequestRates(path, key="k")
    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(lambda _: taken(rates, 20), range(8))) == 60


@pytest.mark.parametrize("place", [None, Path("/dev/null/counts")])
def test_without_a_file_a_process_counts_for_itself(place):
    rates = RequestRates(place, key="k")
    assert taken(rates, 100) == 60


def test_a_clock_that_was_set_back_locks_nobody_out(path):
    rates = RequestRates(path, key="k")
    taken(rates, 60, at=AT + 1e6)
    assert taken(rates, 100) == 60


def test_the_file_holds_no_address_and_is_the_owners_alone(path):
    rates = RequestRates(path, key="k")
    rates.take("192.0.2.7", per_minute=60, at=AT)
    assert b"192.0.2.7" not in path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_flood_of_clients_makes_room_among_those_who_asked_least(path, monkeypatch):
    monkeypatch.setattr(shared_slots, "_BUCKETS", 8)
    rates = RequestRates(path, key="k")
    assert taken(rates, 60) == 60
    for number in range(200):
        rates.take(f"client {number}", per_minute=60, at=AT)
    assert taken(rates, 1) == 0
