"""At 100,000 venues every kind of search is answered by its index.

Plans are asserted, timings never. In a usual run it is 30,000 venues.
"""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from geoapp.discovery.matching.candidates import candidate_ids
from geoapp.discovery.matching.larger_radius import larger_radius
from geoapp.discovery.matching.requirements import Requirements
from geoapp.discovery.search.cursors import Key
from geoapp.discovery.search.facets import summarise
from geoapp.discovery.search.feature_pages import requested_page
from geoapp.discovery.search.feature_pages_sql import statement
from geoapp.discovery.search.resolved_query import ResolvedQuery, resolve_query
from geoapp.discovery.search.results import filtered_queryset, ordered
from geoapp.discovery.text.interpretation import Interpretation
from geoapp.discovery.text.venue_counts_sql import venue_counts
from geoapp.geo.values import BBox, Position, Radius
from geoapp.publishing.confirmation import known_since
from geoapp.publishing.models import PublishedOffer, PublishedVenue
from tests.criteria import criteria_of
from tests.databases import world
from tests.drawing import ALL
from tests.many_venues import fill
from tests.world import AT

VENUES = 100_000 if ALL else 30_000
BERLIN = Position(lon=13.4, lat=52.52)


@pytest.fixture(scope="module", autouse=True)
def many_venues(django_db_setup, django_db_blocker):
    """A map of many generated venues."""
    with django_db_blocker.unblock(), world("many", lambda: fill(VENUES)):
        yield


pytestmark = pytest.mark.django_db


def plan(query) -> str:
    """Return the plan as text, with what the executor really did."""
    text = query.explain(format="json", analyze=True)
    return json.dumps(json.loads(text))


def used(found: str) -> set[str]:
    return set(re.findall(r'"Index Name": "([^"]+)"', found))


def scanned(found: str) -> set[str]:
    """The tables that were read from end to end, but the one that has one row."""
    read = re.findall(
        r'"Node Type": "Seq Scan"[^{}]*?"Relation Name": "([^"]+)"', found
    )
    return set(read) - {"publishing_dataversion"}


def page(**members) -> str:
    question = resolve_query(criteria_of(**members))
    found = ordered(
        filtered_queryset(question), question, confirmed_since=known_since(AT)
    )
    return plan(found[:20])


def test_a_box_is_read_from_the_planar_index():
    found = page(bbox=BBox(13.3, 52.4, 13.35, 52.45))
    assert "published_point" in used(found)
    assert not scanned(found)


def test_a_box_over_the_date_line_is_read_from_it_too():
    found = page(bbox=BBox(179.5, -20, -179.5, -16))
    assert "published_point" in used(found)
    assert not scanned(found)


def test_a_circle_is_read_from_the_geography_index():
    found = page(near=BERLIN, radius=Radius(2_000))
    assert "published_geography" in used(found)
    assert not scanned(found)


@pytest.mark.parametrize("craft", ["pottery", "basketry", "lapidary"])
def test_a_craft_near_a_place_is_read_from_the_joint_index(craft):
    found = page(near=BERLIN, radius=Radius(2_000), craft=(craft,))
    assert "published_offer_near" in used(found) or (
        # A common craft in a small circle: all that is there is cheaper still.
        craft == "pottery" and "published_geography" in used(found)
    )
    assert not scanned(found)


def test_a_machine_near_a_place_is_read_from_the_joint_index():
    found = page(near=BERLIN, radius=Radius(2_000), equipment=("waterjet",))
    assert "published_equipment_near" in used(found)
    assert not scanned(found)


def test_words_are_read_from_the_text_index():
    question = ResolvedQuery(
        criteria=criteria_of(),
        interpretation=Interpretation(words=("c4ca4238",)),
    )
    found = plan(filtered_queryset(question)[:20])
    assert "published_search" in used(found)
    assert not scanned(found)


def test_a_name_is_read_from_the_trigram_index():
    found = plan(PublishedVenue.objects.on_map().named_like("workshop 28765")[:4])
    assert "published_name_trgm" in used(found)


def test_a_list_by_name_walks_the_index():
    found = page()
    assert "published_by_name" in used(found)


@pytest.mark.parametrize("craft", ["basketry", "lapidary"])
def test_matches_are_read_from_the_joint_indexes(craft):
    needs = Requirements(crafts=(craft,), required=("waterjet",))
    found = plan(candidate_ids(needs, near=BERLIN, radius=Radius(5_000)))
    assert {"published_offer_near", "published_equipment_near"} <= used(found)
    assert not scanned(found)


def test_wider_circles_of_many_needs_are_read_from_the_joint_indexes():
    needs = {Requirements(crafts=("basketry",)), Requirements(crafts=("lapidary",))}
    needs |= {Requirements(crafts=(), required=("waterjet",))}
    with CaptureQueriesContext(connection) as queries:
        larger_radius(Radius(5_000), needs, near=BERLIN)
    (query,) = queries
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + query["sql"])
        found = json.dumps(cursor.fetchone()[0])
    assert {"published_offer_near", "published_equipment_near"} <= used(found)
    assert not scanned(found)


def test_no_circle_beyond_the_first_with_more_is_counted():
    needs = Requirements(crafts=("pottery",), required=("waterjet",))
    with CaptureQueriesContext(connection) as queries:
        (first,) = larger_radius(Radius(2_000), {needs}, near=BERLIN).values()
    (query,) = queries
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + query["sql"])
        found = json.dumps(cursor.fetchone()[0])
    assert first.radius == Radius(5_000)
    everywhere = PublishedOffer.objects.filter(craft_id="pottery").count()
    most = max(map(int, re.findall(r'"Actual Rows": (\d+)', found)))
    assert most < 2 * first.count < everywhere / 10


def plan_of_the_one_statement(ask) -> str:
    with CaptureQueriesContext(connection) as queries:
        ask()
    (query,) = queries
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + query["sql"])
        return json.dumps(cursor.fetchone()[0])


def test_venues_around_towns_are_counted_in_the_geography_index():
    towns = [BERLIN, Position(lon=2.35, lat=48.86), Position(lon=179.99, lat=-17)]
    found = plan_of_the_one_statement(lambda: venue_counts(towns, Radius(2_000)))
    assert used(found) == {"published_geography"}, found
    assert not scanned(found)


def test_facets_of_a_circle_read_its_venues_once_and_what_they_have_by_index():
    query = resolve_query(criteria_of(near=BERLIN, radius=Radius(500)))
    found = plan_of_the_one_statement(lambda: summarise(query))
    assert "published_geography" in used(found)
    assert found.count('"Index Name": "published_geography"') == 1
    assert not scanned(found)


def test_facets_with_choices_read_a_set_of_venues_for_each_that_widens():
    query = resolve_query(
        criteria_of(near=BERLIN, radius=Radius(500), kind=("makerspace",))
    )
    found = plan_of_the_one_statement(lambda: summarise(query))
    assert found.count('"Index Name": "published_geography"') == 2


def hot_path(start: Key | None = None, **members) -> str:
    """The plan of the statement that the API prepares for a page of features."""
    shape, values = requested_page(criteria_of(**members), start, "https://example.org")
    with connection.cursor() as cursor:
        cursor.execute(
            f"EXPLAIN (ANALYZE, FORMAT JSON) {statement(shape)}",
            values,
        )
        return json.dumps(cursor.fetchone()[0])


def in_order(found: str) -> set[str]:
    """The indexes that were walked from the nearest outwards."""
    walked = r'"Index Name": "([^"]+)"[^{}]*?"Order By"'
    return set(re.findall(walked, found))


@pytest.mark.parametrize("radius_m", [2_000, 10_000, 500_000])
def test_a_page_near_a_place_walks_a_common_craft_from_the_nearest(radius_m):
    found = hot_path(near=BERLIN, radius=Radius(radius_m), craft=("pottery",))
    assert "published_offer_near" in in_order(found)
    assert not scanned(found)


@pytest.mark.parametrize("craft", ["basketry", "lapidary"])
@pytest.mark.parametrize("radius_m", [2_000, 500_000])
def test_a_page_near_a_place_finds_a_rare_craft_by_the_joint_index(craft, radius_m):
    found = hot_path(near=BERLIN, radius=Radius(radius_m), craft=(craft,), limit=20)
    # So few that they may as well be sorted.
    assert "published_offer_near" in used(found)
    assert not scanned(found)


def test_a_page_near_a_place_walks_machines_from_the_nearest():
    found = hot_path(near=BERLIN, equipment=("kiln",), limit=20)
    assert "published_equipment_near" in in_order(found)
    assert not scanned(found)


def test_a_page_near_a_place_walks_venues_from_the_nearest():
    found = hot_path(near=BERLIN, limit=20)
    assert "published_geography" in in_order(found)
    assert not scanned(found)


@pytest.mark.parametrize("limit", [100, 500])
def test_a_page_of_a_box_is_read_from_the_planar_index(limit):
    found = hot_path(bbox=BBox(13.38, 52.5, 13.42, 52.53), limit=limit)
    assert "published_point" in used(found)
    assert not scanned(found)


def test_the_deepest_page_reads_no_more_than_the_first():
    deep = PublishedVenue.objects.order_by("-sort_name", "-pk")[200]
    found = hot_path(Key((deep.sort_name,), str(deep.pk)), limit=100)
    assert not scanned(found)
    assert max(map(int, re.findall(r'"Actual Rows": (\d+)', found))) == 101
    assert not re.search(r'"Rows Removed by Filter": [1-9]', found)


def test_the_world_is_as_it_should_be():
    assert PublishedVenue.objects.count() == VENUES
