"""How many there are, where they lie, and what a wider circle would show."""

import pytest

from geoapp.discovery.search.empty_result import explain_empty_result
from geoapp.discovery.search.facets import summarise
from geoapp.discovery.search.resolved_query import resolve_query
from geoapp.geo.values import BBox, Position, Radius
from tests.criteria import criteria_of
from tests.world import HACKNEY, record, venues

pytestmark = pytest.mark.django_db

# Degrees of latitude at 51.5° north: 111,200 m.
NORTH = {20: 0.18, 40: 0.36, 200: 1.8, 600: 5.4}


def north(kilometres: int) -> Position:
    return Position(lon=HACKNEY.lon, lat=HACKNEY.lat + NORTH[kilometres])


@pytest.fixture
def world(vocabulary):
    venues(*[record(f"At {km}", at=north(km)) for km in NORTH])


def test_each_wider_circle_that_shows_more_is_offered_once(world):
    criteria = criteria_of(near=HACKNEY, radius=Radius(5_000))
    found = explain_empty_result(resolve_query(criteria)).circles
    assert [(wider.radius.metres, wider.count) for wider in found] == [
        (25_000, 1),
        (50_000, 2),
        (250_000, 3),
    ]


def test_no_circle_is_offered_without_a_place(world):
    assert explain_empty_result(resolve_query(criteria_of())).circles == ()


def test_the_other_conditions_hold_in_a_wider_circle(world):
    criteria = criteria_of(near=HACKNEY, kind=("repair_cafe",))
    assert explain_empty_result(resolve_query(criteria)).circles == ()


def test_a_box_does_not_hide_what_a_wider_circle_shows(world):
    box = BBox(-0.1, 51.5, 0.0, 51.6)
    found = explain_empty_result(
        resolve_query(criteria_of(near=HACKNEY, bbox=box))
    ).circles
    assert [wider.count for wider in found] == [1, 2, 3]


def test_the_total_knows_the_count_and_the_extent(world):
    total = summarise(resolve_query(criteria_of()))
    assert total.count == 4
    assert total.extent is not None
    assert total.extent.south == pytest.approx(HACKNEY.lat + 0.18)
    assert total.extent.north == pytest.approx(HACKNEY.lat + 5.4)


def test_nothing_has_no_extent(vocabulary):
    total = summarise(resolve_query(criteria_of()))
    assert (total.count, total.extent) == (0, None)
