"""Every export tells every published venue, and independent readers agree on it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from geoapp.api.exports.export_request import ExportRequest
from geoapp.api.exports.venues import exported_venues
from geoapp.api.http.search_params import EXPORT_PARAMETERS, parse_search_params
from geoapp.discovery.search.resolved_query import resolve_query
from geoapp.publishing.models import PublishedVenue
from geoapp.venues.actions.change_publication import withdraw_venue
from tests.api.exports.files import (
    ENDINGS,
    body,
    calendar,
    export,
    features,
    layer,
    plain,
    rows,
)
from tests.world import AT, venue

pytestmark = pytest.mark.django_db


def test_every_format_has_every_venue(world, client, tmp_path):
    there = {
        str(row.pk): (round(row.public_point.x, 6), round(row.public_point.y, 6))
        for row in PublishedVenue.objects.all()
    }
    assert len(there) == 3
    shown = features(export(client, "geojsonl"))
    assert {f["id"]: tuple(f["geometry"]["coordinates"]) for f in shown} == there
    cells = rows(export(client, "csv"))
    assert {
        r["id"]: (float(r["longitude"]), float(r["latitude"])) for r in cells
    } == there
    for ending in ("gpkg", "fgb"):
        points, columns = layer(tmp_path / f"x.{ending}", export(client, ending))
        assert dict(zip(columns["id"], points, strict=True)) == there
        by_id = {one["id"]: one for one in cells}
        for number, pk in enumerate(columns["id"]):
            for name in ("name", "kind", "crafts", "equipment", "hours", "licence"):
                assert columns[name][number] == by_id[pk][name], name


def test_a_record_carries_its_sources_and_licence(world, client):
    shown = features(export(client, "geojsonl"))
    for one in shown:
        (source,) = one["properties"]["details"]["sources"]
        assert source["name"] == "Test list"
        assert source["licence"] == "CC0-1.0"
        assert source["url"] == "https://example.org/list"
        assert source["date"] == "2026-11-01"
    for row in rows(export(client, "csv")):
        assert row["licence"] == "CC0-1.0"
        assert row["sources"] == "Test list 2026-11-01 https://example.org/list"
    for event in calendar(export(client, "ics")):
        assert "Test list, CC0-1.0" in plain(event["DESCRIPTION"])


def test_filters_are_those_of_the_search(world, client):
    for params, names in (
        ({"craft": "pottery"}, {"Clay House"}),
        ({"near": "13.4,52.5", "radius_m": 500}, {"Lathe Loft"}),
        ({"bbox": "179,-20,-179,-10"}, {"Date Line"}),
        ({"q": "loft"}, {"Lathe Loft"}),
        ({"craft": "basketry"}, set()),
    ):
        shown = features(export(client, "geojsonl", **params))
        assert {f["properties"]["name"] for f in shown} == names, params
        assert {r["name"] for r in rows(export(client, "csv", **params))} == names


@pytest.mark.parametrize("ending", ENDINGS)
def test_nothing_found_is_a_file_that_can_be_read(world, client, tmp_path, ending):
    data = export(client, ending, craft="basketry")
    if ending in {"gpkg", "fgb"}:
        points, columns = layer(tmp_path / f"x.{ending}", data)
        assert points == []
        assert "licence" in columns
    elif ending == "ics":
        assert calendar(data) == []
    else:
        assert (rows if ending == "csv" else features)(data) == []


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(
    "query",
    [
        "limit=5",
        "cursor=x",
        "sort=name",
        "f=json",
        "nonsense=1",
        "bbox=1,2,3",
        "near=2000,1",
        "craft=no-such",
        "without_source=no-such",
        "without_source=%00",
        "open_at=yesterday",
    ],
)
def test_what_is_wrong_is_named(client, ending, query):
    answer = client.get(f"/api/exports/venues.{ending}?{query}")
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    (error,) = answer.json()["errors"]
    assert error["parameter"] == query.partition("=")[0]


@pytest.mark.parametrize("ending", ENDINGS)
def test_headers(world, client, ending):
    address = f"/api/exports/venues.{ending}"
    answer = client.get(address)
    assert answer.streaming
    assert body(answer)
    tag = answer.headers["ETag"]
    assert tag.startswith('W/"')
    assert answer.headers["Content-Disposition"] == (
        f'attachment; filename="makerloom-venues.{ending}"'
    )
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    with CaptureQueriesContext(connection) as asked:
        again = client.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.headers["ETag"]) == (304, tag)
    assert len(asked) == 1
    assert "dataversion" in asked[0]["sql"]
    head = client.head(address)
    assert head.status_code == 200
    assert head.headers["Content-Type"] == answer.headers["Content-Type"]
    assert b"".join(head.streaming_content) == b""
    assert client.post(address).status_code == 405
    other = client.get(f"{address}?craft=pottery")
    assert body(other)
    assert other.headers["ETag"] != tag


def test_an_unchanged_file_gives_304(world, client):
    address = "/api/exports/venues.csv?q=pottery+in+London&without_source=test-list"
    tag = client.head(address)["ETag"]
    with CaptureQueriesContext(connection) as asked:
        again = client.get(address, headers={"If-None-Match": tag})
    assert again.status_code == 304
    assert len(asked) == 1


@pytest.mark.parametrize("path", ["exports/venues.csv", "feeds/venues.atom"])
def test_problems_are_in_the_requested_language(world, client, path):
    said = {
        lang: client.get(f"/api/{path}?craft=no-such&lang={lang}").json()["errors"]
        for lang in ("en", "de")
    }
    assert said["en"] != said["de"]
    listed = client.get("/api/collections/venues/items?craft=no-such&lang=de")
    assert said["de"] == listed.json()["errors"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_address_with_an_ending_has_one_form(world, client, ending):
    answer = client.get(
        f"/api/exports/venues.{ending}", headers={"accept": "image/png"}
    )
    assert body(answer)


def test_an_etag_ends_with_the_data(world, client):
    answer = client.get("/api/exports/venues.csv")
    assert body(answer)
    tag = answer.headers["ETag"]
    venue("One more")
    PublishedVenue.objects.first().delete()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    answer = client.get("/api/exports/venues.csv", headers={"If-None-Match": tag})
    assert len(rows(body(answer))) == 3


def test_a_venue_withdrawn_during_an_export_is_left_out(world):
    question = resolve_query(parse_search_params({}, EXPORT_PARAMETERS, at=AT))
    batches = exported_venues(ExportRequest(question, frozenset()), size=1)
    first = next(batches)
    gone = max(world)
    withdraw_venue(venue_id=gone)
    seen = {venue.pk for batch in (first, *batches) for venue in batch}
    assert seen == set(world) - {gone}
