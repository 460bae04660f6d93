"""A confirmation counts for 36 months, in whole days of UTC."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from geoapp.publishing.confirmation import known_since


@pytest.mark.parametrize(
    ("at", "since"),
    [
        (datetime(2026, 11, 25, 12, tzinfo=UTC), date(2023, 11, 25)),
        (datetime(2028, 2, 29, 12, tzinfo=UTC), date(2025, 2, 28)),
        (datetime(2026, 11, 26, 3, tzinfo=ZoneInfo("Asia/Tokyo")), date(2023, 11, 25)),
    ],
)
def test_it_counts_from_the_same_day_three_years_before(at, since):
    assert known_since(at) == since
