"""T8 elsewhere: hostile texts in other sites' pages, in our frames and our element."""

import json
from collections.abc import Iterator, Sequence

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from geoapp.web.embed.framing import element_line
from tests.journeys.host_page import Host, hosting
from tests.safety.hostile_world import hostile_venues
from tests.safety.html import Page as Parsed
from tests.safety.payloads import EVERY, SHARE, share
from tests.safety.test_t8_crawl import WATCH
from tests.serving import serving
from tests.world import HACKNEY

pytestmark = pytest.mark.usefixtures("hostile_site")
SHOWN = 3
MATCHES = "**/api/matches"
# The places where a text may stand: in a usual run each tries an eighth of the texts,
# and together they try all of them.
PLACES = ("q", "venue", "tutorial-title", "craft", "where", "open_at", "url", "bbox")
_HOSTS_OWN = 4  # main, h1, script, the element: what its page holds without us
# What the element may be made of, whoever wrote what it shows.
TAGS = {
    *("a", "bdi", "button", "datalist", "div", "form", "h2", "h3", "input", "label"),
    *("li", "ol", "option", "p", "section", "span", "ul"),
}


def shape_of(client, addresses) -> set[tuple[str, str]]:
    shapes = set()
    for address in addresses:
        page = Parsed(client.get(address).content.decode())
        assert page.dangers() == [], address
        shapes |= page.shape()
    return shapes


def texts_of(places: Sequence[str]) -> list[Sequence[str]]:
    """Return what each place tries; the shorter ones begin again at their end."""
    tried = [share(EVERY, PLACES.index(place)) for place in places]
    most = max(map(len, tried))
    return [(*texts, *texts)[:most] for texts in tried]


def test_every_text_is_tried_at_one_place_at_least():
    assert {text for texts in texts_of(PLACES) for text in texts} == set(EVERY)


@pytest.mark.django_db
def test_a_venues_frame_shows_every_text_as_text(client):
    bad = [f"/embed/venues/{v.slug}/" for v in hostile_venues("bad")]
    plain = [f"/embed/venues/{v.slug}/" for v in hostile_venues("plain")]
    assert len(bad) == len(EVERY)
    tried = share(bad, PLACES.index("venue"))
    assert shape_of(client, tried) <= shape_of(client, plain)


@pytest.mark.django_db
def test_a_searchs_frame_shows_every_text_as_text(client):
    listed = client.get("/embed/search/", {"near": str(HACKNEY), "limit": 100})
    page = Parsed(listed.content.decode())
    assert page.dangers() == []
    assert "script" not in {tag for tag, _attrs in page.elements}
    names = ("q", "craft", "where", "open_at", "bbox")
    for texts in zip(*texts_of(names), strict=True):
        answer = client.get("/embed/search/", dict(zip(names, texts, strict=True)))
        assert answer.status_code == 200
        assert Parsed(answer.content.decode()).dangers() == [], texts


@pytest.fixture(scope="module")
def address(hostile_site, django_db_blocker) -> Iterator[str]:
    """A server before this world."""
    with django_db_blocker.unblock(), serving() as address:
        yield address


@pytest.fixture
def host(address) -> Iterator[Host]:
    with hosting(address) as one:
        yield one


@pytest.fixture
def reader(browser: Browser, host: Host) -> Iterator[Page]:
    """Another site's page with our element, watched for whatever runs."""
    context = browser.new_context(service_workers="block")
    context.grant_permissions(["geolocation"], origin=host.url)
    context.set_geolocation({"longitude": HACKNEY.lon, "latitude": HACKNEY.lat})
    page = context.new_page()
    page.add_init_script(WATCH)
    page.goto(host.page("/x", element_line(), title="x"))
    yield page
    context.close()


def ask(page: Page) -> None:
    with page.expect_response(MATCHES):
        page.get_by_role("button", name="Use my location").click()
    expect(page.get_by_role("status")).not_to_have_text("Looking for places…")


def check_inert(page: Page) -> None:
    """Assert that nothing ran, and that the element is made of its own parts."""
    assert page.evaluate("window.wrong") == []
    made = page.evaluate(
        "[...document.querySelector('make-it-near-you').shadowRoot"
        ".querySelectorAll('*')].map(node => node.localName)"
    )
    assert set(made) <= TAGS
    assert page.locator("body *").count() == _HOSTS_OWN + len(made)


@pytest.mark.journey
def test_the_element_shows_every_venue_as_text(reader: Page):
    shown: list[str] = []

    def turned(route: Route) -> None:
        """Answer what the server says of all places, the next three of them first."""
        wish = {**route.request.post_data_json, "limit": 1000, "crafts": ["pottery"]}
        answer = route.fetch(post_data=json.dumps(wish))
        said = answer.json()
        done = len(shown)
        first = said["features"][done : done + SHOWN]
        shown.extend(one["properties"]["name"] for one in first)
        route.fulfill(response=answer, json={**said, "features": first})

    reader.route(MATCHES, turned)
    for turn in range(len(share(EVERY)) // SHOWN + 1):
        ask(reader)
        names = reader.locator("make-it-near-you h3")
        expected = shown[turn * SHOWN : (turn + 1) * SHOWN]
        assert names.evaluate_all("all => all.map(n => n.textContent)") == expected
    assert len(set(shown) & {text.strip() for text in EVERY}) >= 50 // SHARE
    check_inert(reader)


@pytest.mark.journey
def test_the_element_takes_every_title_and_address_as_text(reader: Page, address):
    names = ("tutorial-title", "url")
    for texts in zip(*texts_of(names), strict=True):
        reader.locator("make-it-near-you").evaluate(
            "(node, given) => given"
            ".forEach(([name, text]) => node.setAttribute(name, text))",
            list(zip(names, texts, strict=True)),
        )
        ask(reader)
        links = reader.locator("make-it-near-you a").evaluate_all(
            "all => all.map(one => one.href)"
        )
        assert all(link.startswith(address) for link in links), texts
    check_inert(reader)
