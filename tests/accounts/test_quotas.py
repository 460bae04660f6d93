"""The API's quotas: what all processes give a client in a minute is the limit."""

from datetime import timedelta

import pytest

from geoapp.accounts import quotas
from geoapp.accounts.quotas import take
from tests.world import AT


@pytest.fixture(autouse=True)
def counts(settings, tmp_path):
    settings.PAGE_COUNTS = str(tmp_path / "counts")
    return tmp_path


def spend(times, *, client="a", limit=100, cost=1, at=AT):
    many = (take(client, limit=limit, cost=cost, at=at) for _ in range(times))
    return sum(result.may_pass for result in many)


def test_a_minute_holds_the_limit_and_the_next_is_another():
    assert spend(150) == 100
    assert spend(150, at=AT + timedelta(seconds=60)) == 100


def test_a_limited_client_learns_when_the_window_resets():
    spend(100)
    at = AT.replace(second=0) + timedelta(seconds=45)
    refused = take("a", limit=100, cost=1, at=at)
    assert (refused.may_pass, refused.left, refused.reset_s) == (False, 0, 15)


def test_what_is_left_goes_down_by_the_cost():
    left = [take("a", limit=100, cost=3, at=AT).left for _ in range(34)]
    assert left == [*range(97, 0, -3), 1]


def test_clients_have_a_minute_each():
    spend(150)
    assert spend(5, client="b") == 5


def test_what_costs_more_counts_more():
    assert spend(150, cost=10) == 10


def test_processes_share_a_window_and_lose_nothing():
    assert spend(60) == 60
    quotas._counts.cache_clear()  # as another process opens the file
    assert spend(100) == 40


def test_pages_are_counted_in_another_file(counts):
    spend(1)
    assert [path.name for path in counts.iterdir()] == ["counts-of-api"]
