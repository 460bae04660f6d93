"""In which language, of which region and in which units a page is read."""

import re

import pytest
from django.utils import translation

from geoapp.web.distances import chosen_units

GERMAN = "Online entdeckt?"
ENGLISH = "Liked it online?"


@pytest.mark.parametrize(
    ("accepted", "lang", "said"),
    [
        ("", "en", ENGLISH),
        ("de", "de", GERMAN),
        ("de-AT,de;q=0.9,en;q=0.5", "de", GERMAN),
        ("fr,de;q=0.4", "de", GERMAN),
        ("en-US,de;q=0.9", "en-us", ENGLISH),
        ("en-AU", "en", ENGLISH),
        ("fr", "en", ENGLISH),
        ("*", "en", ENGLISH),
        ("\x00;q=no,,,", "en", ENGLISH),
    ],
)
@pytest.mark.django_db
def test_the_browser_sets_the_language(client, accepted, lang, said):
    answer = client.get("/about/", headers={"Accept-Language": accepted})
    text = answer.content.decode()
    assert f'<html lang="{lang}" dir="ltr">' in text
    assert said in text
    assert answer["Content-Language"] == lang
    assert {"Accept-Language", "Cookie"} <= set(answer["Vary"].split(", "))


@pytest.mark.django_db
def test_the_address_wins_over_the_choice_and_the_choice_over_the_browser(client):
    client.cookies["django_language"] = "de"
    english = {"Accept-Language": "en"}
    assert GERMAN in client.get("/about/", headers=english).content.decode()
    in_english = client.get("/about/?lang=en", headers={"Accept-Language": "de"})
    assert ENGLISH in in_english.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("lang", ["xx", "fr", "de; drop", "", "e" * 3000])
def test_a_language_that_we_do_not_speak_changes_nothing(client, lang):
    client.cookies["django_language"] = "tlh"
    answer = client.get("/about/", {"lang": lang}, headers={"Accept-Language": "de"})
    assert GERMAN in answer.content.decode()


@pytest.mark.django_db
def test_choosing_english_preserves_the_region(client):
    headers = {"Accept-Language": "de,en-US;q=0.8"}
    answer = client.get("/about/?lang=en", headers=headers)
    assert answer["Content-Language"] == "en-us"


@pytest.mark.django_db
def test_a_choice_is_stored_and_leads_back(client):
    back = "/?q=pottery&where=Hackney"
    given = {"language": "de", "units": "mi", "next": back}
    answer = client.get("/reader/", given)
    assert (answer.status_code, answer["Location"]) == (302, back)
    assert answer.cookies["django_language"].value == "de"
    assert answer.cookies["units"].value == "mi"
    assert answer.cookies["units"]["samesite"] == "Lax"
    text = client.get("/crafts/?lang=en").content.decode()
    assert 'name="next" value="/crafts/"' in text
    page = client.get("/tutorials/").content.decode()
    assert re.search(r'<option value="de" lang="de" selected>\s*Deutsch', page)
    assert '<option value="mi" selected>Meilen</option>' in page


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""]
)
def test_a_choice_leads_to_no_other_site(client, back):
    answer = client.get("/reader/", {"language": "tlh", "units": "cubit", "next": back})
    assert answer["Location"] == "/"
    assert {c.value for c in answer.cookies.values()} == {""}


def test_a_choice_is_never_cached(client):
    assert "no-store" in client.get("/reader/?language=de")["Cache-Control"]
    assert client.post("/reader/").status_code == 405


@pytest.mark.django_db
def test_a_page_names_itself_in_the_other_languages_but_a_search_does_not(client):
    page = client.get("/about/?lang=de").content.decode()
    named = dict(re.findall(r'hreflang="([\w-]+)" href="[^"]*?(/about/[^"]*)"', page))
    assert named == {
        "en": "/about/?lang=en", "de": "/about/?lang=de", "x-default": "/about/",
    }  # fmt: skip
    assert "hreflang" not in client.get("/?near=13.4,52.5").content.decode()


@pytest.mark.django_db
def test_the_api_speaks_the_language_of_its_parameter_alone(client):
    headers = {"Accept-Language": "de"}
    refused = client.get("/api/collections/venues/items?bbox=1", headers=headers)
    assert refused.json() == client.get("/api/collections/venues/items?bbox=1").json()
    assert "Accept-Language" not in refused.get("Vary", "")


@pytest.mark.django_db
def test_nothing_stays_for_the_next_request(client):
    client.cookies["units"] = "mi"
    client.get("/about/?lang=de")
    assert translation.get_language() == "en"
    assert chosen_units.get() == ""


@pytest.mark.django_db
def test_the_scale_of_the_map_counts_as_the_reader_does(client):
    assert 'data-units="km"' in client.get("/?lang=de").content.decode()
    british = client.get("/", headers={"Accept-Language": "en-GB"})
    assert 'data-units="mi"' in british.content.decode()
