"""T4: deep nesting is refused before anything parses it (CVE-2026-15830).

What reads it too deeply dies with the whole process, so each case runs here: a
process that is still there is the proof.
"""

import json
import struct

import pytest

from geoapp.geo.geojson import DEEPEST, MAX_LENGTH, position_of_geojson
from geoapp.geo.values import BBox, InvalidGeometry, Position
from geoapp.sources.reader_rows import ReadOptions, UnreadableFile
from geoapp.sources.readers import reader_for

DEPTHS = [10, 100, 1_000, 10_000, 100_000]


def wkt(depth: int) -> str:
    return "GEOMETRYCOLLECTION(" * depth + "POINT(1 2)" + ")" * depth


def wkb(depth: int) -> str:
    one_more = struct.pack("<BII", 1, 7, 1)
    return (one_more * depth + struct.pack("<BIdd", 1, 1, 1, 2)).hex()


def geojson(depth: int) -> str:
    begin = '{"type":"GeometryCollection","geometries":['
    point = '{"type":"Point","coordinates":[1,2]}'
    return begin * depth + point + "]}" * depth


def brackets(depth: int) -> str:
    return '{"type":"Point","coordinates":' + "[" * depth + "1,2" + "]" * depth + "}"


def braces(depth: int) -> str:
    return '{"a":' * depth + "1" + "}" * depth


WRITTEN = [wkt, wkb, geojson, brackets, braces]


@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize("write", WRITTEN)
def test_no_depth_is_read_as_a_position(write, depth):
    text = write(depth)
    for read in (position_of_geojson, Position.from_text, BBox.from_text):
        with pytest.raises(InvalidGeometry):
            read(text)


@pytest.mark.parametrize("depth", DEPTHS[:3])
@pytest.mark.parametrize("write", WRITTEN)
@pytest.mark.django_db
def test_no_depth_breaks_a_page_or_the_api(write, depth, client):
    text = write(depth)[:20_000]
    for parameter in ("near", "bbox"):
        answer = client.get("/api/collections/venues/items", {parameter: text})
        assert answer.status_code == 400
        assert client.get("/map/view/", {parameter: text}).status_code == 200


@pytest.mark.parametrize("depth", [10, 1_000, 100_000])
@pytest.mark.parametrize("write", [geojson, brackets])
def test_a_file_nested_too_deeply_is_refused_in_words(write, depth, tmp_path):
    path = tmp_path / "deep.geojson"
    one = {"type": "Feature", "id": "node/1", "properties": {"craft": "pottery"}}
    text = json.dumps({"type": "FeatureCollection", "features": [one]})
    path.write_text(
        text.replace('"properties"', f'"geometry":{write(depth)},"properties"')
    )
    refused = reasons(path)
    assert refused
    assert all("deep" in reason or "GeoJSON" in reason for reason in refused)


def reasons(path) -> list[str]:
    """Return why the file, or each of its rows, was refused."""
    try:
        return [str(r.refused) for r in reader_for(path).read(path, ReadOptions()).rows]
    except UnreadableFile as error:
        return [str(error)]


def test_the_bounds_are_checked_before_parsing():
    point = '{"type":"Point","coordinates":[1,2]}'
    assert position_of_geojson(point + " " * (MAX_LENGTH - len(point)))
    with pytest.raises(InvalidGeometry, match="single GeoJSON Point"):
        position_of_geojson(point + " " * (MAX_LENGTH - len(point) + 1))
    with pytest.raises(InvalidGeometry, match="single GeoJSON Point"):
        position_of_geojson('{"a":' * DEEPEST + "[")


@pytest.mark.long
@pytest.mark.parametrize("depth", [200_000, 1_000_000])
@pytest.mark.parametrize("write", WRITTEN)
def test_no_greater_depth_is_read_either(write, depth):
    with pytest.raises(InvalidGeometry):
        position_of_geojson(write(depth))
