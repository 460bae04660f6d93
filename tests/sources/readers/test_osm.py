"""OSM files: PBF and XML, cut at their edges, or not what they say."""

import gzip

import pytest

from geoapp.sources.reader_rows import ReadOptions, UnreadableFile
from geoapp.sources.readers import reader_for
from tests.sources.lists import SHARED

XML = """<?xml version="1.0" encoding="UTF-8"?>
<osm version="0.6">
  <node id="1" lat="50" lon="10"/>
  <node id="2" lat="50" lon="12"/>
  <node id="3" lat="52" lon="12"/>
  <node id="4" lat="51" lon="11"><tag k="craft" v="pottery"/><tag k="name" v="Ton"/></node>
  <node id="5" lat="51" lon="11"><tag k="highway" v="crossing"/></node>
  <node id="6" lat="51" lon="11"><tag k="craft" v="brewery"/><tag k="name" v="Bier"/></node>
  <way id="7"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="99"/><nd ref="1"/>
    <tag k="leisure" v="hackerspace"/><tag k="name" v="Halle"/></way>
  <way id="8"><nd ref="97"/><nd ref="98"/>
    <tag k="leisure" v="hackerspace"/><tag k="name" v="Draussen"/></way>
</osm>
"""


def rows_of(path):
    return list(reader_for(path).read(path, ReadOptions()).rows)


@pytest.fixture
def xml(tmp_path):
    path = tmp_path / "town.osm"
    path.write_text(XML)
    return path


def test_a_row_is_an_object_with_a_tag_that_we_look_at(xml):
    assert [row.reference for row in rows_of(xml)] == [
        "node/4",
        "node/6",
        "way/7",
        "way/8",
    ]


def test_a_way_stands_in_the_middle_of_the_nodes_that_are_there(xml):
    way = {row.reference: row for row in rows_of(xml)}["way/7"]
    assert way.record.position.lat == pytest.approx(50 + 2 / 3)
    assert way.record.position.lon == pytest.approx(11 + 1 / 3)


def test_a_way_without_any_node_is_refused(xml):
    way = {row.reference: row for row in rows_of(xml)}["way/8"]
    assert way.refused == "The file contains none of its nodes."


def test_what_is_no_venue_is_refused_with_its_tag(xml):
    brewery = {row.reference: row for row in rows_of(xml)}["node/6"]
    assert brewery.refused == "craft=brewery is not a place for making things."


def test_gzipped_xml_is_read(tmp_path):
    path = tmp_path / "town.osm.gz"
    path.write_bytes(gzip.compress(XML.encode()))
    assert len(rows_of(path)) == 4


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE osm [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE osm [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE osm [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;]>',
    ],
)
def test_entities_are_refused(tmp_path, doctype):
    path = tmp_path / "bomb.osm"
    path.write_text(XML.replace("<osm ", f"{doctype}<osm ", 1))
    with pytest.raises(UnreadableFile, match="entities are not supported"):
        rows_of(path)


@pytest.mark.parametrize("latitude", ["NaN", "Infinity", "north"])
def test_a_latitude_that_is_no_number_refuses_the_file(tmp_path, latitude):
    path = tmp_path / "a.osm"
    path.write_text(XML.replace('id="4" lat="51"', f'id="4" lat="{latitude}"'))
    with pytest.raises(UnreadableFile):
        rows_of(path)


def test_a_latitude_outside_the_world_refuses_its_row(tmp_path):
    path = tmp_path / "a.osm"
    path.write_text(XML.replace('id="4" lat="51"', 'id="4" lat="100"'))
    node = {row.reference: row for row in rows_of(path)}["node/4"]
    assert node.refused == "The coordinates are out of range."


def test_half_an_xml_file_is_refused(tmp_path):
    path = tmp_path / "a.osm"
    path.write_text(XML[: len(XML) // 2])
    with pytest.raises(UnreadableFile):
        rows_of(path)


def test_text_named_pbf_is_of_no_format(tmp_path):
    path = tmp_path / "a.osm.pbf"
    path.write_text("I am no such file.")
    with pytest.raises(UnreadableFile, match="not in a supported format"):
        reader_for(path)


def test_text_called_osm_by_hand_is_refused(tmp_path):
    path = tmp_path / "a.osm.pbf"
    path.write_text("I am no such file.")
    with pytest.raises(UnreadableFile, match="OpenStreetMap data"):
        list(reader_for(path, name="osm").read(path, ReadOptions()).rows)


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/data is absent")
def test_half_a_pbf_file_is_refused(tmp_path):
    whole = (SHARED / "osm-helsinki" / "helsinki-centre.osm.pbf").read_bytes()
    path = tmp_path / "half.osm.pbf"
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(UnreadableFile, match="unexpected EOF"):
        rows_of(path)


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/data is absent")
@pytest.mark.parametrize(
    ("file", "rows", "venues"),
    [
        ("osm-helsinki/helsinki-centre.osm.pbf", 517, 53),
        ("osm-helsinki/helsinki_venues.overpass.json", 117, 51),
        ("osm-bayreuth/north-bayreuth.osm.gz", 19, 2),
        ("osm-monaco/monaco-2019.osm.pbf", 112, 10),
        ("bergen-reuse-overpass/features.geojson", 79, 25),
    ],
)
def test_real_files_give_the_rows_and_venues_that_they_hold(file, rows, venues):
    found = rows_of(SHARED / file)
    assert len(found) == rows
    assert sum(row.record is not None for row in found) == venues


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/data is absent")
def test_the_extract_and_the_answer_made_from_it_give_the_same_venues():
    folder = SHARED / "osm-helsinki"
    extract = rows_of(folder / "helsinki-centre.osm.pbf")
    answer = rows_of(folder / "helsinki_venues.overpass.json")
    names = {row.reference: row.record.name for row in extract if row.record}
    assert all(names[r.reference] == r.record.name for r in answer if r.record)
