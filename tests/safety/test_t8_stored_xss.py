"""T8: what strangers write is shown as text, in every field and on every page."""

import json
from urllib.parse import quote

import pytest
from django.urls import reverse

from geoapp.publishing.models import PublishedVenue
from geoapp.tutorials.tutorial_file import InvalidTutorials, read_tutorials
from geoapp.web.make.views import bookmarklet
from tests.safety.hostile_world import (
    hostile_tutorials,
    hostile_venues,
    person_with_likes,
)
from tests.safety.html import Page, scheme_of
from tests.safety.payloads import EVERY, LINKS, TEXTS, share
from tests.world import HACKNEY

NEAR = f"near={HACKNEY}"
ITEMS = "/api/collections/venues/items"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hostile_site")]


def opened(client, address: str, status: int = 200) -> Page:
    answer = client.get(address)
    assert answer.status_code == status, address
    assert answer["Content-Type"].startswith("text/html")
    page = Page(answer.content.decode())
    # The one script that people may take along is a bookmark of our own.
    ours = f"<a href={bookmarklet()!r}>"
    assert [d for d in page.dangers() if d != ours] == [], address
    return page


def searched(client, address: str) -> Page:
    """Open a page that leads to our own /make/ where it is asked for an address."""
    answer = client.get(address)
    if answer.status_code != 302:
        return opened(client, address)
    assert address.startswith("/?q=http")
    assert answer["Location"].startswith("/make/?url=http")
    return opened(client, answer["Location"])


def plain_shape(client, addresses) -> set[tuple[str, str]]:
    """Return what pages are made of when nobody means harm."""
    return set().union(*(opened(client, address).shape() for address in addresses))


@pytest.fixture(scope="module")
def shapes(hostile_site) -> dict[str, set[tuple[str, str]]]:
    """What a visitor's pages are made of, by address: their world stays the same."""
    return {}


def venue_page(venue) -> str:
    return f"/venues/{venue.slug}/"


def test_there_are_at_least_sixty_payloads():
    assert len(set(EVERY)) >= 60


@pytest.mark.parametrize("text", [*LINKS, "https://example.org/", "/likes/", "x"])
def test_a_scheme_is_read_as_browsers_read_it(text):
    assert scheme_of(text) in {
        "javascript" if "javascript:" in "".join(text.split()).lower() else "",
        *("data", "vbscript", "http", "https", ""),
    }


def test_a_venues_page_shows_every_text_as_text(client):
    allowed = plain_shape(client, map(venue_page, hostile_venues("plain")))
    for venue in share(hostile_venues("bad"), 0):
        page = opened(client, venue_page(venue))
        assert page.shape() <= allowed, venue.name
        assert page.headline == venue.name


def test_a_venues_description_for_machines_stays_one_document(client):
    for venue in share(hostile_venues("bad"), 1):
        page = opened(client, venue_page(venue))
        (said,) = page.descriptions()
        assert said["name"] == venue.name
        assert said.get("url", "https://").startswith(("https://", "http://"))


def test_no_link_of_a_stranger_is_published_that_is_none():
    for venue in PublishedVenue.objects.filter(
        pk__in=[v.pk for v in hostile_venues("bad")]
    ):
        assert venue.page["contact"].get("web", "https:").startswith(("http", "HTTP"))
        for value in venue.page["contact"].values():
            assert scheme_of(value) in ("", "http", "https"), value
        for source in venue.page["sources"]:
            assert scheme_of(source["url"]) in ("", "http", "https")


def test_a_tutorials_page_shows_every_text_as_text(client):
    # Only without a place does a page name itself in other languages.
    plain = [
        f"/tutorials/{t.slug}/?{near}"
        for t in hostile_tutorials("plain")
        for near in ("", NEAR)
    ]
    allowed = plain_shape(client, plain)
    for number, tutorial in enumerate(share(hostile_tutorials("bad"), 2)):
        # Its matches are every venue of this world: a few tutorials show them all.
        near = NEAR if number % 18 == 0 else ""
        page = opened(client, f"/tutorials/{tutorial.slug}/?{near}")
        assert page.shape() <= allowed, tutorial.title
        assert page.headline == tutorial.title


def every_page_of_the_list(client) -> list[str]:
    addresses, cursor = [], ""
    while True:
        addresses.append(f"/?{NEAR}&cursor={quote(cursor)}")
        answer = client.get(addresses[-1])
        cursor = answer.context["result"].next_cursor
        if not cursor:
            return addresses


def test_lists_show_every_text_as_text(client):
    allowed = plain_shape(client, [f"/?{NEAR}", f"/?q=plain&{NEAR}", "/?q=plain"])
    lists = every_page_of_the_list(client)
    assert len(lists) >= 4
    for address in lists:
        assert opened(client, address).shape() <= allowed
    for number in (1, 2, 3, 4):
        opened(client, f"/tutorials/?page={number}")


def test_likes_show_every_text_as_text(client):
    client.force_login(person_with_likes())
    page = opened(client, f"/likes/?{NEAR}")
    assert len([attrs for tag, attrs in page.elements if tag == "li"]) > 60


def test_what_scripts_read_is_json(client):
    addresses = [
        "/map/view/?bbox=-0.1,51.5,0,51.6&zoom=18",
        "/map/view/?bbox=-0.1,51.5,0,51.6&zoom=3",
        *(f"/suggest/?q={quote(text[:200])}" for text in share(EVERY, 3)),
    ]
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer["Content-Type"] == "application/json"
        json.loads(answer.content)


def test_the_api_returns_every_text_unchanged(client):
    seen, address = set(), f"{ITEMS}?limit=50"
    while address:
        answer = client.get(address)
        assert answer["Content-Type"] == "application/geo+json"
        page = json.loads(answer.content)
        seen |= {f["properties"]["name"] for f in page["features"]}
        address = next((x["href"] for x in page["links"] if x["rel"] == "next"), "")
    assert {venue.name for venue in hostile_venues("bad")} <= seen
    for venue in share(hostile_venues("bad"), 0):
        feature = client.get(f"{ITEMS}/{venue.pk}").json()
        assert feature["properties"]["summary"] == venue.summary
    for tutorial in share(hostile_tutorials("bad"), 1):
        said = client.get(f"/api/tutorials/{tutorial.pk}").json()
        assert said["title"] == tutorial.title
    found = client.get(f"/api/tutorials/{tutorial.pk}/venues?{NEAR}&limit=200").json()
    names = {feature["properties"]["name"] for feature in found["features"]}
    assert {venue.name for venue in hostile_venues("bad")} <= names


WORDS = (("/", "q"), ("/results/", "q"), ("/", "where"), ("/tutorials/", "q"))
VALUES = (
    ("/", "near"),
    ("/", "craft"),
    ("/", "open_at"),
    ("/", "sort"),
    ("/", "cursor"),
    ("/", "kind"),
    ("/results/", "where"),
    ("/tutorials/", "craft"),
    ("/tutorials/", "page"),
    ("/accounts/login/", "next"),
    ("/accounts/signup/", "next"),
)


@pytest.mark.parametrize(
    ("page", "parameter", "texts"),
    [
        *[(*place, share(EVERY, number)) for number, place in enumerate(WORDS)],
        # What is no free text is one of few values, or is not understood.
        *[
            (*place, share([*TEXTS[::5], *LINKS], number))
            for number, place in enumerate(VALUES)
        ],
    ],
)
def test_a_page_shows_its_parameters_as_text(client, shapes, page, parameter, texts):
    plain = [
        f"{page}?{parameter}={text}"
        for text in ("plain", "Plain+words", "kiln", "xqzzy", "plain+xqzzy")
    ]
    # What is found besides is not the question's: links of places, marks, a pager.
    others = [f"/?{NEAR}&q=plain", "/tutorials/", "/make/?url=https://example.org/x"]
    others.append("/make/?url=http://[")  # the words beside a wrong address
    plain += [page, *others]
    for address in set(plain) - set(shapes):
        shapes[address] = plain_shape(client, [address])
    allowed = set().union(*(shapes[address] for address in plain))
    for text in texts:
        answered = searched(client, f"{page}?{parameter}={quote(text[:200])}")
        assert answered.shape() <= allowed, text


def test_an_address_that_is_none_says_so_as_text(client):
    for number, where in enumerate(("/", "/venues/", "/tutorials/", "/accounts/")):
        for text in share(EVERY, number):
            part = quote(text, safe="")
            answer = client.get(f"{where}{part}/")
            assert answer.status_code == 404
            assert Page(answer.content.decode()).dangers() == []


def test_no_tutorial_leads_to_anything_but_a_web_page(staff):
    harmful = [t for t in LINKS if scheme_of(t) not in ("http", "https")]
    assert len(harmful) >= 10
    for text in harmful:
        said = {"title": "A bowl", "url": text, "site": "x", "crafts": ["pottery"]}
        with pytest.raises(InvalidTutorials, match="not a URL that starts with"):
            read_tutorials(json.dumps({"tutorials": [said]}))
        form = {"slug": "bowl", "title": "A bowl", "url": text, "site": "x"}
        answer = staff.post(reverse("admin:tutorials_tutorial_add"), form)
        errors = answer.context["adminform"].form.errors
        assert "url" in errors or answer.context["adminform"].form.cleaned_data[
            "url"
        ].startswith("https://"), text
