# ruff: noqa: RUF001 - the marks of minutes and seconds
"""Coordinates are read as people write and paste them; other numbers are not."""

import pytest

from geoapp.geocoding.coordinates import coordinates_among, degrees_in, position_in

BERLIN = (52.5163, 13.3777)


@pytest.mark.parametrize(
    "text",
    [
        "52.5163, 13.3777",
        "52.5163,13.3777",
        "52.5163 13.3777",
        "52.5163; 13.3777",
        "(52.5163, 13.3777)",
        "52,5163 13,3777",
        "52,5163, 13,3777",
        "52,5163; 13,3777",
        "52,5163/13,3777",
        "52.5163°, 13.3777°",
        "52.5163° N, 13.3777° E",
        "52.5163N 13.3777E",
        "52.5163n, 13.3777e",
        "N52.5163 E13.3777",
        "N 52.5163, E 13.3777",
        "N52.5163E13.3777",
        "13.3777 E, 52.5163 N",
        "E 13.3777 N 52.5163",
        "52°30'58.68\"N 13°22'39.72\"E",
        "52°30'58.68\"N13°22'39.72\"E",
        "52° 30′ 58.68″ N, 13° 22′ 39.72″ E",
        "52°30\u201958.68\u201d N 13°22\u201939.72\u201d E",
        "52º30'58,68''N, 13º22'39,72''E",
        "52 30 58.68 N, 13 22 39.72 E",
        "N52° 30.978' E013° 22.662'",
        "N 52 30.978 E 013 22.662",
        "52:30:58.68N 13:22:39.72E",
        "52.5163 north, 13.3777 east",
        "52.5163 Nord, 13.3777 Ost",
        "lat 52.5163, lon 13.3777",
        "Latitude: 52.5163 Longitude: 13.3777",
        "lng=13.3777, lat=52.5163",
        "geo:52.5163,13.3777",
        "geo:52.5163,13.3777,34;u=35",
        "geo:0,0?q=52.5163,13.3777(Kiln Yard)",
        "https://www.openstreetmap.org/#map=17/52.5163/13.3777",
        "https://www.openstreetmap.org/?mlat=52.5163&mlon=13.3777#map=5/1/2",
        "https://www.google.com/maps/place/X/@52.5163,13.3777,17z",
        "https://maps.google.com/?q=52.5163,13.3777",
    ],
)
def test_a_position_is_read_as_it_is_written(text):
    position = position_in(text)
    assert position is not None
    assert (round(position.lat, 4), round(position.lon, 4)) == BERLIN


@pytest.mark.parametrize(
    ("text", "lat", "lon"),
    [
        ("-33.8156, -151.0892", -33.8156, -151.0892),
        ("33.8156 S 151.0892 W", -33.8156, -151.0892),
        ("\u221233.8156, 151.0892", -33.8156, 151.0892),
        ("33°48'56\" south, 151°5'21\" west", -33.815556, -151.089167),
        ("151.0892, -33.8156", -33.8156, 151.0892),  # only the longitude comes first
        ("51.545, -0.055", 51.545, -0.055),
        ("52°N 13°E", 52, 13),
        ("0.5 S, 0.5 E", -0.5, 0.5),
    ],
)
def test_south_and_west_are_negative(text, lat, lon):
    position = position_in(text)
    assert position is not None
    assert (position.lat, position.lon) == (pytest.approx(lat), pytest.approx(lon))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Berlin",
        "52.5163",
        "52, 13",
        "52 13",
        "60 x 40",
        "10117 Berlin",
        "91.5, 181.5",
        "N 52.5, N 13.4",
        "52.5° 75' N, 13° E",
        "52°75'N 13°22'E",
        "Main Street 12.5, 13",
        "12.5 mm, 13.5 mm",
        "2026-12-01",
        "10.30 - 12.30",
        "geo:",
        "1.2.3.4",
        "52.5, 13.4, 17.5",
        "5" * 500,
        "1 " * 5000,
    ],
)
def test_other_numbers_are_no_position(text):
    assert position_in(text) is None


@pytest.mark.parametrize(
    ("text", "degrees"),
    [
        ("-33 48'56\"", -33.815556),
        (" 151 5'21\"", 151.089167),
        ("33°48′56″ S", -33.815556),
        ("51.5", 51.5),
        ("51,5", 51.5),
        ("-0.1", -0.1),
        ("7", 7),
        ("W 3.18", -3.18),
        ("north", None),
        ("", None),
        ("12 30", None),
        ("1e5", None),
    ],
)
def test_one_number_of_degrees(text, degrees):
    expected = degrees if degrees is None else pytest.approx(degrees, abs=1e-6)
    assert degrees_in(text) == expected


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("pottery 51.545, -0.055", "pottery "),
        ("51.545, -0.055 pottery", " pottery"),
        ("pottery near 51.545 N 0.055 W, please", "pottery near , please"),
        ("geo:51.545,-0.055", ""),
    ],
)
def test_coordinates_among_words(text, rest):
    among = coordinates_among(text)
    assert among is not None
    assert (among.position.lat, among.position.lon) == (51.545, -0.055)
    assert text[: among.start] + text[among.end :] == rest


@pytest.mark.parametrize(
    "text", ["pottery in Leeds", "table 60.5 x 40.5 cm", "10.30 12.30 open"]
)
def test_other_words_have_none(text):
    assert coordinates_among(text) is None
