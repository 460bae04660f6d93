"""Every export tells every published venue, and independent readers agree on it."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client

from geoapp.api.exports.asked import asked_export
from geoapp.api.exports.venues import told
from geoapp.geo.values import Position
from geoapp.publishing.models import PublishedOpening, PublishedVenue
from geoapp.venues.actions.change_publication import withdraw_venue
from geoapp.venues.actions.correct_venue import correct_venue
from geoapp.venues.actions.record_source import record_source
from geoapp.venues.hooks import venues_changed
from geoapp.venues.models import Venue
from geoapp.venues.records import Address
from tests.api.exports.files import (
    body,
    calendar,
    features,
    layer,
    plain,
    rows,
)
from tests.world import AT, HACKNEY, SOURCE, record, venue, venues

pytestmark = pytest.mark.django_db

OSM = replace(
    SOURCE,
    key="osm-test",
    name="OpenStreetMap",
    licence="ODbL-1.0",
    edition=date(2026, 1, 1),
)
ENDINGS = ("geojsonl", "csv", "gpkg", "fgb", "ics")


@pytest.fixture
def world(vocabulary):
    return venues(
        record(
            "Clay House",
            offers=[("pottery", "use")],
            machines=["kiln"],
            hours="Mo-Fr 10:00-18:00",
            address=Address(street="1 Kiln Lane", locality="London", country="GB"),
            contact={"web": "https://clay.example"},
        ),
        record(
            "Lathe Loft",
            at=Position(lon=13.4, lat=52.5),
            offers=[("woodturning", "learn")],
            hours='"by appointment"',
            locality="Berlin",
            country="DE",
            uncertainty_m=30,
        ),
        record("Date Line", at=Position(lon=180.0, lat=-17.0), hours="24/7"),
    )


def export(client: Client, ending: str, **params) -> bytes:
    return body(client.get(f"/api/exports/venues.{ending}", params))


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
def test_what_is_wrong_is_named(world, client, ending, query):
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
    again = client.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.headers["ETag"]) == (304, tag)
    head = client.head(address)
    assert head.status_code == 200
    assert head.headers["Content-Type"] == answer.headers["Content-Type"]
    assert b"".join(head.streaming_content) == b""
    assert client.post(address).status_code == 405
    other = client.get(f"{address}?craft=pottery")
    assert body(other)
    assert other.headers["ETag"] != tag


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


def test_what_is_withdrawn_while_it_is_told_is_not_told(world):
    batches = told(asked_export(QueryDict(), at=AT), size=1)
    first = next(batches)
    gone = max(world)
    withdraw_venue(venue_id=gone)
    seen = {venue.pk for batch in (first, *batches) for venue in batch}
    assert seen == set(world) - {gone}


# A list that is left out


@pytest.fixture
def shared(world):
    """Clay House as OpenStreetMap knows it too: with hours for members."""
    said = record(
        "Clay House",
        external_id="node/1",
        hours="",
        offers=[],
        wheelchair="yes",
        organisation="Clay Guild",
    )
    record_source(source=OSM, records=[said], at=AT, matches={"node/1": world[0]})
    venues(record("Only mapped", external_id="node/2"), source=OSM)
    return world[0]


def by_name(client: Client, **params) -> dict[str, dict]:
    shown = features(export(client, "geojsonl", **params))
    return {f["properties"]["name"]: f["properties"] for f in shown}


def test_without_a_list_its_own_places_go_and_its_own_words(shared, client):
    whole = by_name(client)
    assert whole["Clay House"]["wheelchair"] == "yes"
    assert whole["Clay House"]["licence"] == ["CC0-1.0", "ODbL-1.0"]
    left = by_name(client, without_source="osm-test")
    assert set(whole) - set(left) == {"Only mapped"}
    clay = left["Clay House"]
    assert clay["wheelchair"] is None
    assert clay["details"]["organisation"] == ""
    assert clay["licence"] == ["CC0-1.0"]
    assert [s["id"] for s in clay["details"]["sources"]] == ["test-list"]
    assert clay["crafts"] == whole["Clay House"]["crafts"]
    assert "osm-test" not in str(left)
    assert "Guild" not in str(left)


def test_a_search_does_not_tell_what_was_left_out(shared, client):
    assert "Clay House" in by_name(client, wheelchair="yes")
    left = by_name(client, wheelchair="yes", without_source="osm-test")
    assert left == {}


def test_what_a_person_says_stays(shared, client):
    correct_venue(
        venue_id=shared, field="wheelchair", value="limited", author=None, at=AT
    )
    left = by_name(client, without_source="osm-test")
    assert left["Clay House"]["wheelchair"] == "limited"


def test_what_two_lists_say_stays_without_either(shared, client):
    left = by_name(client, without_source="test-list")
    assert set(left) == {"Only mapped", "Clay House"}
    clay = left["Clay House"]
    assert (clay["wheelchair"], clay["licence"]) == ("yes", ["ODbL-1.0"])
    assert clay["crafts"] == clay["equipment"] == clay["details"]["hours"] == []


def test_without_the_list_that_knows_the_place_there_is_none(world, client):
    said = record("Clay House", external_id="node/1", at=HACKNEY, precision="city")
    record_source(source=OSM, records=[said], at=AT, matches={"node/1": world[0]})
    assert by_name(client, without_source="test-list") == {}


def test_without_both_there_is_nothing(shared, client):
    query = "without_source=osm-test&without_source=test-list"
    for ending, read in (("geojsonl", features), ("csv", rows), ("ics", calendar)):
        answer = client.get(f"/api/exports/venues.{ending}?{query}")
        assert read(body(answer)) == []


def test_both_ways_of_writing_tell_the_same(shared, client):
    venues(record("Third", external_id="t"), source=replace(OSM, key="third"))
    plain_way = features(export(client, "geojsonl"))
    parsed = features(export(client, "geojsonl", without_source="third"))
    kept = [f for f in plain_way if f["properties"]["name"] != "Third"]
    assert parsed == kept


# Calendar


def test_only_what_is_known_to_be_open_is_an_event(world, client):
    events = calendar(export(client, "ics"))
    names = {plain(e["SUMMARY"]) for e in events}
    assert names == {"Clay House", "Date Line"}
    clay = [e for e in events if e["SUMMARY"] == "Clay House"]
    row = PublishedOpening.objects.get(venue_id=world[0])
    assert [(e["DTSTART"], e["DTEND"]) for e in clay] == [
        (f"{b:%Y%m%dT%H%M%SZ}", f"{e:%Y%m%dT%H%M%SZ}") for b, e in row.periods
    ]
    assert len({e["UID"] for e in events}) == len(events)
    always = [e for e in events if e["SUMMARY"] == "Date Line"]
    assert len(always) == 1


def test_hours_cut_by_the_edge_of_what_is_computed_are_left_out(vocabulary, client):
    pk = venue("Far West", at=Position(lon=-122.4, lat=37.8), hours="Mo-Su 12:00-20:00")
    row = PublishedOpening.objects.get(venue_id=pk)
    assert row.periods[0][0] == row.computed_from
    events = calendar(export(client, "ics"))
    hours = {(e["DTSTART"][-7:], e["DTEND"][-7:]) for e in events}
    assert hours == {("200000Z", "040000Z")}


def test_a_place_that_does_not_run_has_no_events(vocabulary, client):
    venue("Planned", hours="Mo-Fr 10:00-18:00", operation="planned")
    assert calendar(export(client, "ics")) == []


# What may not be seen


@pytest.mark.parametrize("publication", ["draft", "pending", "refused", "withdrawn"])
@pytest.mark.parametrize("ending", ENDINGS)
def test_what_is_not_published_is_in_no_file(world, client, ending, publication):
    Venue.objects.filter(pk=world[0]).update(publication=publication)
    venues_changed([world[0]])
    data = export(client, ending)
    assert b"Clay House" not in data
    assert str(world[0]).encode() not in data


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_home_shows_its_area_only(vocabulary, client, ending):
    venue(
        "Home Pottery",
        at=Position(lon=-0.0712345, lat=51.5487654),
        precision="area",
        hours="Mo-Fr 10:00-18:00",
        address=Address(
            street="17 Hidden Lane", postcode="E5 0ZZ", locality="London", country="GB"
        ),
        directions_hint="Blue door",
        url="https://example.org/list/home-of-ada",
    )
    data = export(client, ending)
    assert b"Home Pottery" in data
    for secret in (
        *(b"0.0712", b"51.5487", b"Hidden Lane", b"E5 0ZZ", b"Blue door"),
        b"home-of-ada",
    ):
        assert secret not in data, secret
    assert b"GEO:" not in data
