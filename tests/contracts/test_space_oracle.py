"""Boxes and circles equal brute force in Python, at every edge of the earth.

Boxes: plain comparison of numbers. Circles: geographiclib's geodesic through geopy,
an implementation that shares nothing with PostGIS but the ellipsoid.
"""

import math
import random
from fractions import Fraction

import pytest
from geopy.distance import geodesic
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from geoapp.geo.points import to_point
from geoapp.geo.values import BBox, Position, Radius
from geoapp.publishing.models import PublishedVenue
from tests import databases
from tests.contracts.rows import published_rows
from tests.drawing import ALL

QUERIES = 5_000 if ALL else 200  # of each kind
# Two implementations agree to well below a millimetre; a point that near to the
# edge of a circle is neither in nor out for sure.
SAME_M = 0.001

EDGES = [
    (lon, lat)
    for lon in (-180.0, -179.9999, -90.0, 0.0, 24.94, 90.0, 179.9999, 180.0)
    for lat in (-90.0, -89.9, -60.0, 0.0, 51.5, 60.0, 60.17, 89.9, 90.0)
]


def _positions() -> list[Position]:
    draw = random.Random(20)
    scattered = [
        (draw.uniform(-180, 180), math.degrees(math.asin(draw.uniform(-1, 1))))
        for _number in range(120)
    ]
    town = [
        (24.94 + draw.gauss(0, 0.05), 60.17 + draw.gauss(0, 0.03)) for _n in range(60)
    ]
    fiji = [(180 + draw.gauss(0, 1), -17 + draw.gauss(0, 1)) for _number in range(30)]
    return [
        Position(lon=lon, lat=lat) for lon, lat in (*EDGES, *scattered, *town, *fiji)
    ]


POSITIONS = _positions()


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Venues at all these positions, for every query of this module."""
    with (
        django_db_blocker.unblock(),
        databases.world("space", lambda: published_rows(POSITIONS)),
    ):
        yield {row.pk: to_number(row.slug) for row in PublishedVenue.objects.all()}


def to_number(slug: str) -> int:
    return int(slug.removeprefix("v"))


# Binary fractions stay exact when whole turns are added or taken away.
lons = st.one_of(
    st.integers(-200 * 1024, 200 * 1024).map(lambda n: n / 1024),
    st.sampled_from([lon for lon, _lat in EDGES]),
)
lats = st.one_of(
    st.integers(-90 * 1024, 90 * 1024).map(lambda n: n / 1024),
    st.sampled_from([lat for _lon, lat in EDGES]),
)
boxes = st.tuples(lons, lats, lons, lats)
fast = settings(
    max_examples=QUERIES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)


def in_box(
    position: Position, west: float, south: float, east: float, north: float
) -> bool:
    """Whether the box holds the position, judged on the circle of longitudes."""
    if not south <= position.lat <= north:
        return False
    if east - west >= 360:
        return True
    start, width = Fraction(west), Fraction(east) - Fraction(west)
    width = width % 360 if width < 0 else width
    lon = Fraction(position.lon)
    return any(start <= lon + turn <= start + width for turn in range(-1080, 1081, 360))


@pytest.mark.django_db
@fast
@given(boxes)
@example((177.0, -20.0, -178.0, -16.0))  # Fiji, RFC 7946, 5.2
@example((170.0, -90.0, 190.0, 90.0))
@example((-190.0, -90.0, -170.0, 90.0))
@example((-180.0, -90.0, 180.0, 90.0))
@example((-200.0, -90.0, 200.0, 90.0))
@example((180.0, -90.0, 180.0, 90.0))
@example((-180.0, 85.0, 180.0, 90.0))
@example((24.94, 60.17, 24.94, 60.17))
@example((540.0, -20.0, 545.0, 20.0))
@example((-241.0, -20.0, -200.0, 20.0))
def test_a_box_holds_what_brute_force_says(world, box):
    west, south, east, north = box
    south, north = min(south, north), max(south, north)
    found = PublishedVenue.objects.in_bbox(BBox(west, south, east, north))
    expected = {
        n for n, p in enumerate(POSITIONS) if in_box(p, west, south, east, north)
    }
    assert {world[row.pk] for row in found.only("pk")} == expected


def great_circle_m(a: Position, b: Position) -> float:
    """Return the distance on a sphere of 6,371 km (haversine), in metres."""
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    half = math.sin((lat_b - lat_a) / 2) ** 2
    half += (
        math.cos(lat_a)
        * math.cos(lat_b)
        * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    )
    return 2 * 6_371_008.8 * math.asin(min(1.0, math.sqrt(half)))


@pytest.mark.django_db
@fast
@given(lons, lats, st.one_of(st.integers(1, 500_000), st.sampled_from([1, 500_000])))
@example(180.0, 0.0, 100)
@example(0.0, 90.0, 500_000)
@example(24.94, 60.17, 2_000)
def test_a_circle_holds_what_brute_force_says(world, lon, lat, metres):
    centre = Position(lon=lon, lat=lat)
    found = PublishedVenue.objects.near(centre, Radius(metres)).nearest_to(centre)
    got = {world[row.pk]: row.distance_m for row in found}
    for number, position in enumerate(POSITIONS):
        about = great_circle_m(centre, position)
        # A sphere is off by less than 1 %: far from the edge that is enough.
        if number not in got and about > metres * 1.01 + 1:
            continue
        true = float(geodesic((centre.lat, centre.lon), (position.lat, position.lon)).m)
        if true < metres - SAME_M:
            assert number in got, (position, true)
            assert abs(got[number] - true) <= SAME_M
        elif true > metres + SAME_M:
            assert number not in got, (position, true)
    assert list(got.values()) == sorted(got.values())


@pytest.mark.django_db
@pytest.mark.parametrize("lat", [0.0, 51.545, 60.0, -89.0])
@pytest.mark.parametrize("metres", [50, 5_000, 100_000])
def test_a_radius_separates_venues_on_both_sides(lat, metres):
    """One metre inside and one metre outside, in each of the four directions."""
    centre = Position(lon=-0.0553, lat=lat)
    sides = []
    for bearing in (0, 90, 180, 270):
        for distance in (metres - 1, metres + 1):
            point = geodesic(meters=distance).destination(
                (centre.lat, centre.lon), bearing
            )
            sides.append(Position(lon=point.longitude, lat=point.latitude))
    PublishedVenue.objects.all().delete()
    published_rows(sides)
    found = PublishedVenue.objects.near(centre, Radius(metres))
    assert {to_number(row.slug) for row in found} == {0, 2, 4, 6}


def test_a_point_has_exactly_its_coordinates():
    point = to_point(Position(lon=24.941234567, lat=60.171234567))
    assert (point.x, point.y) == (24.941234567, 60.171234567)
