"""How long people wait for their answers, at 100,000 venues. Printed, never asserted."""

import statistics
import time
from collections.abc import Callable

import pytest
from django.utils import timezone

from geoapp.discovery.matching.matches import matches_for
from geoapp.discovery.matching.requirements import Requirements
from geoapp.discovery.search.criteria import SearchCriteria
from geoapp.discovery.search.facets import summarise
from geoapp.discovery.search.map_clusters import map_clusters
from geoapp.discovery.search.resolved_query import resolve_query
from geoapp.discovery.search.results import search
from geoapp.geo.values import BBox, Position, Radius
from tests.criteria import criteria_of
from tests.many_venues import empty, fill

VENUES = 100_000
RUNS = 30
BERLIN = Position(lon=13.4, lat=52.52)
CITY = BBox(13.2, 52.4, 13.6, 52.6)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def many_venues(django_db_setup, django_db_blocker):
    """A map of 100,000 generated venues."""
    with django_db_blocker.unblock():
        fill(VENUES)
        yield
        empty()


def near(radius_m: int = 10_000, **members: object) -> SearchCriteria:
    return criteria_of(near=BERLIN, radius=Radius(radius_m), limit=20, **members)


def found(criteria: SearchCriteria) -> Callable[[], object]:
    return lambda: search(criteria, at=timezone.now())


def seen_from_above(criteria: SearchCriteria) -> Callable[[], object]:
    return lambda: summarise(resolve_query(criteria))


def viewed(criteria: SearchCriteria, zoom: int) -> Callable[[], object]:
    return lambda: map_clusters(criteria, zoom=zoom, at=timezone.now())


def matched(radius_m: int) -> Callable[[], object]:
    needs = Requirements(craft=("pottery",), required=("kiln", "wood_lathe"))
    return lambda: matches_for(
        needs, near=BERLIN, within=Radius(radius_m), at=timezone.now()
    )


QUESTIONS: dict[str, Callable[[], object]] = {
    "list by name, whole world": found(criteria_of(limit=20)),
    "box of a city": found(criteria_of(bbox=CITY, limit=20)),
    "near, 2 km": found(near(2_000)),
    "near, 10 km": found(near()),
    "near, 10 km, common craft": found(near(craft=("pottery",))),
    "near, 10 km, rare craft": found(near(craft=("basketry",))),
    "near, 10 km, craft nobody offers": found(near(craft=("lapidary",))),
    "near, 500 km, common craft": found(near(500_000, craft=("pottery",))),
    "text": found(criteria_of(q="c4ca4238", limit=20)),
    "counts near, 10 km": seen_from_above(near()),
    "counts of the whole world": seen_from_above(criteria_of()),
    "map of a city, zoom 11": viewed(criteria_of(bbox=CITY), 11),
    "map of the world, zoom 2": viewed(criteria_of(), 2),
    "matches within 2 km": matched(2_000),
    "matches within 10 km": matched(10_000),
}


def bench_the_answers_people_wait_for(capsys):
    rows = []
    for name, ask in QUESTIONS.items():
        ask()
        times = [_milliseconds(ask) for _run in range(RUNS)]
        rows.append((name, min(times), statistics.median(times), max(times)))
    with capsys.disabled():
        print(f"\n{VENUES:,} venues, {RUNS} runs, milliseconds")
        print(f"{'':40}{'min':>8}{'median':>8}{'max':>8}")
        for name, least, middle, most in rows:
            print(f"{name:40}{least:8.1f}{middle:8.1f}{most:8.1f}")


def _milliseconds(ask: Callable[[], object]) -> float:
    start = time.perf_counter()
    ask()
    return (time.perf_counter() - start) * 1000
