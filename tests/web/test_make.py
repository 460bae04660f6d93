"""From an address or words to places, with everything that is typed kept."""

import pytest

from geoapp.web.make.views import bookmarklet
from tests.drawing import pairs
from tests.web.factories import NEAR, tutorial
from tests.web.html_page import Page
from tests.web.test_hostile_text import HOSTILE, is_harmless
from tests.world import venue

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def world(vocabulary):
    venue("Clay House", offers=[("pottery", "use")], machines=["kiln"])


def shown(client, **params):
    answer = client.get("/make/", params)
    assert answer.status_code == 200
    return Page(answer.content.decode())


def checked(page, name):
    return [
        a["value"]
        for a in page.all("input")
        if a.get("type") == "checkbox" and a.get("name") == name
    ]


@pytest.mark.parametrize(
    "params",
    [
        {"title": "pottery bowl"},
        {"url": "https://example.net/pottery-bowl.html"},
        {"text": "Look at this https://example.net/pottery-bowl"},
        {"url": "pottery bowl"},
    ],
)
def test_words_become_a_craft_and_what_it_usually_needs(client, params):
    page = shown(client, **params)
    assert "pottery" in checked(page, "craft")
    assert "kiln" in checked(page, "equipment")
    assert "Usually needs" in page.text


def test_places_are_listed_near_a_position(client):
    answer = client.get(f"/make/?title=pottery&{NEAR}")
    assert "Clay House" in answer.content.decode()


def test_what_was_read_can_be_taken_away(client):
    page = shown(client, title="pottery", chosen="1", craft="pottery", equipment="")
    assert checked(page, "craft") == ["pottery"]
    assert checked(page, "equipment") == []


def test_a_guess_ranks_nothing(client):
    venue("Bare House", offers=[("pottery", "use")])
    found = client.get(f"/make/?title=pottery&{NEAR}").context["matches"]
    assert found.needs.required == ()
    assert all(not match.fit.missing for match in found.items)


@pytest.mark.parametrize(
    "typed",
    [
        "https://example.org/throw-a-pot",
        "http://www.example.org/throw-a-pot/?utm_source=x#top",
        "example.org/throw-a-pot",
    ],
)
def test_a_known_address_leads_to_its_page(client, typed):
    known = tutorial()
    answer = client.get("/make/", {"url": typed, "where": "Leeds"})
    assert answer.status_code == 302
    assert answer["Location"] == f"{known.get_absolute_url()}?where=Leeds"


@pytest.mark.parametrize("typed", ["javascript:alert(1)", "ftp://example.org/"])
def test_another_scheme_is_an_error_and_stays_in_the_field(client, typed):
    page = shown(client, url=typed, title="pottery")
    assert "Enter a link that starts with https://" in page.text
    assert [a["value"] for a in page.all("input") if a.get("id") == "url"] == [typed]
    assert "pottery" in checked(page, "craft")


def test_unrecognised_text_is_reported_and_stays_in_the_field(client):
    page = shown(client, title="zzyzx qwrt")
    assert "did not recognise a craft" in page.text
    values = [a.get("value") for a in page.all("input")]
    assert values.count("zzyzx qwrt") >= 2
    assert [a for a in page.all("select") if a.get("name") == "craft"]


NAMES = ("url", "title", "text", "craft", "equipment")
NAMES += ("near", "where", "open_at", "chosen")
WRONG = (*HOSTILE, "a\0b", "https://[", "é" * 5000)


@pytest.mark.parametrize(("name", "text"), pairs(NAMES, WRONG, one_in=4))
def test_no_input_breaks_the_page_or_runs(client, name, text):
    answer = client.get("/make/", {"title": "pottery", name: text})
    assert answer.status_code == 200
    body = answer.content.decode()
    mark = Page(body).all("a")
    assert [a for a in mark if a.get("href") == bookmarklet()]
    own = bookmarklet().replace("&", "&amp;").replace("'", "&#x27;")
    assert is_harmless(body.replace(own, "/"))


def test_an_address_in_the_field_of_the_map_is_read_here(client):
    answer = client.get("/", {"q": " https://example.org/bowl", "where": "Leeds"})
    assert answer.status_code == 302
    assert answer["Location"] == (
        "/make/?url=https%3A%2F%2Fexample.org%2Fbowl&where=Leeds"
    )


def test_the_bookmark_leads_to_the_public_address(settings):
    settings.PUBLIC_BASE_URL = "https://makerloom.example"
    assert bookmarklet().startswith(
        "javascript:location.href='https://makerloom.example/make/?url='"
    )


def test_few_sql_statements_are_run(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        client.get("/make/?title=pottery&url=https://example.net/bowl")
    with django_assert_max_num_queries(8):
        client.get(f"/make/?title=pottery&url=https://example.net/bowl&{NEAR}")
