"""T3: no `crs` link, SRID or WKT string is ever read (CVE-2026-111362, -114582)."""

import json

import pytest
from django.contrib.gis.geos import GEOSGeometry
from django.urls import reverse

from geoapp.geo.geojson import position_of_geojson
from geoapp.geo.values import InvalidGeometry, Position
from geoapp.sources.actions import import_file
from geoapp.sources.reader_rows import UnreadableFile
from geoapp.venues.admin import PositionWidget
from geoapp.venues.models import Venue
from tests.safety.test_t2_raster_lookups import form_of
from tests.sources.lists import collection, feature, write_json
from tests.world import AT, venue

POINT = {"type": "Point", "coordinates": [24.94, 60.17]}


def linked(url: str) -> list[str]:
    """Return points whose `crs` asks to be fetched or looked up."""
    crs = [
        {"type": "link", "properties": {"href": url}},
        {"type": "link", "properties": {"href": url, "type": "proj4"}},
        {"type": "link", "properties": {"href": url, "type": "ogcwkt"}},
        {"type": "link", "properties": {"href": url, "type": "esriwkt"}},
        {"type": "link", "properties": {"href": f"/vsicurl/{url}"}},
        {"type": "link", "properties": {"href": "file:///etc/passwd"}},
        {"type": "link", "properties": {"href": "/etc/passwd", "type": "proj4"}},
        {"type": "name", "properties": {"name": url}},
        {"type": "name", "properties": {"name": "EPSG:3857"}},
        {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}},
        {"type": "name", "properties": {"name": "IGNF:LAMB93"}},
        {"type": "EPSG", "properties": {"code": 4326}},
        {"type": "OGC", "properties": {"urn": url}},
        {"type": "name"},
        {},
        None,
        url,
        3857,
        [url],
    ]
    return [json.dumps(POINT | {"crs": one}) for one in crs] + [
        json.dumps({"crs": crs[0], **POINT}),
        json.dumps(POINT | {"CRS": crs[0]}),
        json.dumps(POINT)[:-1] + f', "crs": {json.dumps(crs[0])}, "crs": null}}',
        json.dumps({"type": "Feature", "geometry": POINT, "crs": crs[0]}),
        json.dumps({"type": "Feature", "geometry": POINT | {"crs": crs[0]}}),
        json.dumps({"type": "GeometryCollection", "geometries": [POINT], "crs": {}}),
    ]


def strings(url: str) -> list[str]:
    """Return what GEOS, GDAL or PostGIS would read as a place."""
    return [
        "SRID=3857;POINT(1 2)",
        "SRID=4326;POINT(1 2)",
        "SRID=999999999999;POINT(1 2)",
        "SRID=-1;POINT(1 2)",
        "POINT(24.94 60.17)",
        "POINT Z (1 2 3)",
        "POINT EMPTY",
        "CURVEPOLYGON(CIRCULARSTRING(0 0,1 1,2 0))",
        "0101000000000000000000F03F0000000000000040",
        "0101000020E6100000000000000000F03F0000000000000040",
        "00000000013FF00000000000004000000000000000",
        f"<gml:Point srsName='{url}'><gml:pos>1 2</gml:pos></gml:Point>",
        "<Point><coordinates>1,2</coordinates></Point>",
        f"PROJ:{url}",
        "+init=epsg:4326",
        f"+proj=pipeline +step +grids={url}",
        "EPSG:4326",
        "srs.wkt",
        f"IMPORT_FROM_FILE {url}",
        "/etc/passwd",
        "@/etc/passwd",
        "{}",
        "[]",
        "null",
        '{"type": "Point"}',
        '{"type": "Point", "coordinates": "1,2"}',
        '{"type": "Point", "coordinates": [1]}',
        '{"type": "Point", "coordinates": [1, 2, 3, 4]}',
        '{"type": "Point", "coordinates": [true, false]}',
        '{"type": "Point", "coordinates": ["1", "2"]}',
        '{"type": "Point", "coordinates": [NaN, 2]}',
        '{"type": "Point", "coordinates": [1, Infinity]}',
        '{"type": "Point", "coordinates": [1e999, 2]}',
        '{"type": "Point", "coordinates": [1, 91]}',
        '{"type": "point", "coordinates": [1, 2]}',
    ]


URL = "http://127.0.0.1:9/x"
VARIANTS = [*linked(URL), *strings(URL)]


def test_there_are_at_least_fifty_variants():
    assert len(set(VARIANTS)) >= 50


@pytest.mark.parametrize("text", VARIANTS)
def test_nothing_but_a_plain_point_is_a_position(text):
    with pytest.raises(InvalidGeometry):
        position_of_geojson(text)


@pytest.mark.parametrize(
    "text",
    [
        '{"type":"Point","coordinates":[24.94,60.17]}',
        '{"coordinates": [24.94, 60.17, 11.5], "type": "Point"}',
        ' {"type": "Point", "coordinates": [384.94, 60.17]} ',
    ],
)
def test_a_plain_point_is(text):
    position = position_of_geojson(text)
    assert (round(position.lon, 6), position.lat) == (24.94, 60.17)


def test_the_widget_always_says_4326():
    point = PositionWidget().deserialize(json.dumps(POINT))
    assert isinstance(point, GEOSGeometry)
    assert point.srid == 4326


@pytest.mark.django_db
def test_the_admins_form_follows_nothing(staff, canary):
    pk = venue("Here")
    before = Venue.objects.get(pk=pk).location.wkt
    address = reverse("admin:venues_venue_change", args=[pk])
    for payload in [*linked(canary.url), *strings(canary.url)]:
        answer = staff.post(address, form_of(payload))
        assert answer.status_code == 200, payload
        assert answer.context["adminform"].form.errors["location"]
    assert Venue.objects.get(pk=pk).location.wkt == before
    assert canary.heard == []


@pytest.mark.django_db
def test_the_public_parameters_follow_nothing(client, canary):
    for payload in [*linked(canary.url), *strings(canary.url)]:
        for parameter in ("near", "bbox"):
            api = client.get("/api/collections/venues/items", {parameter: payload})
            assert api.status_code == 400, payload
            assert client.get("/map/view/", {parameter: payload}).status_code == 200
    assert canary.heard == []


@pytest.mark.django_db
def test_an_import_follows_nothing(tmp_path, canary):
    for text in linked(canary.url)[:16]:
        found = feature(craft="pottery")
        found["geometry"] = json.loads(text)
        path = write_json(tmp_path / "a.geojson", collection(found))
        with pytest.raises(UnreadableFile, match="crs"):
            import_file(path=path, at=AT)
    assert not Venue.objects.exists()
    assert canary.heard == []


def test_longitude_comes_first():
    assert position_of_geojson(json.dumps(POINT)) == Position(lon=24.94, lat=60.17)
