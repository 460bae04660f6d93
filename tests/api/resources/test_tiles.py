"""Tiles partition the map: whatever is on it is in one tile of each zoom."""

from math import inf, nextafter

import pytest

from geoapp.api.resources.tiles import tile_box
from geoapp.geo.values import Position
from tests.world import record, venues

pytestmark = pytest.mark.django_db
PLACES = [
    (-0.05, 51.5),
    (179.99, -17),
    (-179.99, -17),
    (180, 17),
    (-180, 30),
    (0, 40),
    (90, 0),
    (13.4, 52.5),
    (20, 89.9),
    (5, -89),
]


@pytest.fixture(autouse=True)
def places(vocabulary):
    venues(*[record(f"V{n}", at=Position(*at)) for n, at in enumerate(PLACES)])


def counts(client, z):
    across = 2**z
    return [
        sum(
            f["properties"]["count"]
            for f in client.get(f"/api/tiles/{z}/{x}/{y}").json()["features"]
        )
        for x in range(across)
        for y in range(across)
    ]


@pytest.mark.parametrize("z", [0, 1, 2])
def test_every_place_is_in_one_tile(client, z):
    assert sum(counts(client, z)) == len(PLACES)


def test_a_tile_takes_the_criteria(client):
    assert client.get("/api/tiles/0/0/0?kind=fab_lab").json()["features"] == []
    assert client.get("/api/tiles/0/0/0?bbox=0,0,1,1").status_code == 400
    assert client.get("/api/tiles/0/0/0?craft=nope").status_code == 400


@pytest.mark.parametrize(
    "where", ["0/1/0", "1/0/2", "21/0/0", "3/8/0", f"{10**12}/0/0"]
)
def test_outside_the_pyramid_there_is_nothing(client, where):
    assert client.get(f"/api/tiles/{where}").status_code == 404


def test_tiles_meet_without_a_gap():
    west, east = tile_box(3, 2, 2), tile_box(3, 3, 2)
    assert west.east < east.west == nextafter(west.east, inf)
    south = tile_box(3, 2, 3)
    assert south.north < west.south == nextafter(south.north, inf)
