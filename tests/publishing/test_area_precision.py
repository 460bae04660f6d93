"""A hidden home cannot be found: every search ends at the cell (T10)."""

import json

import pytest
from django.core import serializers
from geopy.distance import geodesic
from hypothesis import given
from hypothesis import strategies as st

from geoapp.geo.points import to_position
from geoapp.geo.values import BBox, Position, Radius
from geoapp.publishing.home_area import AREA_UNCERTAINTY_M, CELL_M, cell_centre
from geoapp.publishing.models import PublishedVenue
from geoapp.venues.actions.change_publication import MergedVenue, publish_venue
from geoapp.venues.actions.hide_exact_place import hide_exact_place
from geoapp.venues.actions.merge_venues import merge_venues
from geoapp.venues.records import Address
from tests.publishing.test_projection import TABLES, projection
from tests.world import AT, record, venues

HOME = Position(lon=-0.0712345, lat=51.5487654)


def metres(a: Position, b: Position) -> float:
    return float(geodesic((a.lat, a.lon), (b.lat, b.lon)).m)


@given(st.floats(-180, 180), st.floats(-89.9, 89.9))
def test_the_cell_is_a_kilometre_or_more_and_the_uncertainty_is_true(lon, lat):
    home = Position(lon=lon, lat=lat)
    centre = cell_centre(home)
    assert cell_centre(centre) == centre
    if abs(lat) < 85:
        assert metres(home, centre) <= AREA_UNCERTAINTY_M * 1.05
    assert CELL_M >= 1000


@given(st.floats(-170, 170), st.floats(-80, 80))
def test_neighbours_share_a_cell(lon, lat):
    """Places up to a third of a cell from the middle are told apart by nothing."""
    centre = cell_centre(Position(lon=lon, lat=lat))
    step = CELL_M / 3 / 111_320
    for d_lon, d_lat in ((step, 0), (-step, 0), (0, step), (0, -step)):
        near = Position(lon=centre.lon + d_lon, lat=centre.lat + d_lat)
        assert cell_centre(near) == centre


@pytest.fixture
def home(vocabulary):
    (pk,) = venues(
        record(
            "Home pottery",
            at=HOME,
            offers=[("pottery", "learn")],
            directions_hint="Blue door behind the mill",
            floor="3",
            address=Address(
                street="17 Hidden Lane",
                locality="London",
                region="Hackney",
                postcode="E5 0ZZ",
                country="GB",
            ),
            url="https://example.org/list/hidden-lane-17",
        )
    )
    hide_exact_place(venue_id=pk, hidden=True, author=None, at=AT)
    return pk


SECRETS = (
    "0712345",
    "-0.07123",
    "5487654",
    "51.54876",
    "Hidden Lane",
    "E5 0ZZ",
    "Blue door",
    "hidden-lane-17",
)


@pytest.mark.django_db
def test_no_table_holds_the_exact_place(home):
    text = json.dumps(projection()) + serializers.serialize(
        "json", [row for model in TABLES for row in model.objects.all()]
    )
    for secret in SECRETS:
        assert secret not in text
    assert PublishedVenue.objects.get(pk=home).precision == "area"


@pytest.mark.django_db
def test_its_street_cannot_be_searched(home):
    assert PublishedVenue.objects.matching_words(["pottery"]).exists()
    for word in ("hidden", "lane", "e5", "0zz", "hackney"):
        assert not PublishedVenue.objects.matching_words([word]).exists()


@pytest.mark.django_db
def test_bisection_by_bbox_ends_at_the_cell(home):
    west, east, south, north = -1.0, 1.0, 51.0, 52.0
    for _step in range(40):
        middle = (west + east) / 2
        if PublishedVenue.objects.in_bbox(BBox(west, south, middle, north)).exists():
            east = middle
        else:
            west = middle
    for _step in range(40):
        middle = (south + north) / 2
        if PublishedVenue.objects.in_bbox(BBox(-1, south, 1, middle)).exists():
            north = middle
        else:
            south = middle
    found = Position(lon=east, lat=north)
    assert metres(found, cell_centre(HOME)) < 1
    assert metres(found, HOME) > 100


@pytest.mark.django_db
def test_trilateration_by_radius_ends_at_the_cell(home):
    for probe in (Position(lon=-0.2, lat=51.4), Position(lon=0.1, lat=51.6)):
        low, high = 1, 60_000
        while low < high:
            middle = (low + high) // 2
            if PublishedVenue.objects.near(probe, Radius(middle)).exists():
                high = middle
            else:
                low = middle + 1
        assert abs(low - metres(probe, cell_centre(HOME))) <= 1


@pytest.mark.django_db
def test_showing_the_place_again_publishes_it(home):
    hide_exact_place(venue_id=home, hidden=False, author=None, at=AT)
    shown = PublishedVenue.objects.get(pk=home)
    assert to_position(shown.public_point) == HOME
    assert "Hidden Lane" in str(shown.page)


@pytest.mark.django_db
def test_a_merge_hides_what_one_of_the_two_hides(home):
    (kept,) = venues(
        record("Shown", at=Position(lon=-0.08, lat=51.55), precision="city")
    )
    merge_venues(kept_id=kept, merged_id=home, at=AT)
    shown = PublishedVenue.objects.get(pk=kept)
    assert shown.precision == "area"
    assert metres(to_position(shown.public_point), HOME) > 100


@pytest.mark.django_db
def test_a_merged_venue_is_not_published_again(home):
    (kept,) = venues(record("Shown"))
    merge_venues(kept_id=kept, merged_id=home, at=AT)
    with pytest.raises(MergedVenue):
        publish_venue(venue_id=home)
