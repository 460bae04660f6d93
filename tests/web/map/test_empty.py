"""Where nothing is found: the ways on, the nearest, and the word that was meant."""

import re

import pytest

from tests.discovery.near import north
from tests.web.factories import name_of_a_town
from tests.web.map.results_page import page
from tests.world import HACKNEY, record, venues

pytestmark = pytest.mark.django_db


def test_nothing_found_offers_what_finds_something_with_counts(client, world):
    far = {"near": "-0.4,51.545", "radius_m": "2000"}
    context, found = page(client, q="pottery", kind="artisan_workshop", **far)
    assert context["rows"] == []
    assert "No results match all of these filters" in found.text
    context, _page = page(client, q="pottery", **far)
    offered = {way.label: way.count for way in context["next_searches"]}
    assert offered == {
        "Within 25 km": 1,
        "Remove filter: Within 2 km of your location": 1,
    }
    for way in context["next_searches"]:
        reached = client.get(f"/results/?{way.query}")
        assert len(reached.context["rows"]) == way.count


def test_where_a_place_has_nothing_of_the_kind_it_offers_anything_there(client, world):
    name_of_a_town("Hackney", HACKNEY)
    context, _page = page(client, q="tool library in Hackney")
    ways = {way.label: (way.query, way.count) for way in context["next_searches"]}
    query, count = ways["Anything near Hackney"]
    assert count == 3
    assert "where=Hackney" in query
    assert "q=" not in query
    again, _found = page(client, f"/results/?{query}")
    assert again["total"].count == 3


def test_an_empty_list_names_the_nearest_that_answers(client, world):
    venues(record("Far Laser", at=north(30), machines=["laser_co2"], locality="Harlow"))
    name_of_a_town("Hackney", HACKNEY)
    context, found = page(client, q="laser cutter in Hackney")
    assert [venue.name for venue in context["nearest"]] == ["Far Laser"]
    assert "Nearest results for “Laser cutter”, the first 30 km away:" in found.text
    assert "Far Laser Harlow, 30 km" in found.text
    ways = {way.label: way.count for way in context["next_searches"]}
    assert ways["Within 50 km"] == 1
    assert ways["Laser cutter anywhere"] == 1


def test_an_empty_list_shows_the_searched_distance(client, world):
    name_of_a_town("Hackney", HACKNEY)
    _context, found = page(client, q="laser cutter in Hackney")
    assert "None nearby, and none up to 500 km away." in found.text


@pytest.mark.parametrize(
    ("text", "meant"), [("potery", "pottery"), ("woodwroking", "woodworking")]
)
def test_a_letter_that_is_wrong_is_corrected_and_said(client, world, text, meant):
    context, found = page(client, q=text)
    assert f"Searched for “{meant}” instead of “{text}”." in found.text
    assert context["result"].interpretation.crafts == (meant,)


def test_a_word_with_two_wrong_letters_is_asked_about(client, world):
    context, found = page(client, q="woodwroing")
    assert "Did you mean" in found.text
    assert ("woodworking", "q=woodworking") in context["spelling_suggestions"]


@pytest.mark.parametrize("text", ["Clay House", "pottery", "Zyxwvut"])
def test_what_is_found_or_like_nothing_is_not_corrected(client, world, text):
    context, _found = page(client, q=text)
    assert context["spelling_suggestions"] == []


def test_wider_circles_are_round_in_what_the_reader_counts_in(client, world):
    far = {"near": "-0.4,51.545", "radius_m": "2000"}
    english = {"Accept-Language": "en-GB"}
    answer = client.get("/", {"q": "pottery", **far}, headers=english)
    wider = [
        w.label for w in answer.context["next_searches"] if w.label.startswith("Within")
    ]
    assert wider == ["Within 15 mi"]


def test_an_empty_list_names_kinds_of_places_that_may_have_it(client, world):
    name_of_a_town("Hackney", HACKNEY)
    ways = {}
    for search in (
        {"q": "laser cutter in Hackney"},
        {"q": "laser", "where": "Hackney"},
    ):
        context, _found = page(client, **search)
        ways = {way.label: way for way in context["next_searches"]}
        label = "Makerspaces and open studios near Hackney, which may have it"
        way = ways[label]
        reached, _found = page(client, f"/results/?{way.query}")
        assert reached["total"].count == way.count > 0
        kinds = {hit.venue.kind for hit, *_more in reached["rows"]}
        assert kinds <= {"makerspace", "fab_lab", "hackerspace", "open_studio"}


@pytest.mark.parametrize(
    ("search", "title"),
    [
        ({}, "Makerloom: places to make things"),
        ({"q": "pottery in Hackney"}, "Pottery and ceramics near Hackney · Makerloom"),
        (
            {"craft": "pottery", "where": "Hackney"},
            "Pottery and ceramics near Hackney · Makerloom",
        ),
        ({"where": "Hackney"}, "Places near Hackney · Makerloom"),
        ({"kind": "makerspace"}, "Makerspace · Makerloom"),
        ({"near": "-0.4,51.545"}, "Makerloom: places to make things"),
    ],
)
def test_the_title_says_what_was_searched_and_where(client, world, search, title):
    name_of_a_town("Hackney", HACKNEY)
    text = client.get("/", search).content.decode()
    assert re.search("<title>(.*?)</title>", text)[1] == title
    assert f'data-page-title="{title}"' in text


def test_a_broader_craft_nearby_comes_before_the_craft_far_away(client, vocabulary):
    name_of_a_town("Hackney", HACKNEY)
    venues(record("Wood", offers=[("woodworking", "use")]))
    venues(record("Joiner", at=north(40), offers=[("joinery", "use")]))
    context, _found = page(client, q="joinery in Hackney")
    ways = [(way.label, way.count) for way in context["next_searches"]]
    assert ways[0] == ("Woodworking near Hackney", 1)
    assert ways[1][0].startswith("Within")
    found = client.get(f"/?{context['next_searches'][0].query}").context["result"]
    assert [hit.venue.name for hit in found.hits] == ["Wood"]
