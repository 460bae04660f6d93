"""The database's metres are the geodesic's: geopy, another implementation, agrees."""

import math
import random

import pytest
from django.contrib.gis.db.models import PointField
from django.db.models import F, Value
from geopy.distance import geodesic

from geoapp.geo.expressions import Geography, MetresApart, WithinMetres
from geoapp.geo.points import to_point
from geoapp.geo.values import Position
from geoapp.geocoding.models import GazetteerPlace
from tests.drawing import anew
from tests.geocoding.names import known, row

pytestmark = pytest.mark.django_db
SAME_M = 0.001  # both solve the same geodesic to well below a millimetre
BERLIN = Position(lon=13.4, lat=52.52)


def here(position: Position) -> Geography:
    return Geography(Value(to_point(position), output_field=PointField(srid=4326)))


def metres_apart(a: Position, b: Position) -> float:
    """Ask the database."""
    GazetteerPlace.objects.all().delete()
    known(row("There", b.lon, b.lat))
    apart = GazetteerPlace.objects.annotate(m=MetresApart(Geography("point"), here(a)))
    return float(apart.values_list("m", flat=True).get())


def true_metres(a: Position, b: Position) -> float:
    return float(geodesic((a.lat, a.lon), (b.lat, b.lon)).m)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (Position(lon=0, lat=0), Position(lon=1, lat=0)),
        (Position(lon=0, lat=0), Position(lon=0, lat=1)),
        (Position(lon=0, lat=60), Position(lon=1, lat=60)),
        (Position(lon=179.9, lat=-18), Position(lon=-179.9, lat=-18)),
        (Position(lon=180, lat=5), Position(lon=-180, lat=5)),
        (Position(lon=0, lat=90), Position(lon=90, lat=90)),
        (Position(lon=0, lat=89.9), Position(lon=180, lat=89.9)),
        (Position(lon=-0.0553, lat=51.545), Position(lon=24.94, lat=60.17)),
        (Position(lon=0, lat=0), Position(lon=180, lat=0)),
        (BERLIN, BERLIN),
    ],
)
def test_known_pairs_are_as_far_as_the_geodesic_says(a, b):
    assert metres_apart(a, b) == pytest.approx(true_metres(a, b), abs=SAME_M)


def test_scattered_pairs_are_as_far_as_the_geodesic_says():
    draw = random.Random(anew(5))
    places = [
        Position(
            lon=draw.uniform(-180, 180),
            lat=math.degrees(math.asin(draw.uniform(-1, 1))),
        )
        for _number in range(200)
    ]
    known(*[row(f"P{n}", p.lon, p.lat) for n, p in enumerate(places)])
    rows = GazetteerPlace.objects.annotate(
        m=MetresApart(Geography("point"), here(BERLIN))
    )
    found = dict(rows.values_list("name", "m"))
    assert len(found) == len(places)
    for number, place in enumerate(places):
        expected = true_metres(BERLIN, place)
        assert found[f"P{number}"] == pytest.approx(expected, abs=SAME_M), place


@pytest.mark.parametrize("bearing", [0, 45, 90, 180, 270])
@pytest.mark.parametrize("metres", [1, 1_000, 500_000])
def test_a_circle_ends_where_the_geodesic_does(metres, bearing):
    sides = []
    for distance in (metres - 0.01, metres + 0.01):
        end = geodesic(meters=distance).destination((BERLIN.lat, BERLIN.lon), bearing)
        sides.append(Position(lon=end.longitude, lat=end.latitude))
    known(*[row(str(n), p.lon, p.lat) for n, p in enumerate(sides)])
    inside = GazetteerPlace.objects.filter(
        WithinMetres(Geography(F("point")), here(BERLIN), metres)
    )
    assert [place.name for place in inside] == ["0"]


def test_degrees_are_not_metres():
    """At 60 degrees north a degree of longitude is half of one of latitude."""
    north = metres_apart(Position(lon=25, lat=60), Position(lon=25, lat=61))
    east = metres_apart(Position(lon=25, lat=60), Position(lon=26, lat=60))
    assert north == pytest.approx(111_420, abs=20)
    assert east == pytest.approx(55_800, abs=20)
