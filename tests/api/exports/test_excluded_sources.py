"""What an export tells when a list is left out."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from geoapp.venues.actions.correct_venue import correct_venue
from geoapp.venues.actions.record_source import record_source
from tests.api.exports.files import body, calendar, export, features, rows
from tests.world import AT, HACKNEY, SOURCE, record, venues

pytestmark = pytest.mark.django_db

OSM = replace(
    SOURCE,
    key="osm-test",
    name="OpenStreetMap",
    licence="ODbL-1.0",
    edition=date(2026, 1, 1),
)


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


def test_a_search_does_not_reveal_excluded_values(shared, client):
    assert "Clay House" in by_name(client, wheelchair="yes")
    left = by_name(client, wheelchair="yes", without_source="osm-test")
    assert left == {}


def test_what_a_person_says_stays(shared, client):
    correct_venue(
        venue_id=shared, field="wheelchair", value="limited", author=None, at=AT
    )
    left = by_name(client, without_source="osm-test")
    assert left["Clay House"]["wheelchair"] == "limited"


def test_a_place_of_one_list_stays_where_a_person_says_what_it_is(shared, client):
    (pk,) = venues(record("Mapped", external_id="node/3", wheelchair="yes"), source=OSM)
    said = {
        "name": "Corrected",
        "kind": "fab_lab",
        "position": [13.4, 52.5],
    }
    for field, value in said.items():
        assert "Corrected" not in by_name(client, without_source="osm-test")
        correct_venue(venue_id=pk, field=field, value=value, author=None, at=AT)
    corrected = by_name(client, without_source="osm-test")["Corrected"]
    assert corrected["kind"] == "fab_lab"
    assert corrected["wheelchair"] is None
    assert corrected["licence"] == corrected["details"]["sources"] == []
    assert "Corrected" not in by_name(
        client, without_source="osm-test", wheelchair="yes"
    )


def test_lists_are_looked_up_by_one_statement_that_reads_no_venue(shared, client):
    def lookups(*keys):
        with CaptureQueriesContext(connection) as asked:
            client.head("/api/exports/venues.csv", {"without_source": keys})
        return [one["sql"] for one in asked if '"sources" @>' in one["sql"]]

    (one,) = lookups("osm-test")
    (both,) = lookups("osm-test", "test-list")
    assert both.count("LIMIT 1") == 2 * one.count("LIMIT 1") == 2
    assert '"page"' not in both


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


def test_lists_and_exports_agree(shared, client):
    venues(record("Third", external_id="t"), source=replace(OSM, key="third"))
    plain_way = features(export(client, "geojsonl"))
    parsed = features(export(client, "geojsonl", without_source="third"))
    kept = [f for f in plain_way if f["properties"]["name"] != "Third"]
    assert parsed == kept
