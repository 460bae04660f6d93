"""Counts of an hour or a day begin again when it is over, and go with a rollback."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from geoapp.accounts.actions import delete_expired
from geoapp.accounts.counters import Period, count_one
from geoapp.accounts.models import Quota

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 30, 12, 59, 59, tzinfo=UTC)


def count(*, at=AT, person_id=1, name="x", period=Period.HOUR):
    return count_one(name, person_id=person_id, limit=2, period=period, at=at)


@pytest.mark.parametrize(
    ("period", "end"),
    [
        (Period.HOUR, datetime(2026, 11, 30, 13, tzinfo=UTC)),
        (Period.DAY, datetime(2026, 12, 1, tzinfo=UTC)),
    ],
)
def test_beyond_the_limit_the_end_is_named(period, end):
    assert count(period=period) is None
    assert count(period=period) is None
    assert count(period=period) == end
    assert count(period=period, person_id=2) is None
    assert count(period=period, name="y") is None
    assert count(period=period, at=end) is None


def test_what_was_rolled_back_was_not_counted():
    for _ in range(5):
        with transaction.atomic():
            assert count() is None
            transaction.set_rollback(True)


def test_what_is_over_is_deleted_and_nothing_before():
    count(period=Period.DAY)
    delete_expired(at=AT + timedelta(hours=11))
    assert Quota.objects.count() == 1
    delete_expired(at=AT + timedelta(hours=12))
    assert not Quota.objects.exists()
