"""A time that no hours are computed for: evaluated once a question, and bounded."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from geoapp.discovery.search import beyond_horizon
from geoapp.discovery.search.beyond_horizon import TooManyToEvaluate
from geoapp.discovery.search.criteria import InvalidCriteria, SearchCriteria
from geoapp.discovery.search.facets import FACETS, summarise
from geoapp.discovery.search.map_clusters import map_clusters
from geoapp.discovery.search.resolved_query import resolve_query
from geoapp.discovery.search.results import search
from geoapp.discovery.search.visit_time import VisitTime
from geoapp.geo.values import Radius
from tests.discovery.near import north
from tests.world import AT, HACKNEY, record, venues

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

IN_JUNE = "2027-06-09T10:30"  # a Wednesday, by every venue's own clock
EVERY_CHOICE = {
    "craft": "pottery",
    "equipment": "kiln",
    "kind": "makerspace",
    "mode": "use",
    "access": "public",
    "wheelchair": "limited",
    "newcomers": "by_arrangement",
}


def asked(**members: object) -> SearchCriteria:
    given = {"open_at": [IN_JUNE]}
    given |= {name: [str(value)] for name, value in members.items()}
    return SearchCriteria.from_params(given, at=AT)


@pytest.fixture
def world():
    """Six places a kilometre apart, of which every other is open on Wednesdays."""
    venues(
        *[
            record(
                f"Place {number}",
                hours="We 10:00-12:00" if number % 2 else "Th 10:00-12:00",
                at=north(number),
                offers=[("pottery", "use")],
                machines=["kiln"],
                access=("public",),
                wheelchair="yes",
                newcomers="welcome",
                price="free",
                languages=("en",),
            )
            for number in range(6)
        ]
    )


@pytest.fixture
def three_at_most(monkeypatch):
    monkeypatch.setattr(beyond_horizon, "MAX_EVALUATED", 3)


def test_every_string_is_evaluated_once_whatever_facets_are_counted(world, monkeypatch):
    evaluated = []
    real = beyond_horizon.evaluated_state

    def noted(row, **said):
        evaluated.append(row.venue_id)
        return real(row, **said)

    monkeypatch.setattr(beyond_horizon, "evaluated_state", noted)
    question = resolve_query(asked(**EVERY_CHOICE))
    seen = summarise(question)
    assert len(evaluated) == len(set(evaluated)) == 6
    assert seen.count == 3
    assert all(sum(seen.facets[name].values()) >= 3 for name in FACETS)


@pytest.mark.parametrize("choices", [{}, EVERY_CHOICE])
def test_list_and_facets_take_as_many_statements_as_for_a_computed_time(world, choices):
    def statements(criteria):
        with CaptureQueriesContext(connection) as queries:
            summarise(search(criteria, at=AT).query)
        return len(queries)

    computed = asked(**choices).with_filters(open_at=VisitTime(AT - timedelta(hours=1)))
    assert statements(asked(**choices)) == statements(computed)


@pytest.mark.parametrize("choices", [{}, EVERY_CHOICE])
def test_too_many_are_refused_alike_by_list_count_and_map(
    world, three_at_most, choices
):
    criteria = asked(**choices)
    for answer in (
        lambda: search(criteria, at=AT),
        lambda: summarise(resolve_query(criteria)),
        lambda: map_clusters(criteria, zoom=9, at=AT),
    ):
        with pytest.raises(TooManyToEvaluate) as refusal:
            answer()
        (problem,) = refusal.value.problems
        assert problem.parameter == "open_at"
        assert "a shorter distance" in problem.message
        assert issubclass(TooManyToEvaluate, InvalidCriteria)


@pytest.mark.parametrize(
    "where",
    [
        {"near": HACKNEY, "radius_m": 2_500},
        {"bbox": "-0.1,51.54,0.0,51.567"},
        {"q": "Place", "near": HACKNEY, "radius_m": 2_500},
    ],
)
def test_a_smaller_place_is_answered_as_without_the_bound(world, monkeypatch, where):
    expected = [hit.venue.name for hit in search(asked(**where), at=AT).hits]
    monkeypatch.setattr(beyond_horizon, "MAX_EVALUATED", 3)
    found = search(asked(**where), at=AT)
    assert [hit.venue.name for hit in found.hits] == expected == ["Place 1"]


def test_a_computed_time_has_no_bound(world, three_at_most):
    given = {"open_at": ["now"]}
    assert search(SearchCriteria.from_params(given, at=AT), at=AT).query.horizon is None


def test_a_question_of_a_wider_place_is_evaluated_anew(world):
    near = resolve_query(asked(near=HACKNEY).replace(radius=Radius(1_500)))
    far = resolve_query(asked(near=HACKNEY).replace(radius=Radius(9_000)), like=near)
    assert len(near.horizon.closed | near.horizon.opened) == 2
    assert len(far.horizon.closed | far.horizon.opened) == 6


@pytest.mark.parametrize("address", ["/", "/results/"])
def test_the_page_says_what_to_do_and_shows_what_it_can(
    client, world, three_at_most, address
):
    page = client.get(address, {"open_at": IN_JUNE}).content.decode()
    assert "choose a town or a shorter distance" in page
    assert "We have ignored the opening time." in page
    assert "We could not read" not in page
    assert "Place 0" in page
    if address == "/":
        assert f'value="{IN_JUNE}"' in page


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/api/collections/venues/items", "application/problem+json"),
        ("/map/view/", "application/json"),
        ("/list.csv", "text/plain; charset=utf-8"),
    ],
)
def test_a_file_and_the_api_answer_400_naming_the_parameter(
    client, world, three_at_most, address, kind
):
    answer = client.get(address, {"open_at": IN_JUNE})
    assert answer.status_code == 400
    assert answer["Content-Type"] == kind
    assert b"open_at" in answer.content
    assert "shorter distance" in answer.content.decode()
