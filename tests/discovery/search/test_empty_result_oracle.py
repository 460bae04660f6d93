"""What lies further away, against the same asked one circle and one way at a time."""

import random
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from geoapp.discovery.matching.larger_radius import LARGER_RADII_M
from geoapp.discovery.search import beyond_horizon
from geoapp.discovery.search.beyond_horizon import horizon_states
from geoapp.discovery.search.criteria import SearchCriteria
from geoapp.discovery.search.empty_result import (
    FURTHEST,
    Alternative,
    explain_empty_result,
)
from geoapp.discovery.search.resolved_query import ResolvedQuery, resolve_query
from geoapp.discovery.search.results import filtered_queryset
from geoapp.geo.values import BBox, Position, Radius
from tests.discovery.near import north
from tests.drawing import anew
from tests.world import AT, HACKNEY, record, venues

FEW = 12
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

KILOMETRES = (1, 3, 12, 20, 30, 45, 70, 90, 130, 240, 400, 700, 1_300)
HOURS = ("We 10:00-12:00", "Th 10:00-12:00", 'We "by appointment"', "")
IN_JUNE = "2027-06-09T10:30"  # a Wednesday, by every venue's own clock


@pytest.fixture
def world():
    """Places at many distances; hours, crafts and kinds by turns."""
    crafts = ("pottery", "woodturning", "sewing")
    kinds = ("makerspace", "repair_cafe")
    venues(
        *[
            record(
                f"Place {number}",
                at=north(km),
                hours=HOURS[number % len(HOURS)],
                offers=[(crafts[number % len(crafts)], "use")],
                machines=["kiln"] if number % 2 else [],
                kind=kinds[number % len(kinds)],
            )
            for number, km in enumerate(KILOMETRES)
        ]
    )


def circles_of(question: ResolvedQuery) -> list[Radius]:
    meant = question.criteria
    return [Radius(m) for m in LARGER_RADII_M if m > meant.radius.metres and meant.near]


def one_by_one(question: ResolvedQuery) -> tuple[list, list]:
    """Return circles and nearest, a statement for each, no string being read."""
    middle = middle_of(question)
    circles: list[tuple[Radius, int]] = []
    if middle is None:
        return [], []
    for circle in circles_of(question):
        count = filtered_queryset(unread(question, middle, circle)).count()
        if count > (circles[-1][1] if circles else 0):
            circles.append((circle, count))
    all_of_them = filtered_queryset(unread(question, middle, FURTHEST)).nearest_to(
        middle
    )
    return circles, [(v.slug, v.name, v.distance_m) for v in all_of_them[:3]]


def middle_of(question: ResolvedQuery) -> Position | None:
    meant = question.criteria
    return meant.near or (meant.bbox.centre() if meant.bbox else None)


def unread(question: ResolvedQuery, middle: Position, circle: Radius) -> ResolvedQuery:
    """Return the question of a wider circle, with what is known of its own places."""
    return question.replace_criteria(near=middle, radius=circle, bbox=None)


def really(question: ResolvedQuery, middle: Position, circle: Radius) -> int:
    """Return how many a wider circle holds once every string is read."""
    moved = question.replace_criteria(near=middle, radius=circle, bbox=None)
    ahead = horizon_states(moved.criteria, moved.interpretation)
    return filtered_queryset(replace(moved, horizon=ahead)).count()


def drawn(dice: random.Random) -> SearchCriteria:
    """Return a question that a person might ask, with any of its conditions."""
    given = {
        "q": ("", "", "pottery", "kiln", "place", "nobody-has-this"),
        "craft": ("", "sewing", "welding"),
        "kind": ("", "", "repair_cafe"),
        "equipment": ("", "", "kiln"),
        "open_at": ("", "now", IN_JUNE, IN_JUNE, "2027-06-10T10:30+01:00"),
        "hours": ("", "", "known"),
    }
    params = {name: [dice.choice(values)] for name, values in given.items()}
    asked = SearchCriteria.from_params(
        {name: value for name, value in params.items() if value[0]}, at=AT
    )
    middle = north(dice.choice((0, 15, 60, 350)))
    radius = Radius(dice.choice((500, 5_000, 25_000, 60_000)))
    if dice.random() < 0.7:
        asked = asked.replace(near=middle, radius=radius)
    if dice.random() < 0.3:
        lon, lat = middle.lon, middle.lat
        asked = asked.replace(bbox=BBox(lon - 0.1, lat - 0.1, lon + 0.1, lat + 0.1))
    return asked


def with_less(asked: SearchCriteria) -> list[SearchCriteria]:
    return [
        asked.replace(q=""),
        asked.replace(near=None),
        asked.replace(bbox=None),
        asked.with_filters(open_at=None),
        asked.with_filters(craft=()),
        asked.replace(near=HACKNEY, radius=FURTHEST, q=""),
    ]


@pytest.mark.parametrize("cases", [FEW, pytest.param(400, marks=pytest.mark.long)])
def test_all_at_once_say_the_same_as_one_by_one(world, cases):
    dice = random.Random(anew(20_270_609) if cases > FEW else 20_270_609)
    told = {"exact": 0, "at most": 0}
    for _case in range(cases):
        asked = drawn(dice)
        question = resolve_query(asked)
        ways = with_less(question.criteria)
        found = explain_empty_result(question, ways)
        circles, nearest = one_by_one(question)
        assert [(w.radius, w.count) for w in found.circles] == circles, asked
        assert [(v.slug, v.name, v.distance_m) for v in found.nearest] == nearest, asked
        for circle, count in circles:
            real = really(question, middle_of(question), circle)
            exact = {w.radius: w.exact for w in found.circles}[circle]
            assert real == count if exact else real <= count, asked
        for way, there in zip(ways, found.ways, strict=True):
            real = filtered_queryset(resolve_query(way)).count()
            assert real == there.count if there.exact else real <= there.count, way
            told["exact" if there.exact else "at most"] += there.count > 0
    assert told["exact"] > cases / 2
    assert told["at most"] > cases / 4


def test_what_lies_further_costs_one_statement_and_reads_no_string(world, monkeypatch):
    asked = SearchCriteria.from_params(
        {"craft": ["welding"], "open_at": [IN_JUNE]}, at=AT
    ).replace(near=HACKNEY)
    question = resolve_query(asked)
    monkeypatch.delattr(beyond_horizon, "evaluated_state")
    with CaptureQueriesContext(connection) as queries:
        found = explain_empty_result(question, with_less(asked))
    assert len(queries) == 1
    assert found.ways[4] == Alternative(1, exact=True)


def test_without_a_time_beyond_the_computed_hours_all_is_exact(world):
    asked = SearchCriteria.from_params(
        {"craft": ["welding"], "open_at": ["2026-12-02T10:30"]}, at=AT
    ).replace(near=HACKNEY)
    found = explain_empty_result(resolve_query(asked), with_less(asked))
    assert found.hours_read
    assert all(way.exact for way in (*found.ways, *found.circles))
    assert any(way.count for way in found.ways)


def test_what_the_search_found_closed_is_not_offered_again(vocabulary):
    venues(
        record("Closed then", at=north(1), hours="Th 10:00-12:00"),
        record("Open then", at=north(30), hours="We 10:00-12:00"),
        record("By its word", at=north(45), hours="24/7"),
    )
    asked = SearchCriteria.from_params({"open_at": [IN_JUNE]}, at=AT).replace(
        near=HACKNEY, radius=Radius(25_000)
    )
    question = resolve_query(asked)
    assert filtered_queryset(question).count() == 0
    found = explain_empty_result(question)
    assert [venue.name for venue in found.nearest] == ["Open then", "By its word"]
    assert [(w.radius.metres, w.count) for w in found.circles] == [(50_000, 2)]
    assert not found.hours_read
    assert not found.circles[0].exact
