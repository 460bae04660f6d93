"""What all processes give a client in a minute never exceeds the limit."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from geoapp.accounts.models import Quota
from geoapp.accounts.quotas import clear_allowances, take
from tests.world import AT

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh():
    clear_allowances()
    yield
    clear_allowances()


def spend(times, *, client="a", limit=100, cost=1, at=AT):
    many = (take(client, limit=limit, cost=cost, at=at) for _ in range(times))
    return sum(one.may_pass for one in many)


def test_a_minute_holds_the_limit():
    assert spend(150) == 100


def test_the_next_minute_is_another():
    spend(150)
    later = AT + timedelta(seconds=60)
    assert spend(150, at=later) == 100


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


def test_two_processes_share_the_same_window():
    """Another process begins with nothing in hand, and the same row."""
    first = spend(60)
    clear_allowances()
    second = spend(100)
    assert first == 60
    # The first took lots of five and used all of them.
    assert second == 40


def test_a_process_that_dies_wastes_a_lot_at_most():
    spend(1)
    clear_allowances()
    assert spend(100) == 95


def test_most_requests_take_no_query(django_assert_max_num_queries):
    with django_assert_max_num_queries(20 * 7):
        spend(100)
    with django_assert_max_num_queries(0):
        spend(50)  # used up is known too


def test_old_minutes_are_forgotten():
    spend(1)
    spend(1, at=AT + timedelta(minutes=30))
    assert Quota.objects.count() == 1


def test_old_minutes_are_looked_for_once_a_minute_and_by_an_index():
    with CaptureQueriesContext(connection) as said:
        for number in range(20):
            spend(1, client=f"c{number}")
    deletions = [one["sql"] for one in said if one["sql"].startswith("DELETE")]
    assert len(deletions) == 1
    window = int(AT.timestamp()) // 60
    Quota.objects.bulk_create(
        Quota(client=f"d{number}", window=window) for number in range(3_000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE accounts_quota")
        cursor.execute(f"EXPLAIN {deletions[0]}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert 'Index Cond: ("window" <' in plan
