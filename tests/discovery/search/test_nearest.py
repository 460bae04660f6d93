"""What lies further away, by name, and the namesakes of a place."""

import pytest

from geoapp.discovery.search.empty_result import explain_empty_result
from geoapp.discovery.search.resolved_query import resolve_query
from geoapp.discovery.text.place_suggestions import find_places
from geoapp.geo.values import BBox, Radius
from tests.criteria import criteria_of
from tests.discovery.near import north
from tests.geocoding.names import known, row
from tests.world import HACKNEY, record, venues

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]
KM_BY_NUMBER = (20, 40, 60, 80, 900)


@pytest.fixture
def world():
    venues(
        *[record(f"At {km}", at=north(km), machines=["kiln"]) for km in KM_BY_NUMBER],
        record("Without", at=north(15)),
    )


def test_the_nearest_three_that_answer_are_named_with_their_distance(world):
    criteria = criteria_of(q="kiln", near=HACKNEY, radius=Radius(5_000))
    found = explain_empty_result(resolve_query(criteria)).nearest
    assert [venue.name for venue in found] == ["At 20", "At 40", "At 60"]
    assert [round(venue.distance_m / 1000) for venue in found] == [20, 40, 60]


def test_nothing_is_named_beyond_the_furthest(world):
    criteria = criteria_of(near=north(2_000), equipment=("kiln",))
    assert explain_empty_result(resolve_query(criteria)).nearest == ()


def test_a_box_is_left_and_distances_count_from_its_middle(world):
    box = BBox(
        HACKNEY.lon - 0.01, HACKNEY.lat - 0.01, HACKNEY.lon + 0.01, HACKNEY.lat + 0.01
    )
    found = explain_empty_result(resolve_query(criteria_of(q="kiln", bbox=box)))
    assert [venue.name for venue in found.nearest] == ["At 20", "At 40", "At 60"]
    assert found.circles == ()


def test_a_place_has_its_possible_namesakes():
    known(
        row("Portland", -122.68, 45.52, people=650_000, region="Oregon"),
        row("Portland", -70.26, 43.66, people=66_000, region="Maine"),
        row("Portland", -2.44, 50.57, people=12_400, country_name="United Kingdom"),
        row("Portland", 150.0, -33.35, people=900, country_name="Australia"),
        row("Portland", -122.9, 45.6, people=30_000, country_name="Its suburb"),
    )
    (found,) = find_places("portland", limit=1)
    assert found.population == 650_000
    assert [other.population for other in found.others] == [66_000, 12_400]
    assert [other.others for other in found.others] == [(), ()]


def test_a_name_that_is_only_alike_is_no_namesake():
    known(row("Portland", -122.68, 45.52, people=650_000))
    (found,) = find_places("portlan", limit=1)
    assert found.others == ()
