"""The API answers RFC 7946 GeoJSON, and every error as problem+json."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from geoapp.geo.values import Position
from tests.discovery.near import tutorial
from tests.geocoding.names import known, row
from tests.world import HACKNEY, record, venue, venues

pytestmark = pytest.mark.django_db
ITEMS = "/api/collections/venues/items"


def test_it_answers_a_feature_collection(client, vocabulary):
    pk = venue("Clay", offers=[("pottery", "use")], machines=["kiln"])
    answer = client.get(ITEMS, {"near": str(HACKNEY), "open_at": "now"})
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/geo+json"
    assert answer["Access-Control-Allow-Origin"] == "*"
    feature = answer.json()["features"][0]
    assert feature["id"] == str(pk)
    assert feature["geometry"] == {"type": "Point", "coordinates": [-0.0553, 51.545]}
    properties = feature["properties"]
    assert properties["crafts"] == [
        {"id": "pottery", "modes": ["use"], "inferred": False}
    ]
    assert properties["equipment"][0]["id"] == "kiln"
    assert properties["distance_m"] == 0
    assert properties["open_state"] == "unknown"
    assert properties["url"].endswith("/venues/clay/")
    assert properties["price"] is None


def test_pages_lead_on_by_a_signed_cursor(client, vocabulary):
    venues(*[record(f"V{n}") for n in range(5)])
    seen, url = [], f"{ITEMS}?limit=2"
    while url:
        page = client.get(url).json()
        seen += [f["properties"]["name"] for f in page["features"]]
        url = next((x["href"] for x in page["links"] if x["rel"] == "next"), None)
    assert seen == ["V0", "V1", "V2", "V3", "V4"]


@pytest.mark.parametrize("query", ["", f"near={HACKNEY}", "bbox=-1,51,1,52"])
def test_a_page_takes_one_statement(
    client, vocabulary, query, django_assert_num_queries
):
    """The hot path's own is not counted here: it goes past Django's cursors."""
    venue("Clay")
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(f"{ITEMS}?{query}")
    assert all("SAVEPOINT" in one["sql"] for one in asked)
    assert answer.json()["numberReturned"] == 1
    known = {"If-None-Match": answer["ETag"]}
    with django_assert_num_queries(1):
        assert client.get(f"{ITEMS}?{query}", headers=known).status_code == 304


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("near=1,NaN", "near"),
        ("near=1,91", "near"),
        ("near=2000,1", "near"),
        ("bbox=1,2,3", "bbox"),
        ("bbox=1,5,3,2", "bbox"),
        ("bbox=Infinity,5,3,6", "bbox"),
        ("limit=0", "limit"),
        ("radius_m=500001&near=1,1", "radius_m"),
        ("craft=nope", "craft"),
        ("open_at=soon", "open_at"),
        ("q=" + "x" * 201, "q"),
        ("colour=red", "colour"),
        ("cursor=abc", "cursor"),
    ],
)
def test_bad_input_is_refused_by_name(client, vocabulary, query, parameter):
    answer = client.get(f"{ITEMS}?{query}")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert [e["parameter"] for e in answer.json()["errors"]] == [parameter]


def test_a_blank_stands_for_the_plus_of_an_offset(client, vocabulary):
    answer = client.get(f"{ITEMS}?open_at=2026-11-28T10:00 01:00")
    assert answer.status_code == 200


def test_one_venue_carries_all_its_public_fields(client, vocabulary):
    pk = venue("Clay", offers=[("pottery", "use")], hours="Mo 10:00-12:00")
    feature = client.get(f"{ITEMS}/{pk}").json()
    assert feature["type"] == "Feature"
    assert feature["id"] == str(pk)
    assert feature["properties"]["hours"][0]["text"] == "Mo 10:00-12:00"
    assert feature["properties"]["sources"][0]["licence"] == "CC0-1.0"
    assert {link["rel"] for link in feature["links"]} == {
        "self",
        "alternate",
        "collection",
    }


def test_one_venue_says_what_the_list_says_of_it(client, vocabulary):
    at = Position(lon=13.4049546, lat=52.5200066)  # OpenStreetMap has seven digits
    pk = venue("Clay", at=at, offers=[("pottery", "use")], machines=["kiln"])
    (listed,) = client.get(ITEMS).json()["features"]
    item = client.get(f"{ITEMS}/{pk}").json()
    assert listed["geometry"]["coordinates"] == [13.404955, 52.520007]
    assert (item["id"], item["geometry"]) == (listed["id"], listed["geometry"])
    assert item["properties"].items() >= listed["properties"].items()


def test_nothing_found_and_wrong_methods_are_problems_too(client, db):
    for answer, status in (
        (client.get("/api/nowhere"), 404),
        (client.get(f"{ITEMS}/00000000-0000-4000-8000-000000000000"), 404),
        (client.post(ITEMS), 405),
    ):
        assert answer.status_code == status
        assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    "path", [ITEMS, f"{ITEMS}/00000000-0000-4000-8000-000000000000", "/api/tutorials"]
)
@pytest.mark.parametrize("tag", ["xx", "fr", "pt-BR"])
def test_a_language_that_is_not_ours_is_refused_naming_ours(
    client, vocabulary, path, tag
):
    answer = client.get(f"{path}?lang={tag}")
    assert answer.status_code == 400
    assert answer.json()["errors"] == [
        {"parameter": "lang", "detail": "Must be one of: en, en-us, en-gb, de."}
    ]


@pytest.mark.parametrize("tag", ["de", "DE", "de-AT", "en-GB", "en-AU"])
def test_a_region_of_a_language_of_ours_is_taken(client, vocabulary, tag):
    assert client.get(f"{ITEMS}?lang={tag}").status_code == 200


@pytest.mark.parametrize("path", [ITEMS, "/api/tutorials"])
def test_language_and_format_stay_from_page_to_page(client, vocabulary, path):
    venues(record("Clay"), record("Kiln"))
    tutorial("mug", "pottery")
    tutorial("scarf", "weaving")
    answer = client.get(f"{path}?limit=1&lang=de&f=json").json()
    (following,) = [link["href"] for link in answer["links"] if link["rel"] == "next"]
    asked = parse_qs(urlsplit(following).query)
    assert (asked["lang"], asked["f"]) == (["de"], ["json"])
    assert client.get(following).status_code == 200


@pytest.mark.parametrize("query", ["f=xml", "lang=x_y", "lang=" + "a" * 40])
def test_a_form_or_language_that_is_none_is_refused(client, vocabulary, query):
    assert client.get(f"{ITEMS}?{query}").status_code == 400


def test_the_single_item_takes_no_search_parameter(client, vocabulary):
    pk = venue("Clay")
    assert client.get(f"{ITEMS}/{pk}?q=x").status_code == 400
    assert client.get(f"{ITEMS}/{pk}?lang=de").status_code == 200


def test_links_never_come_from_the_host_header(client, vocabulary, settings):
    settings.ALLOWED_HOSTS = ["*"]
    venue("Clay")
    answer = client.get(ITEMS, headers={"host": "evil.example"})
    assert "evil" not in answer.content.decode()


@pytest.mark.parametrize("path", ["nowhere", "a%0Ab", "tutorials/%0A?f=html", "%00"])
def test_what_is_not_there_is_a_problem_too(client, db, path):
    answer = client.get(f"/api/{path}")
    assert answer.status_code == 404
    form = "text/html" if "f=html" in path else "application/problem+json"
    assert answer["Content-Type"].startswith(form)


def test_it_says_what_a_text_was_understood_as(client, vocabulary):
    known(row("Leeds", -1.548, 53.796, people=455_000))
    venue("Sole", offers=[("shoemaking", "repair")])
    given = {"q": "shoe repair in Leeds xqzzy, with step-free access", "mode": "buy"}
    said = client.get(ITEMS, given).json()["understood"]
    assert said["params"].pop("near")
    assert said == {
        "params": {"craft": ["shoemaking"], "wheelchair": ["limited"]},
        "place": said["place"],
        "left_out": ["xqzzy"],
        "corrected": {},
    }
    assert said["place"].startswith("Leeds")
    assert "understood" not in client.get(ITEMS, {"craft": "shoemaking"}).json()
