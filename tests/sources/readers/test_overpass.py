"""Overpass answers are read strictly: no crs, no NaN, no depth without end."""

import pytest

from geoapp.sources.reader_rows import ReadOptions, UnreadableFile
from geoapp.sources.readers import reader_for
from tests.sources.lists import collection, feature, write_json


def rows_of(path):
    return list(reader_for(path).read(path, ReadOptions()).rows)


def test_a_feature_becomes_a_record_at_its_position(tmp_path):
    path = write_json(tmp_path / "a.geojson", collection(feature(7, craft="pottery")))
    [row] = rows_of(path)
    assert row.record.external_id == "node/7"
    assert (row.record.position.lon, row.record.position.lat) == (5.3, 60.4)
    assert row.record.url == "https://www.openstreetmap.org/node/7"


def test_out_center_json_gives_ways_their_centre(tmp_path):
    way = {
        "type": "way",
        "id": 3,
        "center": {"lat": 60.1, "lon": 24.9},
        "nodes": [1, 2],
        "tags": {"name": "Paja", "leisure": "hackerspace"},
    }
    bare_node = {"type": "node", "id": 1, "lat": 60.0, "lon": 24.8}
    path = write_json(tmp_path / "a.json", {"elements": [way, bare_node]})
    [row] = rows_of(path)
    assert row.reference == "way/3"
    assert row.record.kind == "hackerspace"
    assert row.record.position.lat == 60.1


def test_an_area_stands_in_the_middle_of_its_corners(tmp_path):
    ring = [[10, 50], [10, 52], [12, 52], [12, 50], [10, 50]]
    area = feature(craft="pottery")
    area["geometry"] = {"type": "Polygon", "coordinates": [ring]}
    [row] = rows_of(write_json(tmp_path / "a.geojson", collection(area)))
    assert (row.record.position.lon, row.record.position.lat) == (11, 51)


def test_nested_tags_of_older_converters_are_read(tmp_path):
    old = feature()
    old["properties"] = {"type": "node", "id": 1, "tags": {"name": "A", "shop": "art"}}
    [row] = rows_of(write_json(tmp_path / "a.geojson", collection(old)))
    assert row.record.name == "A"


@pytest.mark.parametrize("where", ["collection", "feature", "geometry"])
def test_a_crs_member_anywhere_refuses_the_file(tmp_path, where):
    crs = {"type": "link", "properties": {"href": "http://127.0.0.1:9/x"}}
    found = feature(craft="pottery")
    document = collection(found)
    {"collection": document, "feature": found, "geometry": found["geometry"]}[where][
        "crs"
    ] = crs
    with pytest.raises(UnreadableFile, match="crs"):
        rows_of(write_json(tmp_path / "a.geojson", document))


@pytest.mark.parametrize(
    "coordinates",
    [
        "[1e400, 5]",
        '["5", "60"]',
        "[5]",
        "[]",
        "[[[[[[5, 60]]]]]]",
        "[5, 91]",
        "[true, false]",
        "{}",
        "null",
        f"[{'9' * 400}, 5]",
    ],
)
def test_a_bad_position_refuses_its_row_alone(tmp_path, coordinates):
    text = (
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "id": "node/1",'
        ' "properties": {"name": "A", "craft": "pottery"}, "geometry":'
        f' {{"type": "Point", "coordinates": {coordinates}}}}}]}}'
    )
    path = tmp_path / "a.geojson"
    path.write_text(text)
    [row] = rows_of(path)
    assert row.refused


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_numbers_that_json_does_not_have_refuse_the_file(tmp_path, number):
    path = tmp_path / "a.geojson"
    path.write_text(
        f'{{"type": "FeatureCollection", "features": [], "bbox": [{number}]}}'
    )
    with pytest.raises(UnreadableFile, match="not a JSON number"):
        rows_of(path)


def test_endless_depth_is_refused_with_a_sentence(tmp_path):
    path = tmp_path / "a.geojson"
    path.write_text('{"type": "FeatureCollection", "x": ' + "[" * 200_000)
    with pytest.raises(UnreadableFile, match="nested too deeply"):
        rows_of(path)


def test_things_that_are_no_features_are_refused_rows(tmp_path):
    document = collection(None, 5, "node", {"id": "somewhere/1"})
    rows = rows_of(write_json(tmp_path / "a.geojson", document))
    assert len(rows) == 4
    assert all(row.refused for row in rows)


@pytest.mark.parametrize("document", [{"elements": 5}, {"features": {}}])
def test_json_without_features_or_elements_is_refused(tmp_path, document):
    path = write_json(tmp_path / "a.json", {"elements": None, **document})
    with pytest.raises(UnreadableFile, match="neither features nor elements"):
        rows_of(path)


@pytest.mark.parametrize(
    ("members", "properties"),
    [
        ({"id": "way/12"}, {}),
        ({}, {"@id": "way/12"}),
        ({}, {"@id": "https://www.openstreetmap.org/way/12"}),
        ({"id": 3}, {"@id": "way/12"}),
        ({}, {"@type": "way", "@id": "12"}),
        ({}, {"type": "way", "id": 12, "tags": {"craft": "pottery", "name": "Verk"}}),
        ({}, {"full_id": "w12"}),
        ({}, {"osm_type": "way", "osm_id": "12"}),
    ],
)
def test_the_id_is_where_the_export_wrote_it(tmp_path, members, properties):
    tags = {"name": "Verk", "craft": "pottery", "@user": "somebody", **properties}
    geometry = {"type": "Point", "coordinates": [5.3, 60.4]}
    one = {"type": "Feature", **members, "properties": tags, "geometry": geometry}
    path = write_json(tmp_path / "a.geojson", collection(one))
    [row] = reader_for(path).read(path, ReadOptions()).rows
    assert row.record.external_id == "way/12"
    assert "@user" not in row.record.raw
