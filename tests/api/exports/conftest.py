"""The small world that every export is asked about."""

import pytest

from geoapp.geo.values import Position
from geoapp.venues.records import Address
from tests.world import record, venues


@pytest.fixture
def world(vocabulary):
    return venues(
        record(
            "Clay House",
            offers=[("pottery", "use")],
            machines=["kiln"],
            hours="Mo-Fr 10:00-18:00",
            address=Address(street="1 Kiln Lane", locality="London", country="GB"),
            contact={"web": "https://clay.example"},
        ),
        record(
            "Lathe Loft",
            at=Position(lon=13.4, lat=52.5),
            offers=[("woodturning", "learn")],
            hours='"by appointment"',
            locality="Berlin",
            country="DE",
            uncertainty_m=30,
        ),
        record("Date Line", at=Position(lon=180.0, lat=-17.0), hours="24/7"),
    )
