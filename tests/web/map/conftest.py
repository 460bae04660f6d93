"""What the tests of the map and the list begin with."""

import pytest

from tests.world import record, venues


@pytest.fixture
def world(vocabulary):
    venues(
        record(
            "Clay House",
            offers=[("pottery", "use")],
            machines=["kiln", "pottery_wheel"],
            hours="Mo-Su 00:00-24:00",
        ),
        record(
            "Lathe Loft", offers=[("woodturning", "learn")], machines=["wood_lathe"]
        ),
        record("Old Forge", offers=[("blacksmithing", "use")], kind="artisan_workshop"),
    )
