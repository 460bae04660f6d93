"""What lies further away, against the same asked one circle and one way at a time."""

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from geoapp.discovery import far_ahead as far_ahead_module
from geoapp.discovery.criteria import SearchCriteria
from geoapp.discovery.far_ahead import TooManyToEvaluate, far_ahead
from geoapp.discovery.question import Question, question_of
from geoapp.discovery.search import matching
from geoapp.discovery.widening import FURTHEST, look_further
from geoapp.discovery.wider import WIDER_M
from geoapp.geo.values import BBox, Position, Radius
from tests.discovery.near import north
from tests.world import AT, HACKNEY, record, venues

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


def one_by_one(question: Question, ways: list[SearchCriteria]) -> tuple[object, ...]:
    """Return circles, nearest and counts from a statement for each of them."""
    meant = question.criteria
    middle = meant.near or (meant.bbox.centre() if meant.bbox else None)
    circles, nearest = [], []
    if middle:
        steps = [Radius(m) for m in WIDER_M if m > meant.radius.metres and meant.near]
        tried = {}
        for circle in sorted({*steps, FURTHEST}, key=lambda one: one.metres):
            wider = answerable(question, middle, circle)
            if wider is None:
                break
            tried[circle] = matching(wider).nearest_to(middle)
            nearest = [(v.slug, v.name, v.distance_m) for v in tried[circle][:3]]
        for circle in steps:
            count = tried[circle].count() if circle in tried else 0
            if count > (circles[-1][1] if circles else 0):
                circles.append((circle, count))
    return circles, nearest, [count_of(way, question) for way in ways]


def answerable(question: Question, middle: Position, circle: Radius) -> Question | None:
    moved = question.choosing(near=middle, radius=circle, bbox=None)
    try:
        ahead = far_ahead(moved.criteria, moved.understanding)
    except TooManyToEvaluate:
        return None
    return Question(
        criteria=moved.criteria, understanding=moved.understanding, ahead=ahead
    )


def count_of(way: SearchCriteria, like: Question) -> int:
    try:
        return matching(question_of(way, like=like)).count()
    except TooManyToEvaluate:
        return 0


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
        asked = asked.but(near=middle, radius=radius)
    if dice.random() < 0.3:
        lon, lat = middle.lon, middle.lat
        asked = asked.but(bbox=BBox(lon - 0.1, lat - 0.1, lon + 0.1, lat + 0.1))
    return asked


def with_less(asked: SearchCriteria) -> list[SearchCriteria]:
    return [
        asked.but(q=""),
        asked.but(near=None),
        asked.but(bbox=None),
        asked.but(open_at=None, open_at_text=""),
        asked.but(crafts=()),
        asked.but(near=HACKNEY, radius=FURTHEST, q=""),
    ]


@pytest.mark.parametrize("cases", [20, pytest.param(400, marks=pytest.mark.long)])
def test_all_at_once_say_the_same_as_one_by_one(world, monkeypatch, cases):
    dice = random.Random(20_270_609)
    bounds, told = set(), 0
    for _case in range(cases):
        asked = drawn(dice)
        monkeypatch.setattr(
            far_ahead_module, "MOST_EVALUATED", dice.choice((1, 3, 5, 8, 2_000))
        )
        try:
            question = question_of(asked)
        except TooManyToEvaluate:
            bounds.add("refused")
            continue
        ways = with_less(question.criteria)
        found = look_further(question, ways)
        circles, nearest, counts = one_by_one(question, ways)
        assert [(w.radius, w.count) for w in found.circles] == circles, asked
        assert [(v.slug, v.name, v.distance_m) for v in found.nearest] == nearest, asked
        assert list(found.counts) == counts, asked
        told += bool(circles) + bool(nearest) + any(counts)
    assert bounds == {"refused"}
    assert told > cases / 2


def test_a_time_costs_one_statement_and_the_rest_another(world):
    asked = SearchCriteria.from_params(
        {"craft": ["welding"], "open_at": [IN_JUNE]}, at=AT
    ).but(near=HACKNEY)
    question = question_of(asked)
    with CaptureQueriesContext(connection) as queries:
        found = look_further(question, with_less(asked))
    assert len(queries) == 2
    assert found.counts[4] == 1


def test_a_string_of_many_sets_is_evaluated_once(world, monkeypatch):
    evaluated = []
    real = far_ahead_module.evaluated_state

    def noted(row, **said):
        evaluated.append(row.venue_id)
        return real(row, **said)

    asked = SearchCriteria.from_params({"open_at": [IN_JUNE]}, at=AT).but(
        near=HACKNEY, radius=Radius(500)
    )
    question = question_of(asked)
    monkeypatch.setattr(far_ahead_module, "evaluated_state", noted)
    look_further(question, with_less(asked))
    assert evaluated
    assert len(evaluated) == len(set(evaluated))
