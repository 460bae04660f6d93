"""Honesty: what is unknown, inferred, stale, imprecise or guessed is shown as such.

The table below has one cell for each kind of doubt and each surface: the words or
values that must stand there. A cell that cannot apply gives its reason instead.
"""

import csv
import json
from io import StringIO

import pytest
import time_machine

from geoapp.publishing.models import PublishedVenue
from tests.contracts.uncertain_venues import NEAR, TUTORIAL, create_venues
from tests.web.html_page import Page
from tests.world import AT

pytestmark = pytest.mark.django_db
ITEMS = f"/api/collections/venues/items?{NEAR}&open_at=now"
KINDS = ("unknown", "inferred", "stale", "imprecise", "guessed")
NO_NEEDS = "speaks of places alone: guesses are needs of tutorials"

# The words that a reader must find, by kind of doubt and by page. Doubt is shown once:
# as the badge of a card, as one line of a list, as one block on a place's page.
ONE_LINE = "a card is silent about it: one line of the list counts such places"
CHECK = "Check before you go: opening hours, crafts, machines"
CARD = {
    "unknown": ONE_LINE,
    "inferred": [CHECK],
    "stale": ["Last confirmed 2015"],
    "imprecise": ["in London (approximate location)"],
    "guessed": NO_NEEDS,
}
FROM_NOTES = ("Open to the public", "Newcomers welcome", "Full wheelchair access")
VENUE_PAGE = {
    "unknown": [
        "Not known yet. Check before you go.",
        "No machines listed yet",
        "Not known yet: who can come, price, newcomers, wheelchair access. Do you know?",
    ],
    "inferred": [
        "Use the workshop unconfirmed",
        "Kiln unconfirmed",
        "Free unconfirmed",
        *(f"{word} unconfirmed" for word in FROM_NOTES),
        "Not known yet: induction. Do you know?",
    ],
    "stale": ["Last confirmed 2015: check before you go"],
    "imprecise": ["in London (approximate location)", "Directions to London"],
    "guessed": NO_NEEDS,
}
MATCH = {
    "unknown": ONE_LINE,
    "inferred": [CHECK],
    "stale": ["Last confirmed 2015"],
    "imprecise": ["in London (approximate location)"],
    "guessed": ["Usually needed and not listed here: kiln"],
}
# Pages with a list of the doubtful places, three of which run without opening hours.
LISTS = (
    f"/?{NEAR}",
    f"/crafts/pottery/?{NEAR}",
    f"/tutorials/{TUTORIAL}/?{NEAR}",
    f"/embed/search/?{NEAR}",
)
# What a program must find: columns of the file, members of the feature.
FEATURE = {
    "unknown": dict.fromkeys(("access", "price", "wheelchair", "newcomers"))
    | {"operation": None, "open_state": "unknown", "next_open": None, "equipment": []},
    "inferred": {
        "inferred": ["access", "newcomers", "price", "wheelchair", "hours"],
        "crafts": [{"id": "pottery", "modes": ["use"], "inferred": True}],
        "equipment": [
            {"id": "kiln", "induction": None, "state": "unknown", "inferred": True}
        ],
    },
    "stale": {"confirmed_at": "2015-03-01", "open_state": "open"},
    "imprecise": {"precision": "city", "uncertainty_m": 5000},
    "guessed": NO_NEEDS,
}
NOT_SAID = (
    "access",
    "price",
    "wheelchair",
    "newcomers",
    "operation",
    "hours",
    "open_state",
    "equipment",
)
ROW = {
    "unknown": dict.fromkeys(
        NOT_SAID,
        "unknown",
    ),
    "inferred": {
        "inferred": "access; newcomers; price; wheelchair; hours",
        "crafts": "pottery (use, inferred)",
        "equipment": "kiln (induction unknown, state unknown, inferred)",
    },
    "stale": {"confirmed_at": "2015-03-01", "freshness": "stale"},
    "imprecise": {"precision": "city", "uncertainty_m": "5000"},
    "guessed": NO_NEEDS,
}
# Of schema.org: what must be said among the doubts, and what must not be said.
DESCRIPTION = {
    "unknown": ({"operation": "unknown"}, {"openingHours", "priceRange"}),
    "inferred": (
        {
            "inferred": "access, newcomers, price, wheelchair, hours",
            "inferred crafts": "pottery",
            "inferred equipment": "kiln",
            "hours as written": "Mo-Su 00:00-24:00",
        },
        {"openingHours", "priceRange", "isAccessibleForFree"},
    ),
    "stale": ({"confirmed_at": "2015-03-01"}, set()),
    "imprecise": ({"precision": "city", "uncertainty_m": 5000}, {"geo"}),
    "guessed": NO_NEEDS,
}
TABLES = (CARD, VENUE_PAGE, MATCH, FEATURE, ROW, DESCRIPTION)


@pytest.fixture(autouse=True)
def doubts(vocabulary):
    with time_machine.travel(AT, tick=False):
        yield create_venues()


def expected(table, kind):
    """Return what must stand in a cell; skip where it says why nothing can."""
    if isinstance(table[kind], str):
        pytest.skip(table[kind])
    return table[kind]


def name_of(kind: str) -> str:
    return f"{kind.capitalize()} House"


def address_of(kind: str) -> str:
    return f"/venues/{kind}-house/"


def shown(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def words(html: str) -> str:
    return " ".join(Page(html).text.split())


def card(html: str, name: str) -> str:
    """Return the words of one card of a list."""
    cards = [part.partition("</ol>")[0] for part in html.split('<li class="card')[1:]]
    (found,) = [part for part in cards if name in part]
    return " ".join(Page(f"<li{found}").text.split())


def description(client, address: str) -> dict:
    html = shown(client, address)
    text = html.partition('<script type="application/ld+json">')[2]
    return json.loads(text.partition("</script>")[0])


def rows(client, query: str = NEAR) -> list[dict[str, str]]:
    answer = client.get(f"/list.csv?{query}")
    assert answer.status_code == 200
    return list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))


def test_every_kind_has_a_cell_on_every_surface():
    assert all(set(table) == set(KINDS) for table in TABLES)


@pytest.mark.parametrize("kind", KINDS)
def test_a_card_of_the_list_says_it(client, kind):
    wanted = expected(CARD, kind)
    said = card(shown(client, f"/?{NEAR}"), name_of(kind))
    assert [w for w in wanted if w not in said] == [], said


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("/crafts/pottery/", "Check before you go: opening hours, crafts"),
        ("/equipment/kiln/", "Check before you go: opening hours, machines"),
    ],
)
def test_a_card_of_a_craft_or_a_machine_says_it_once(client, address, wanted):
    said = card(shown(client, f"{address}?{NEAR}"), name_of("inferred"))
    assert wanted in said
    assert "unconfirmed" not in said


@pytest.mark.parametrize("address", LISTS)
def test_a_list_counts_the_places_without_hours(client, address):
    html = shown(client, address)
    assert words(html).count("3 of these places have no opening hours yet.") == 1
    assert "not known yet" not in card(html, name_of("unknown"))


def test_a_card_shows_unknown_hours_for_a_requested_time(client):
    html = shown(client, f"/?{NEAR}&open_at=now")
    assert "Opening hours not known yet" in card(html, name_of("unknown"))
    assert "have no opening hours yet" not in words(html)


@pytest.mark.parametrize("kind", ["unknown", "inferred"])
def test_what_nobody_knows_leads_to_a_correction(client, kind):
    page = Page(shown(client, address_of(kind)))
    venue = PublishedVenue.objects.get(name=name_of(kind))
    targets = [link.get("href") for link in page.all("a")]
    # "Do you know?" beside what is missing, and "Report a problem" below.
    assert targets.count(f"/report/venue/{venue.pk}/") == 2


@pytest.mark.parametrize("kind", KINDS)
def test_a_venues_page_says_it(client, kind):
    wanted = expected(VENUE_PAGE, kind)
    said = words(shown(client, address_of(kind)))
    assert [w for w in wanted if w not in said] == [], said


@pytest.mark.parametrize("kind", KINDS)
def test_a_match_says_it(client, kind):
    wanted = expected(MATCH, kind)
    name = name_of("unknown" if kind == "guessed" else kind)
    said = card(shown(client, f"/tutorials/{TUTORIAL}/?{NEAR}"), name)
    assert [w for w in wanted if w not in said] == [], said


@pytest.mark.parametrize("kind", KINDS)
def test_a_feature_of_the_api_says_it(client, kind):
    wanted = expected(FEATURE, kind)
    found = {
        f["properties"]["name"]: f["properties"]
        for f in client.get(ITEMS).json()["features"]
    }
    said = found[name_of(kind)]
    assert {name: said[name] for name in wanted} == wanted


@pytest.mark.parametrize("kind", KINDS)
def test_a_row_of_the_file_says_it(client, kind):
    wanted = expected(ROW, kind)
    (said,) = [row for row in rows(client) if row["name"] == name_of(kind)]
    assert {name: said[name] for name in wanted} == wanted


@pytest.mark.parametrize("kind", KINDS)
def test_a_description_for_machines_says_it(client, kind):
    wanted, unsaid = expected(DESCRIPTION, kind)
    said = description(client, address_of(kind))
    doubts = {p["name"]: p["value"] for p in said["additionalProperty"]}
    assert {name: doubts.get(name) for name in wanted} == wanted
    assert not unsaid & set(said)


def test_a_guessed_need_is_marked_and_does_not_affect_the_order(client, doubts):
    said = client.get(f"/api/tutorials/{doubts.pk}").json()
    assert (said["required"], said["usually_needs"]) == ([], ["kiln"])
    found = client.get(f"/api/tutorials/{doubts.pk}/venues?{NEAR}").json()["features"]
    assert all(feature["properties"]["missing"] == [] for feature in found)
    gaps = [gap for f in found for gap in f["properties"]["gaps"]]
    assert all(gap["inferred"] for gap in gaps if gap["code"] == "usually_needs")
    assert "usually_needs" in {gap["code"] for gap in gaps}
    page = words(shown(client, f"/tutorials/{TUTORIAL}/"))
    assert "Usually needs" in page


def test_a_place_known_to_its_street_is_described_as_a_circle(client):
    geo = description(client, address_of("street"))["geo"]
    assert (geo["@type"], geo["geoRadius"]) == ("GeoCircle", "300")


def test_no_hours_are_stated_of_what_does_not_run(client):
    said = description(client, address_of("paused"))
    assert "openingHours" not in said
    assert "Temporarily closed" in card(shown(client, f"/?{NEAR}"), "Paused House")
    (row,) = [row for row in rows(client) if row["name"] == "Paused House"]
    assert row["operation"] == "paused"


def test_an_area_is_an_area_for_the_map_too(client):
    for name, said in (
        ("Imprecise House", ("city", 5000, False)),
        ("Stale House", ("exact", None, True)),
    ):
        query = f"q={name}&bbox=-0.2,51.4,0.1,51.7&zoom=18"
        (point,) = client.get(f"/map/view/?{query}").json()["points"]
        assert (point["precision"], point["uncertainty_m"], point["stale"]) == said


def test_what_never_closes_is_closed_on_no_day(client):
    said = words(shown(client, address_of("stale")))
    week = said.partition("The next seven days")[2].partition("Visiting")[0]
    assert week.count("all day") == 7
    assert "closed" not in week
