"""The list of a search: chips, filters with counts, more."""

import re
from urllib.parse import parse_qs

import pytest

from geoapp.crafts.choices import Kind
from tests.geocoding.names import known, row
from tests.web.factories import name_of_a_town
from tests.web.html_page import Page
from tests.web.map.results_page import NEAR, links, page
from tests.world import HACKNEY, record, venues

pytestmark = pytest.mark.django_db


def test_each_chip_leads_to_the_search_without_it(client, world):
    _context, found = page(client, q="pottery", kind="makerspace", mode="use")
    without = sorted(links(found, "chip"))
    assert without == sorted(
        [
            "/?mode=use&kind=makerspace",
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


def test_the_count_is_shown_as_text(client, world):
    assert "3 places" in page(client)[1].text
    assert "1 place" in page(client, craft="pottery")[1].text


def test_what_was_searched_for_is_marked_in_the_answer(client, world):
    context, found = page(client, q="kiln")
    ((_hit, _name, pieces),) = context["rows"]
    assert [piece.text for piece in pieces if piece.matched] == ["Kiln"]
    assert len(found.all("mark")) == 1


def test_a_card_shows_at_most_three_crafts_and_machines(client, vocabulary):
    crafts = ["pottery", "weaving", "welding", "sewing", "glass"]
    venues(record("All", offers=[(c, "use") for c in crafts], machines=["kiln"]))
    context, _page = page(client, q="welding")
    ((_hit, _name, pieces),) = context["rows"]
    assert len(pieces) == 3
    assert pieces[0].matched


def test_more_places_follow_without_duplicates(client, vocabulary):
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


def test_the_map_gets_the_extent_of_the_results(client, world):
    text = client.get("/results/", NEAR).content.decode()
    assert 'data-near="-0.055,51.545"' in text
    assert 'data-radius-m="10000"' in text
    assert 'data-extent="-0.0553,51.545,-0.0553,51.545"' in text


def test_a_place_in_the_text_is_separated_from_the_craft(client, world):
    text = client.get("/results/", {"q": "pottery"}).content.decode()
    assert 'data-text="pottery"' in text


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


def test_words_after_a_place_are_reported_and_the_place_stays(client, world):
    name_of_a_town("Hackney", HACKNEY)
    context, _page = page(client, q="pottery in Hackney with dinosaurs")
    understood = context["result"].interpretation
    assert understood.place.name == "Hackney"
    assert [hit.venue.name for hit in context["result"].hits] == ["Clay House"]
    assert understood.ignored == ("dinosaurs",)


@pytest.mark.parametrize(
    "query", [{"q": "pottery in Hackney"}, {"q": "pottery", "where": "Hackney"}]
)
def test_the_other_places_of_the_name_are_offered(client, world, query):
    known(
        row("Hackney", HACKNEY.lon, HACKNEY.lat, region="England", people=250_000),
        row("Hackney", 151.0, -33.0, region="New South Wales", people=20_000),
    )
    context, found = page(client, **query)
    assert "Other locations with this name:" in found.text
    ((label, way),) = context["namesakes"]
    assert label == "New South Wales, United Kingdom"
    there, _found = page(client, f"/results/?{way}")
    assert there["place"].label == "Hackney, New South Wales, United Kingdom"
    assert there["form_criteria"].q == "pottery"
    # From there the first one is offered in turn.
    assert [label for label, _way in there["namesakes"]] == ["England, United Kingdom"]


def test_wishes_in_the_text_are_chips_that_can_be_taken_away(client, world):
    context, found = page(client, q="step-free pottery on saturday at 14")
    words = [words for words, _without in context["chips"]]
    assert words[0] == "“Pottery and ceramics”"
    assert words[1].startswith("Open Sat")
    assert words[2] == "Full or limited wheelchair access"
    assert "Full or limited wheelchair access" in found.text
    without = dict(context["chips"])["Full or limited wheelchair access"]
    assert "wheelchair" not in without
    assert "open_at=" in without


def test_free_has_a_note_that_it_is_no_filter(client, world):
    context, found = page(client, q="free pottery")
    assert [hit.venue.name for hit in context["result"].hits] == ["Clay House"]
    assert "“free” was not used as a filter" in found.text


def test_near_me_has_a_note_that_it_needs_a_position(client, world):
    _context, found = page(client, q="makerspace near me")
    assert "To search near you" in found.text
    _context, found = page(client, q="makerspace near me", **NEAR)
    assert "To search near you" not in found.text


def test_the_radius_is_shown_with_the_place(client, world):
    name_of_a_town("Hackney", HACKNEY)
    context, _found = page(client, q="pottery within 2 km of Hackney")
    ((words, _without),) = context["chips"]
    assert "within 2 km of Hackney" in words
    assert context["criteria"].radius.metres == 2_000


@pytest.mark.parametrize("name", ["Germany", "UK", "Deutschland"])
def test_a_country_is_no_town_that_is_called_alike(client, world, name):
    known(
        row("Germantown", -77.2, 39.1, people=90_000),
        row("Uk", 98.0, 55.0, people=2_000),
    )
    context, found = page(client, q="pottery", where=name)
    assert context["place"] is None
    assert f"“{name}” is a country. Enter a town instead." in found.text
    context, _found = page(client, q=f"pottery in {name}")
    assert context["place"] is None


def test_a_country_that_is_a_town_too_is_the_town(client, world):
    known(row("Singapore", 103.85, 1.29, people=5_600_000, country="SG"))
    context, _found = page(client, where="Singapore")
    assert context["place"].name == "Singapore"


def test_pasted_numbers_are_a_place_latitude_first(client, world):
    context, _found = page(client, q="pottery", where="51.5451, -0.0553")
    assert str(context["criteria"].near) == "-0.055,51.545"
    assert [hit.venue.name for hit in context["result"].hits] == ["Clay House"]
    context, found = page(client, where="95.0, 200.0")
    assert context["criteria"].near is None
    assert "We could not find" in found.text


def test_the_key_names_every_kind_with_its_sign(client, world):
    _context, found = page(client)
    assert "Map key" in found.text
    key = found.text.partition("Map key")[2]
    assert all(str(kind.label) in key for kind in Kind)


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (["24/7", "", ""], "1 place is open at that time"),
        (["", ""], "We do not know whether any of these places are open at that time"),
        (["24/7", "24/7"], ""),
    ],
)
def test_open_now_shows_how_many_are_known(client, vocabulary, hours, said):
    venues(*[record(f"P{n}", hours=text) for n, text in enumerate(hours)])
    context, found = page(client, open_at="now")
    assert context["total"].known_open == hours.count("24/7")
    assert said in found.text
    assert ("open at that time" in found.text) == bool(said)
    context, found = page(client)
    assert context["total"].known_open is None
    assert "open at that time" not in found.text


@pytest.mark.parametrize(
    ("where", "note"),
    [
        ("Mare Street 1, Hackney", "We left out “Mare Street 1”"),
        ("Hackny", "the closest name we know"),
        ("Bavaria", "“Bavaria” is a region. Enter a town instead."),
        ("Germany", "“Germany” is a country. Enter a town instead."),
    ],
)
def test_what_was_not_searched_as_typed_is_said(client, world, where, note):
    known(row("Hackney", HACKNEY.lon, HACKNEY.lat, people=250_000))
    _context, found = page(client, where=where)
    assert note in found.text


def test_a_place_as_typed_needs_no_note(client, world):
    known(row("Hackney", HACKNEY.lon, HACKNEY.lat, people=250_000))
    _context, found = page(client, where="Hackney, UK")
    assert "Searched near" not in found.text


def test_what_was_understood_can_be_read_by_a_program(client, world):
    _context, found = page(client, q="learn pottery", kind="makerspace")
    results = next(div for div in found.all("div") if "data-query" in div)
    assert results["data-query"] == "craft=pottery&mode=learn"


def test_who_asks_for_a_wheelchair_reads_how_many_are_free_of_steps(client, vocabulary):
    for name, access in {"A": "yes", "B": "limited", "C": "no"}.items():
        venues(record(name, wheelchair=access, offers=[("pottery", "use")]))
    assert "None of these places is" not in page(client, q="pottery")[1].text
    found = page(client, q="pottery wheelchair accessible")[1].text
    assert "2 places" in found
    assert "1 of these places has full wheelchair access." in found


def test_a_weekend_is_said_as_one(client, world):
    context, _found = page(client, q="pottery next weekend")
    _craft, weekend = [label for label, _without in context["chips"]]
    days = r"Sat \d{1,2} [A-Z][a-z]{2,3} to Sun \d{1,2} [A-Z][a-z]{2,3}"
    assert re.fullmatch(f"Open at the weekend, {days}", weekend)


def test_the_box_keeps_what_was_typed_and_its_filters_end_with_it(client, world):
    typed = "learn pottery wheelchair accessible"
    context, found = page(client, q=typed, kind="makerspace")
    assert context["form_criteria"].q == typed
    results = next(div for div in found.all("div") if "data-form-query" in div)
    assert parse_qs(results["data-form-query"]) == {
        "q": [typed],
        "kind": ["makerspace"],
    }
    chosen = {
        c.value for group in context["choices"] for c in group.choices if c.chosen
    }
    assert chosen == {"makerspace"}
    # What leads on, and each chip, still has the filters of the text.
    assert "mode=learn" in results["data-next-query"]
