"""One question, and every view of its result agrees, however far ahead it asks."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from geoapp.discovery.search.criteria import SearchCriteria
from geoapp.discovery.search.empty_result import explain_empty_result
from geoapp.discovery.search.facets import summarise
from geoapp.discovery.search.map_clusters import map_clusters
from geoapp.discovery.search.resolved_query import resolve_query
from geoapp.discovery.search.results import search
from geoapp.geo.values import Radius
from geoapp.publishing.hours import periods
from tests.criteria import criteria_of
from tests.discovery.near import north
from tests.world import AT, HACKNEY, record, venues

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

HOURS = {
    "Always": "24/7",
    "Weekdays": "Mo-Fr 09:00-18:00",
    "Saturdays": "Sa 10:00-16:00",
    "June": "Jun Mo-Su 10:00-12:00",
    "By day": "sunrise-sunset",
    "Ask": '"by appointment"',
    "Strange": "whenever Bob is in",
    "Silent": "",
}
WEDNESDAY_IN_JUNE = "2027-06-09T09:30:00Z"  # half past ten in London


def far(**members: object) -> SearchCriteria:
    given = {"open_at": [WEDNESDAY_IN_JUNE]}
    given |= {name: [str(value)] for name, value in members.items()}
    return SearchCriteria.from_params(given, at=AT)


@pytest.fixture
def world():
    venues(
        *[
            record(name, hours=text, at=north(number), kind="makerspace")
            for number, (name, text) in enumerate(HOURS.items())
        ]
    )


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({}, ["Always", "By day", "June", "Weekdays", "Ask", "Silent", "Strange"]),
        ({"hours": "known"}, ["Always", "By day", "June", "Weekdays"]),
        (
            {"near": HACKNEY, "radius_m": 3_500},
            ["Always", "Weekdays", "June"],
        ),
    ],
)
def test_list_count_facets_and_map_agree_beyond_the_computed_hours(
    world, members, expected
):
    criteria = far(**members)
    question = resolve_query(criteria)
    assert question.horizon
    found = search(criteria, at=AT)
    assert [hit.venue.name for hit in found.hits] == expected
    seen = summarise(question)
    assert seen.count == len(expected)
    assert seen.facets["kind"] == {"makerspace": len(expected)}
    assert map_clusters(criteria, zoom=14, at=AT).count == len(expected)


def test_what_is_open_comes_before_the_unknown_on_every_page(world):
    criteria, seen = far(limit=2), []
    while True:
        page = search(criteria, at=AT)
        seen += [hit.venue.name for hit in page.hits]
        if not page.next_cursor:
            break
        criteria = criteria.replace(cursor=page.next_cursor)
    assert seen == ["Always", "By day", "June", "Weekdays", "Ask", "Silent", "Strange"]


def test_a_wider_circle_counts_what_may_be_open_and_says_so(world):
    narrow = far(near=HACKNEY).replace(radius=Radius(500))
    found = explain_empty_result(resolve_query(narrow))
    assert [(w.radius.metres, w.count) for w in found.circles] == [
        (5_000, 5),
        (10_000, 8),
    ]
    assert not any(wider.exact for wider in found.circles)


@pytest.mark.parametrize("days", [1, 20, 34, 35, 36, 100, 400])
def test_it_says_what_the_strings_say_at_any_distance_in_time(world, days):
    moment = datetime(2026, 11, 25, 11, 0, tzinfo=UTC) + timedelta(days=days)
    expected = set()
    for name, text in HOURS.items():
        said = periods(
            text=text,
            time_zone="Europe/London",
            country="GB",
            position=HACKNEY,
            start=moment - timedelta(days=1),
            end=moment + timedelta(days=1),
        )
        if text and said.parsed and any(a <= moment < b for a, b in said.open):
            expected.add(name)
    given = {"open_at": [moment.isoformat()], "hours": ["known"]}
    criteria = SearchCriteria.from_params(given, at=AT)
    found = search(criteria, at=AT)
    assert {hit.venue.name for hit in found.hits} == expected
    assert summarise(resolve_query(criteria)).count == len(expected)


def test_an_hour_that_is_computed_costs_one_statement_more(world):
    near_by = SearchCriteria.from_params({"open_at": ["now"]}, at=AT)
    with CaptureQueriesContext(connection) as queries:
        assert resolve_query(near_by).horizon is None
    assert len(queries) == 1


def test_a_question_like_one_before_is_not_read_again(world):
    first = resolve_query(far(q="pottery", kind="makerspace"))
    with CaptureQueriesContext(connection) as queries:
        again = resolve_query(far(q="pottery"), like=first)
    assert again.interpretation == first.interpretation
    assert not queries.captured_queries


def test_other_ways_are_counted_in_one_statement(world):
    question = resolve_query(criteria_of(q="nothing has this name"))
    ways = [
        criteria_of(),
        criteria_of(kind=("repair_cafe",)),
        criteria_of(near=HACKNEY, radius=Radius(3_500)),
    ]
    with CaptureQueriesContext(connection) as queries:
        found = explain_empty_result(question, ways)
    assert [way.count for way in found.ways] == [8, 0, 4]
    assert len(queries) == 1
    assert explain_empty_result(question).ways == ()
