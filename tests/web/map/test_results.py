"""The list of a search: chips, filters with counts, ways on, more."""

import pytest

from tests.web.reading import Page
from tests.web.worlds import name_of_a_town
from tests.world import HACKNEY, record, venues

pytestmark = pytest.mark.django_db

NEAR = {"near": "-0.055,51.545"}


@pytest.fixture
def world(vocabulary):
    venues(
        record(
            "Clay House",
            offers=[("pottery", "use")],
            machines=["kiln", "pottery_wheel"],
            hours="Mo-Su 00:00-24:00",
        ),
        record(
            "Lathe Loft", offers=[("woodturning", "learn")], machines=["wood_lathe"]
        ),
        record("Old Forge", offers=[("blacksmithing", "use")], kind="artisan_workshop"),
    )


def page(client, address="/results/", **query):
    answer = client.get(address, query)
    assert answer.status_code == 200
    return answer.context, Page(answer.content.decode())


def links(found: Page, name: str) -> list[str]:
    return [
        a["href"] or ""
        for a in found.all("a")
        if name in (a.get("class") or "").split()
    ]


def test_each_chip_leads_to_the_search_without_it(client, world):
    _context, found = page(client, q="pottery", kind="makerspace", mode="use")
    without = sorted(links(found, "chip"))
    assert without == sorted(
        [
            "/?kind=makerspace&mode=use",
            "/?q=pottery&mode=use",
            "/?q=pottery&kind=makerspace",
            "/",
        ]
    )


def test_filters_show_how_many_places_each_leaves(client, world):
    context, _page = page(client)
    groups = {group.parameter: group for group in context["choices"]}
    counts = {choice.value: choice.count for choice in groups["craft"].choices}
    assert counts["pottery"] == 1
    assert counts["woodworking"] == 1  # woodturning is woodworking
    assert {c.value: c.count for c in groups["kind"].choices}["makerspace"] == 2


def test_the_count_is_said_in_words(client, world):
    assert "3 places" in page(client)[1].text
    assert "1 place" in page(client, craft="pottery")[1].text


def test_what_was_searched_for_is_marked_in_the_answer(client, world):
    context, found = page(client, q="kiln")
    ((_hit, _name, pieces),) = context["rows"]
    assert [piece.words for piece in pieces if piece.matched] == ["Kiln"]
    assert len(found.all("mark")) == 1


def test_a_card_says_at_most_three_crafts_and_machines(client, vocabulary):
    crafts = ["pottery", "weaving", "welding", "sewing", "glass"]
    venues(record("All", offers=[(c, "use") for c in crafts], machines=["kiln"]))
    context, _page = page(client, q="welding")
    ((_hit, _name, pieces),) = context["rows"]
    assert len(pieces) == 3
    assert pieces[0].matched


def test_nothing_found_offers_what_finds_something_with_counts(client, world):
    far = {"near": "-0.4,51.545", "radius_m": "2000"}
    context, found = page(client, q="pottery", kind="artisan_workshop", **far)
    assert context["rows"] == []
    assert "No place answers all of this" in found.text
    context, _page = page(client, q="pottery", **far)
    offered = {way.words: way.count for way in context["ways_on"]}
    assert offered == {"Within 25 km": 1, "Without Within 2 km of your position": 1}
    for way in context["ways_on"]:
        reached = client.get(f"/results/?{way.query}")
        assert len(reached.context["rows"]) == way.count


def test_more_places_follow_without_one_twice(client, vocabulary):
    venues(*[record(f"Shed {n:02}") for n in range(45)])
    seen: list[str] = []
    address = "/?sort=name"
    while address:
        answer = client.get(address)
        seen += [hit.venue.name for hit, _name, _pieces in answer.context["rows"]]
        more = [
            a["href"]
            for a in Page(answer.content.decode()).all("a")
            if "data-more" in a
        ]
        address = more[0] if more else ""
    assert seen == [f"Shed {n:02}" for n in range(45)]


def test_the_script_gets_the_list_and_the_filters_and_nothing_else(client, world):
    _context, found = page(client)
    parts = [a["data-part"] for _tag, a in found.elements if "data-part" in a]
    assert parts == ["where-problem", "filters", "results"]
    assert not found.all("html")


def test_the_map_is_told_where_the_results_lie(client, world):
    text = client.get("/results/", NEAR).content.decode()
    assert 'data-near="-0.055,51.545"' in text
    assert 'data-radius-m="10000"' in text
    assert 'data-extent="-0.0553,51.545,-0.0553,51.545"' in text


def test_a_place_in_the_text_is_told_apart_from_what_is_made(client, world):
    text = client.get("/results/", {"q": "pottery"}).content.decode()
    assert 'data-text="pottery"' in text


def test_where_a_place_has_nothing_of_the_kind_it_offers_anything_there(client, world):
    name_of_a_town("Hackney", HACKNEY)
    context, _page = page(client, q="tool library in Hackney")
    ways = {way.words: (way.query, way.count) for way in context["ways_on"]}
    query, count = ways["Anything near Hackney"]
    assert count == 3
    assert "where=Hackney" in query
    assert "q=" not in query
    again, _found = page(client, f"/results/?{query}")
    assert again["total"].count == 3


def test_a_makerspace_is_any_such_place_and_a_fab_lab_is_one(client, vocabulary):
    for kind in ("makerspace", "hackerspace", "fab_lab", "repair_cafe"):
        venues(record(kind.title(), kind=kind))
    named = {
        text: [hit.venue.name for hit in page(client, q=text)[0]["result"].hits]
        for text in ("makerspace", "maker spaces", "fab lab", "hackspace")
    }
    assert sorted(named["makerspace"]) == ["Fab_Lab", "Hackerspace", "Makerspace"]
    assert sorted(named["maker spaces"]) == sorted(named["makerspace"])
    assert named["fab lab"] == ["Fab_Lab"]
    assert named["hackspace"] == ["Hackerspace"]


def test_words_after_a_place_do_not_lose_it_and_are_told(client, world):
    name_of_a_town("Hackney", HACKNEY)
    context, _page = page(client, q="pottery in Hackney open on Saturday 11:00")
    understood = context["result"].understanding
    assert understood.place.name == "Hackney"
    assert [hit.venue.name for hit in context["result"].hits] == ["Clay House"]
    assert "Saturday" in understood.ignored
