"""Counts of requests by window, in all processes."""

import os
from concurrent.futures import ThreadPoolExecutor

from geoapp.common import shared_slots
from geoapp.common.request_counts import RequestCounts


def taken(counts: RequestCounts, times: int, *, window: int = 7) -> int:
    """Return how many of so many requests of a client may pass."""
    return sum(
        counts.take("me", limit=60, cost=1, window=window)[0] for _ in range(times)
    )


def test_processes_and_threads_count_together(tmp_path):
    path = tmp_path / "counts"
    counts = RequestCounts(path, key="k")
    assert taken(counts, 20) == 20
    child = os.fork()
    if not child:
        os._exit(taken(RequestCounts(path, key="k"), 20))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 20
    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(lambda _: taken(counts, 20), range(8))) == 20


def test_windows_are_counted_apart(tmp_path):
    counts = RequestCounts(tmp_path / "counts", key="k")
    assert taken(counts, 100) == taken(counts, 100, window=8) == 60
    assert taken(counts, 1, window=8) == 0


def test_what_does_not_suffice_is_not_spent():
    counts = RequestCounts(None, key="k")
    assert counts.take("me", limit=10, cost=8, window=1) == (True, 2)
    assert counts.take("me", limit=10, cost=3, window=1) == (False, 2)
    assert counts.take("me", limit=10, cost=2, window=1) == (True, 0)


def test_a_flood_of_clients_frees_nobody_who_asked_often(monkeypatch):
    monkeypatch.setattr(shared_slots, "_BUCKETS", 8)
    counts = RequestCounts(None, key="k")
    assert taken(counts, 60) == 60
    for number in range(200):
        counts.take(f"client {number}", limit=60, cost=1, window=7)
    assert taken(counts, 1) == 0
