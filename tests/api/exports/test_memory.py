"""The memory of an export does not grow with what is exported."""

import os
import subprocess
import sys
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connection
from django.db.models import Model

from geoapp.publishing.models import PublishedOpening, PublishedVenue
from tests.world import record, venues

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]

COUNT = 20_000
OTHER = "other-list"
QUARTER = "kind=fab_lab"
# Counts what is held while an export is read piece by piece and let go: of nothing,
# which warms everything up, of a quarter, of all.
PEAK = """
import resource, sys, tracemalloc
import django
django.setup()
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
settings.ALLOWED_HOSTS = ["testserver"]
from django.test import Client

def measured(query):
    tracemalloc.start()
    answer = Client().get(f"/api/exports/venues.{sys.argv[2]}?{query}")
    size = sum(len(piece) for piece in answer.streaming_content)
    held = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return size, held, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024

measured("kind=repair_cafe")
print(*measured(f"{sys.argv[3]}&{sys.argv[4]}"), *measured(sys.argv[4]))
"""


@pytest.fixture
def many(vocabulary):
    """So many venues with hours, each as large as a real one, every fourth a lab."""
    (pk,) = venues(
        record(
            "Workshop",
            offers=[("pottery", "use"), ("woodworking", "learn")],
            machines=["kiln", "wood_lathe"],
            hours="Mo-Fr 10:00-18:00",
            summary="A place to make things. " * 20,
        )
    )
    venue = fields_of(PublishedVenue.objects.get(pk=pk))
    # Another list says all of it too, and can be left out.
    venue["sources"] = [*venue["sources"], OTHER]
    venue["said_by"] = {
        n: keys and [*keys, OTHER] for n, keys in venue["said_by"].items()
    }
    opening = fields_of(PublishedOpening.objects.get())
    del opening["id"]
    start = UUID("10000000-0000-4000-8000-000000000000").int
    for batch in range(0, COUNT, 1_000):
        ids = [UUID(int=start + number) for number in range(batch, batch + 1_000)]
        PublishedVenue.objects.bulk_create(
            PublishedVenue(**venue | {"id": one, "slug": str(one), "kind": kind(one)})
            for one in ids
        )
        PublishedOpening.objects.bulk_create(
            # A calendar has two dozen events for each.
            PublishedOpening(**opening | {"venue_id": one})
            for one in ids
            if one.int % 40 < 4
        )


def fields_of(row: Model) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.fields}


def kind(pk: UUID) -> str:
    return "makerspace" if pk.int % 4 else "fab_lab"


def test_four_times_the_venues_take_no_more_memory(many):
    for ending in ("geojsonl", "csv", "ics", "gpkg", "fgb"):
        check_flat(ending)
    check_flat("geojsonl", f"without_source={OTHER}")


def check_flat(ending: str, query: str = "") -> None:
    name = connection.settings_dict["NAME"]
    done = subprocess.run(
        [sys.executable, "-c", PEAK, name, ending, QUARTER, query],
        cwd=settings.BASE_DIR,
        capture_output=True,
        check=False,
        text=True,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "geoapp.config.settings"},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    small, held, resident, large, held_all, resident_all = map(int, done.stdout.split())
    assert large > 3.5 * small > 3_000_000, ending
    assert held_all < 1.2 * held, ending
    # GDAL holds the places of a FlatGeobuf for its index: some hundred bytes each.
    assert resident_all - resident < (24_000_000 if ending == "fgb" else 8_000_000)
