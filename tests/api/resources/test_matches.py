"""A tutorial site sends what it shows, and hears where to make it."""

import pytest

from geoapp.tutorials.models import Review, Tutorial
from tests.web.factories import tutorial
from tests.world import HACKNEY, record, venues

pytestmark = pytest.mark.django_db
PATH = "/api/matches"
HERE = [HACKNEY.lon, HACKNEY.lat]


@pytest.fixture(autouse=True)
def places(vocabulary):
    return venues(
        record(
            "Wood House",
            offers=[("woodturning", "use"), ("pottery", "use")],
            machines=["wood_lathe"],
        ),
        record("Clay House", offers=[("pottery", "use")], machines=["kiln"]),
    )


def sent(client, **said):
    return client.post(PATH, {"near": HERE, **said}, content_type="application/json")


def names(answer):
    return [f["properties"]["name"] for f in answer.json()["features"]]


def test_a_title_is_read_and_its_guesses_never_rank(client):
    answer = sent(client, title="Turn a bowl on the wood lathe")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/geo+json"
    understood = answer.json()["understood"]
    assert "woodturning" in understood["crafts"]
    assert understood["required"] == []
    assert "wood_lathe" in understood["usually_needs"]
    assert names(answer)[0] == "Wood House"


def test_named_equipment_is_required(client):
    answer = sent(client, crafts=["pottery"], equipment=["kiln"])
    assert answer.json()["understood"]["required"] == ["kiln"]
    assert names(answer) == ["Clay House", "Wood House"]
    assert answer.json()["features"][1]["properties"]["missing"] == ["kiln"]


def test_the_address_of_a_tutorial_that_we_have_gives_its_matches(client):
    known = tutorial("Throw a pot", required=("kiln",))
    answer = sent(client, url=known.url, title="whatever")
    assert answer.json()["understood"]["tutorial"] == str(known.pk)
    assert answer.json()["understood"]["required"] == ["kiln"]


def test_what_is_named_stands_over_what_is_known(client):
    known = tutorial("Throw a pot", required=("kiln",))
    answer = sent(client, url=known.url, crafts=["woodturning"], equipment=[])
    understood = answer.json()["understood"]
    assert understood["crafts"] == ["woodturning"]
    assert understood["required"] == []
    assert understood["tutorial"] is None
    wrong = sent(client, url=known.url, crafts=["nope"])
    assert wrong.json()["errors"][0]["parameter"] == "crafts"


def test_a_rejected_url_gets_the_reason(client):
    long = sent(client, url=f"https://example.org/{'x' * 790}")
    assert "800 characters" in long.json()["detail"]
    named = sent(client, url="https://anna@example.org/bowl")
    assert "not a valid URL" in named.json()["detail"]


def test_what_nobody_confirmed_is_nobodys_answer(client):
    known = tutorial("Secret wish", required=("kiln",))
    Tutorial.objects.filter(pk=known.pk).update(review=Review.PENDING)
    answer = sent(client, url=known.url, title="Pottery")
    assert answer.json()["understood"]["tutorial"] is None


def test_texts_are_in_the_requested_language(client):
    answer = sent(client, crafts=["pottery"], equipment=["kiln"], lang="de")
    words = [r["words"] for r in answer.json()["features"][0]["properties"]["reasons"]]
    assert "Keramikbrennofen vorhanden" in words
    assert answer["Content-Language"] == "de"
    refused = sent(client, crafts=["pottery"], lang="de", limit=0)
    assert "ganze Zahl" in refused.json()["detail"]


def test_every_origin_may_post_and_nothing_is_stored(client):
    answer = sent(client, title="Pottery")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies
    asked = client.options(PATH)
    assert asked["Access-Control-Allow-Methods"] == "POST, OPTIONS"
    assert client.get(PATH).status_code == 405


@pytest.mark.parametrize(
    ("said", "parameter"),
    [
        ({"title": "x", "colour": "red"}, "colour"),
        ({"title": 3}, "title"),
        ({"title": "x" * 301}, "title"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": ["https://example.org"]}, "url"),
        ({"url": f"https://example.org/{'x' * 800}"}, "url"),
        ({"url": "https://example.org/\ud800"}, "url"),
        ({"url": "https://example.org/?utm_source=x&y=\udfff"}, "url"),
        ({"title": "x", "lang": "xx"}, "lang"),
        ({"title": "x", "lang": "\ud800"}, "lang"),
        ({"title": "x", "lang": []}, "lang"),
        ({"crafts": "pottery"}, "crafts"),
        ({"crafts": ["nope"]}, "crafts"),
        ({"equipment": [1]}, "equipment"),
        ({"crafts": ["pottery"] * 13}, "crafts"),
        ({"title": "x", "near": None}, "near"),
        ({"title": "x", "near": [1]}, "near"),
        ({"title": "x", "near": ["a", {}]}, "near"),
        ({"title": "x", "near": {"lon": 1}}, "near"),
        ({"title": "x", "radius_m": True}, "radius_m"),
        ({"title": "x", "radius_m": 1e9}, "radius_m"),
        ({"title": "x", "limit": 0}, "limit"),
        ({}, "title"),
    ],
)
def test_what_is_wrong_is_named(client, said, parameter):
    answer = sent(client, **said)
    assert answer.status_code == 400
    assert parameter in [e["parameter"] for e in answer.json()["errors"]]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"x"',
        b"\xff\xfe",
        b"[" * 50000,
        b"{" + b" " * 70000,
        b'{"title": NaN, "near": [0, 0]}',
        b'{"near": [Infinity, 0], "title": "x"}',
    ],
    ids=lambda b: repr(b[:12]),
)
def test_no_body_is_a_server_error(client, body):
    answer = client.post(PATH, body, content_type="application/json")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
