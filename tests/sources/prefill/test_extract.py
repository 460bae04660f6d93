"""What is written elsewhere, read as the beginning of a venue."""

import json

import pytest

from geoapp.sources.prefill import NothingFound, look_up, read
from geoapp.venues.record_json import record_from_json
from tests.fetching.stubs import door_to, said, site
from tests.world import AT

pytestmark = pytest.mark.django_db

PLACE = {
    "@context": "https://schema.org",
    "@type": "LocalBusiness",
    "name": "Kiln  Yard",
    "description": "A pottery with two kilns.",
    "url": "https://yard.example/",
    "telephone": "+44 20 1",
    "address": {
        "@type": "PostalAddress",
        "streetAddress": "Well Street 1",
        "addressLocality": "London",
        "addressCountry": "gb",
    },
    "geo": {"latitude": "51.545", "longitude": -0.0553},
    "openingHoursSpecification": [
        {
            "dayOfWeek": ["https://schema.org/Tuesday", "Wednesday"],
            "opens": "10:00:00",
            "closes": "18:00",
        },
        {"dayOfWeek": "Saturday", "opens": "10:00", "closes": "14:00"},
        {"dayOfWeek": "Someday", "opens": "10:00", "closes": "14:00"},
    ],
}


def page(thing: object) -> str:
    return (
        "<!doctype html><title>Home</title><meta name=description content='We fire'>"
        f"<script type='application/ld+json'>{json.dumps(thing)}</script>"
        "<script>var pottery = 1</script><p>Bring clay.</p>"
    )


@pytest.fixture(autouse=True)
def words(vocabulary):
    return vocabulary


@pytest.mark.parametrize("thing", [PLACE, [PLACE], {"@graph": [{}, PLACE]}])
def test_a_page_says_what_its_json_ld_says(thing) -> None:
    extract = read(page(thing), at=AT)

    assert extract.origin == "page"
    assert extract.values["name"] == "Kiln Yard"
    assert extract.values["position"] == [-0.0553, 51.545]
    assert extract.values["address"] == {
        "street": "Well Street 1",
        "locality": "London",
        "country": "GB",
    }
    assert extract.values["contact"] == {
        "phone": "+44 20 1",
        "web": "https://yard.example/",
    }
    assert extract.values["hours"][0]["text"] == "Tu,We 10:00-18:00; Sa 10:00-14:00"
    assert record_from_json(
        {"external_id": "x", "kind": "makerspace", **extract.values}
    )


@pytest.mark.parametrize(
    "change",
    [
        {"geo": {"latitude": "x", "longitude": 1}},
        {"geo": {"latitude": 91, "longitude": 1}},
        {"geo": {"latitude": "nan", "longitude": 1}},
        {"geo": [None]},
        {"address": 3, "openingHours": 5, "url": "javascript:alert(1)"},
        {"openingHoursSpecification": "always"},
        {"address": {"addressCountry": {"name": ["x"]}}},
        {"telephone": {"a": 1}, "email": "no mail"},
        {"description": ["a", "b"]},
    ],
)
def test_what_cannot_be_read_is_left_out(change) -> None:
    extract = read(page({**PLACE, **change}), at=AT)

    assert extract.values["name"] == "Kiln Yard"
    assert "javascript" not in json.dumps(extract.values)
    assert record_from_json(
        {"external_id": "x", "kind": "makerspace", **extract.values}
    )


def test_title_and_words_of_a_page_are_guesses() -> None:
    html = "<title>Holz &amp; Ton</title><p>We teach woodturning on a wood lathe.</p>"
    extract = read(html, at=AT)

    assert extract.values["name"] == "Holz & Ton"
    assert "name" in extract.inferred
    assert {row["craft"] for row in extract.values["offers"]} >= {"woodturning"}
    assert all(row["inferred"] for row in extract.values["offers"])


def test_a_spaceapi_document_is_read() -> None:
    document = {
        "api": "0.13",
        "space": "Hack Lab",
        "url": "https://lab.example",
        "location": {"lat": 51.5, "lon": -0.1, "address": "Well Street 1, London"},
        "contact": {"email": "a@lab.example"},
        "state": {"open": True},
    }
    extract = read(json.dumps(document), at=AT)

    assert (extract.origin, extract.values["name"]) == ("spaceapi", "Hack Lab")
    assert extract.values["position"] == [-0.1, 51.5]
    assert "kind" in extract.inferred
    assert not {"live", "operation", "raw", "confirmed_at"} & set(extract.values)


TAGS = "name=Potters\ncraft=pottery\naddr:city=Bergen\nopening_hours=Mo 10:00-12:00"


def test_pasted_tags_are_read_and_say_no_place() -> None:
    extract = read(TAGS, at=AT)

    assert (extract.origin, extract.values["name"]) == ("osm", "Potters")
    assert "position" not in extract.values
    assert extract.values["offers"][0]["craft"] == "pottery"


def test_an_element_says_where_it_is() -> None:
    tags = dict(line.split("=") for line in TAGS.splitlines())
    element = {"type": "node", "id": 1, "lat": 60.4, "lon": 5.3, "tags": tags}

    for document in (element, {"elements": [element]}):
        extract = read(json.dumps(document), at=AT)
        assert extract.values["position"] == [5.3, 60.4]


def test_any_text_names_crafts_and_machines() -> None:
    extract = read("We have a kiln and teach pottery.", at=AT)

    assert extract.origin == "text"
    assert extract.values["machines"] == [{"equipment": "kiln", "inferred": True}]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[" * 100_000,
        "[]",
        "3",
        "{}",
        '{"space": 3}',
        '{"elements": [3]}',
        '{"tags": []}',
        "<",
        "<p>Hello",
        "name=Only a name",
        "Nothing of the kind.",
        "\0",
        '{"@type": "Place", "name": ""}',
    ],
)
def test_text_about_no_place_is_reported(text: str) -> None:
    with pytest.raises(NothingFound):
        read(text, at=AT)


def test_a_url_is_fetched_with_the_guarded_client() -> None:
    html = page({**PLACE, "url": None}).encode()
    with site(said(html, content_type="text/html; charset=utf-8")) as here:
        address = f"http://yard.example:{here.port}/"
        extract = look_up(address, at=AT, policy=door_to(here))

    assert extract.values["contact"]["web"] == address


def test_a_url_of_openstreetmap_requests_its_tags() -> None:
    with pytest.raises(NothingFound, match="Paste the tags"):
        look_up("https://www.openstreetmap.org/node/1", at=AT)
