"""Positions, boxes and circles are always valid, or they are not made at all."""

import math

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from geoapp.geo.points import to_point, to_position
from geoapp.geo.values import (
    MAX_RADIUS_M,
    BBox,
    InvalidGeometry,
    Position,
    Radius,
    wrapped_lon,
)

NO_NUMBERS = [math.nan, math.inf, -math.inf]
# Binary fractions stay exact when whole turns are added or taken away.
lons = st.integers(-1080 * 64, 1080 * 64).map(lambda n: n / 64)
lats = st.integers(-90 * 64, 90 * 64).map(lambda n: n / 64)
positions = st.builds(Position, lon=lons, lat=lats)


@st.composite
def boxes(draw) -> BBox:
    south, north = sorted((draw(lats), draw(lats)))
    return BBox(draw(lons), south, draw(lons), north)


# Position


@pytest.mark.parametrize("number", NO_NUMBERS)
def test_a_position_is_made_of_finite_numbers(number):
    with pytest.raises(InvalidGeometry, match="finite"):
        Position(lon=number, lat=0)
    with pytest.raises(InvalidGeometry, match="finite"):
        Position(lon=0, lat=number)


@pytest.mark.parametrize("lat", [90.0000001, -90.0000001, 91, 180, 1e308])
def test_no_latitude_lies_beyond_a_pole(lat):
    with pytest.raises(InvalidGeometry, match="Latitude"):
        Position(lon=0, lat=lat)


@pytest.mark.parametrize("lon", [1080.0000001, -1080.0000001, 1e308])
def test_no_longitude_lies_more_than_three_turns_away(lon):
    with pytest.raises(InvalidGeometry, match="Longitude"):
        Position(lon=lon, lat=0)


@pytest.mark.parametrize(
    ("given_lon", "lon"),
    [
        (180, 180),
        (-180, -180),
        (181, -179),
        (-181, 179),
        (-241, 119),
        (359.5, -0.5),
        (360, 0),
        (1080, 0),
        (-1080, 0),
        (540, -180),
    ],
)
def test_a_longitude_of_a_world_copy_is_brought_home(given_lon, lon):
    assert Position(lon=given_lon, lat=5).lon == lon


def test_poles_and_null_island_are_positions():
    for lon, lat in ((0, 0), (0, 90), (0, -90), (180, 90), (-180, -90)):
        assert (Position(lon=lon, lat=lat).lon, Position(lon=lon, lat=lat).lat) == (
            lon,
            lat,
        )


def test_swapped_coordinates_are_refused_where_they_can_be_seen():
    with pytest.raises(InvalidGeometry):
        Position.from_text("60.17,124.94")


@given(positions)
def test_every_position_lies_within_half_a_turn(position):
    assert -180 <= position.lon <= 180
    assert -90 <= position.lat <= 90


@given(lons, st.integers(-2, 2))
def test_whole_turns_change_nothing(lon, turns):
    assume(abs(lon + 360 * turns) <= 1080)
    there, here = wrapped_lon(lon + 360 * turns), wrapped_lon(lon)
    # 180 and -180 are one meridian and each stays as it was given.
    assert there == here or {there, here} == {180.0, -180.0}


@given(st.floats(-1080, 1080))
def test_a_wrapped_longitude_stays_the_same_when_wrapped_again(lon):
    assert wrapped_lon(wrapped_lon(lon)) == wrapped_lon(lon)


@pytest.mark.parametrize(
    "text",
    ["", "1", "1,2,3", "a,b", "1;2", "1,", ",", "1,2,", "NaN,1", "1,Infinity", "0x1,2"],
)
def test_a_text_that_is_no_position_is_refused(text):
    with pytest.raises(InvalidGeometry):
        Position.from_text(text)


def test_a_text_has_the_longitude_first():
    assert Position.from_text(" -0.055 , 51.5") == Position(lon=-0.055, lat=51.5)


def test_a_rounded_position_forgets_the_door():
    assert Position(lon=-0.05534, lat=51.5456).rounded() == Position(
        lon=-0.055, lat=51.546
    )


def test_a_position_near_the_date_line_can_be_rounded_onto_it():
    assert Position(lon=179.9999, lat=89.9999).rounded() == Position(lon=180, lat=90)


@given(positions)
def test_a_position_survives_being_a_point(position):
    point = to_point(position)
    assert point.srid == 4326
    assert to_position(point) == position


@given(st.text(max_size=40))
@example("1,2\0")
@example("\u0661,\u0662")
@example("1_0,2")
@example("1e308,1e308")
@example("-0,-0")
def test_any_text_is_a_position_or_is_refused(text):
    try:
        position = Position.from_text(text)
    except InvalidGeometry:
        return
    assert math.isfinite(position.lon + position.lat)


# Radius


@pytest.mark.parametrize("metres", [0, -1, MAX_RADIUS_M + 1, 10**30])
def test_a_radius_has_bounds(metres):
    with pytest.raises(InvalidGeometry, match="metres from 1 to 500000"):
        Radius(metres)


@pytest.mark.parametrize("metres", [1, 10_000, 500_000])
def test_the_bounds_of_a_radius_are_inside(metres):
    assert Radius(metres).metres == metres


# BBox


def test_fiji_crosses_the_date_line():
    fiji = BBox.from_text("177,-20,-178,-16")
    assert fiji.crosses_date_line
    assert fiji.parts() == ((177, -20, 180, -16), (-180, -20, -178, -16))
    assert fiji.contains(Position(lon=179, lat=-18))
    assert fiji.contains(Position(lon=-179, lat=-18))
    assert fiji.contains(Position(lon=180, lat=-18))
    assert not fiji.contains(Position(lon=0, lat=-18))
    assert fiji.centre() == Position(lon=179.5, lat=-18)


def test_six_numbers_are_a_box_whose_heights_are_ignored():
    assert BBox.from_text("1,2,-100,3,4,9000") == BBox(1, 2, 3, 4)


@pytest.mark.parametrize("text", ["", "1,2,3", "1,2,3,4,5", "1,2,3,4,5,6,7", "a,b,c,d"])
def test_other_counts_of_numbers_are_no_box(text):
    with pytest.raises(InvalidGeometry):
        BBox.from_text(text)


@pytest.mark.parametrize("text", ["NaN,0,1,1", "0,0,Infinity,1", "0,-inf,1,1"])
def test_a_box_is_made_of_finite_numbers(text):
    with pytest.raises(InvalidGeometry, match="finite"):
        BBox.from_text(text)


@pytest.mark.parametrize(
    "numbers", [(0, 5, 1, 4), (0, -91, 1, 0), (0, 0, 1, 90.5), (-1081, 0, 0, 1)]
)
def test_a_box_that_cannot_be_is_refused(numbers):
    with pytest.raises(InvalidGeometry):
        BBox(*numbers)


@pytest.mark.parametrize(
    ("west", "east"), [(-180, 180), (0, 360), (-200, 200), (-1080, 1080), (-360, 0)]
)
def test_a_turn_or_more_is_the_whole_world(west, east):
    world = BBox(west, -90, east, 90)
    assert (world.west, world.east) == (-180, 180)
    assert not world.crosses_date_line


@pytest.mark.parametrize(
    ("numbers", "shifted"),
    [
        ((-241, 0, -200, 1), (119, 160)),
        ((170, 0, 190, 1), (170, -170)),
        ((-190, 0, -170, 1), (170, -170)),
        ((180, 0, 190, 1), (-180, -170)),
        ((170, 0, 180, 1), (170, 180)),
        ((-190, 0, -180, 1), (170, 180)),
        ((540, 0, 545, 1), (-180, -175)),
    ],
)
def test_a_box_on_a_world_copy_is_brought_home(numbers, shifted):
    box = BBox(*numbers)
    assert (box.west, box.east) == shifted


def test_a_box_without_width_and_height_holds_its_point():
    point = Position(lon=24.94, lat=60.17)
    box = BBox(24.94, 60.17, 24.94, 60.17)
    assert box.contains(point)
    assert not box.contains(Position(lon=24.95, lat=60.17))


def test_the_date_line_is_one_meridian():
    line = BBox(180, -10, 180, 10)
    assert line.contains(Position(lon=-180, lat=0))
    assert BBox(-180, -10, -170, 10).contains(Position(lon=180, lat=0))


@given(boxes(), positions)
def test_a_box_holds_what_its_parts_hold(box, position):
    lons = {position.lon, -position.lon} if abs(position.lon) == 180 else {position.lon}
    held = any(
        west <= lon <= east and south <= position.lat <= north
        for west, south, east, north in box.parts()
        for lon in lons
    )
    assert box.contains(position) == held


@given(boxes())
def test_the_parts_of_a_box_never_run_backwards(box):
    for west, south, east, north in box.parts():
        assert -180 <= west <= east <= 180
        assert -90 <= south <= north <= 90


@given(boxes())
def test_a_box_holds_its_centre(box):
    assert box.contains(box.centre())


@given(boxes(), st.sampled_from([-360, 360]), positions)
def test_a_box_a_whole_turn_away_holds_the_same(box, turn, position):
    away = BBox(
        box.west + turn,
        box.south,
        (box.east + 360 if box.crosses_date_line else box.east) + turn,
        box.north,
    )
    assert away.contains(position) == box.contains(position)


@given(st.text(alphabet="0123456789.,-+eEnaifNI ", max_size=60))
def test_any_text_is_a_box_or_is_refused(text):
    try:
        box = BBox.from_text(text)
    except InvalidGeometry:
        return
    assert len(box.parts()) in (1, 2)


@given(boxes())
def test_a_box_is_read_as_it_was_written(box):
    assert BBox.from_text(str(box)) == box


@given(st.floats(-180, 180), st.floats(-90, 90))
def test_a_position_is_read_as_it_was_written(lon, lat):
    position = Position(lon=lon, lat=lat)
    assert Position.from_text(str(position)) == position


def test_whole_degrees_are_written_short():
    assert str(Position(lon=13, lat=-0.5)) == "13,-0.5"
    assert str(BBox(177, -20, -178, -16)) == "177,-20,-178,-16"
