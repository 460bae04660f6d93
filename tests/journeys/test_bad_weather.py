"""F19: tiles that fail, no position, no script, no room, a slow line, large type."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.journeys.conftest import DESKTOP
from tests.journeys.test_accessibility import SOME
from tests.journeys.test_find_a_place_to_make_it import (
    PLANNED,
    a_person,
    field,
    names,
    search,
)

pytestmark = [pytest.mark.journey, pytest.mark.django_db]

TILES = "https://tiles.example/{z}/{x}/{y}.png"
# What a page logs about a tile that did not come is the browser's own line.
A_TILE = re.compile(r"tiles\.example|ERR_FAILED|status of 404|Content Security Policy")
FULL = """
for (const name of ["localStorage", "sessionStorage"]) {
  Object.defineProperty(window, name, { get() { throw new DOMException("full", "QuotaExceededError"); } });
}
if (window.caches) {
  CacheStorage.prototype.open = () => Promise.reject(new DOMException("full", "QuotaExceededError"));
}
"""


@pytest.fixture
def street_tiles(monkeypatch) -> None:
    """Let the pages ask for street tiles, which no test can have."""
    policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    monkeypatch.setitem(
        policy, "img-src", [*policy["img-src"], "https://tiles.example"]
    )
    monkeypatch.setattr(settings, "TILE_URL", TILES)


@pytest.mark.parametrize(
    "answer", ["abort", pytest.param("404", marks=pytest.mark.long)]
)
def test_street_tiles_that_fail_leave_the_basemap_and_the_list(
    context: BrowserContext, site: str, street_tiles: None, answer: str
):
    asked: list[str] = []

    def fail(route: Route) -> None:
        asked.append(route.request.url)
        if answer == "abort":
            route.abort()
        else:
            route.fulfill(status=404)

    context.route("https://tiles.example/**", fail)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    search(page, "pottery", "Hackney")
    expect(page.locator(".leaflet-marker-icon").first).to_be_visible()
    page.wait_for_function("document.querySelector('.leaflet-basemap-pane canvas')")
    expect(page.locator(".street-tiles").first).to_be_attached()
    expect(names(page).nth(2)).to_be_visible()
    # Our own names stand in for those of the streets.
    expect(page.locator(".place-label").first).to_be_attached()
    assert asked
    assert wrong == []


def test_a_denied_location_is_explained_and_a_town_still_works(page: Page):
    page.goto("/")
    page.get_by_role("button", name="Show places near me").click()
    expect(page.get_by_text("Your browser did not share your location")).to_be_visible()
    expect(field(page, "Near")).to_be_focused()
    page.keyboard.type("Hackney")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("where=Hackney"))
    expect(names(page).first).to_be_visible()


Visitor = Callable[..., Page]


@pytest.fixture
def visitor(browser: Browser, site: str) -> Iterator[Visitor]:
    """Return what opens a page in a browser of this kind; all are closed at the end."""
    contexts: list[BrowserContext] = []

    def open_page(**options: Any) -> Page:
        options = {
            "viewport": DESKTOP,
            "base_url": site,
            "service_workers": "block",
            **options,
        }
        contexts.append(browser.new_context(**options))
        return contexts[-1].new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def plain(visitor: Visitor) -> Page:
    """A desk without JavaScript."""
    return visitor(java_script_enabled=False)


def test_every_page_stands_without_script(plain: Page):
    for address in SOME:
        plain.goto(address)
        expect(plain.locator("h1").first).to_be_attached()
        dead = plain.locator("main button[type=button]:visible")
        assert dead.all_inner_texts() == [], address


def test_a_like_without_script_survives_sign_up(plain: Page):
    plain.goto(f"/tutorials/{PLANNED}/")
    plain.locator(".like button").first.click()
    expect(plain).to_have_url(re.compile(r"/accounts/signup/\?next="))
    plain.get_by_label("Email address").fill(a_person())
    plain.get_by_label("Password").fill("a-kiln-at-midnight-7")
    plain.get_by_label("I agree to follow the").check()
    plain.get_by_role("button", name="Sign up").click()
    expect(plain.get_by_role("heading", name="Check your email")).to_be_visible()


def test_it_works_where_nothing_can_be_stored(page: Page):
    page.add_init_script(FULL)
    search(page, "pottery", "Hackney")
    expect(names(page).nth(2)).to_be_visible()
    expect(page.locator(".leaflet-marker-icon").first).to_be_visible()
    names(page).first.click()
    expect(page.locator(".venue h1")).to_be_visible()


def test_on_a_slow_line_the_later_search_wins(page: Page):
    page.goto("/")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(re.compile(r"/(results|map/view)/\?.*q=sewing"), hold)
    what = field(page, "What do you want to make?")
    what.fill("sewing")
    what.press("Enter")
    expect(page.locator("[data-part=results][aria-busy]")).to_be_attached()
    what.fill("pottery")
    field(page, "Near").fill("Hackney")
    page.get_by_role("button", name="Search", exact=True).click()
    expect(page).to_have_url(re.compile("q=pottery"))
    expect(page.locator(".chip", has_text="Pottery").first).to_be_visible()
    assert held
    for route in held:
        route.abort()
    expect(page).to_have_url(re.compile("q=pottery"))
    expect(page.locator(".chip", has_text="Pottery").first).to_be_visible()


# 1280 pixels at 400 % are 320 of CSS; a small phone is as narrow.
NARROW = {"400 %": (320, 256), "320 px": (320, 568)}
TOO_WIDE = """
() => {
  const width = document.documentElement.clientWidth;
  const inMap = (node) => node.closest(".leaflet-container, .map, [hidden], .visually-hidden");
  const wide = [...document.body.querySelectorAll("*")].filter(
    (node) => !inMap(node) && node.getBoundingClientRect().right > width + 1
      && getComputedStyle(node).position !== "absolute" && node.getClientRects().length
      && !node.closest(".scrolls, pre, .chips, .ideas"),
  );
  return {
    wider: document.documentElement.scrollWidth - width,
    nodes: wide.slice(0, 4).map((node) => `${node.tagName}.${node.className}`),
  };
}
"""
# The share of the window that stays in place while the page is scrolled.
STUCK = """
() => {
  scrollTo(0, document.body.scrollHeight / 2);
  const stuck = [...document.body.querySelectorAll("*")].filter((node) => {
    const { position } = getComputedStyle(node);
    const { top, bottom, height } = node.getBoundingClientRect();
    return (position === "fixed" || (position === "sticky" && top <= 0)) && height > 0
      && bottom > 0 && top < innerHeight && getComputedStyle(node).visibility === "visible";
  });
  return Math.max(0, ...stuck.map((node) => node.getBoundingClientRect().height)) / innerHeight;
}
"""


@pytest.mark.parametrize(
    "size", ["400 %", pytest.param("320 px", marks=pytest.mark.long)]
)
def test_nothing_is_cut_off_or_covered_when_all_is_large(visitor: Visitor, size: str):
    width, height = NARROW[size]
    page = visitor(viewport={"width": width, "height": height})
    found = []
    for address in SOME:
        page.goto(address)
        seen = page.evaluate(TOO_WIDE)
        if seen["wider"] > 0:
            found.append((address, seen))
        if page.evaluate(STUCK) > 0.5:
            found.append((address, "covered"))
    assert found == []


@pytest.mark.long
def test_no_motion_is_made_where_none_is_wanted(visitor: Visitor):
    page = visitor(reduced_motion="reduce")
    for address in (
        "/?q=pottery&where=Hackney",
        f"/tutorials/{PLANNED}/?where=Hackney",
    ):
        page.goto(address)
        expect(page.locator(".leaflet-marker-icon").first).to_be_visible()
        assert page.locator(".leaflet-zoom-anim, .leaflet-fade-anim").count() == 0
        longest = page.evaluate(
            """() => Math.max(...[...document.querySelectorAll("*")].flatMap((node) => {
              const style = getComputedStyle(node);
              return [style.transitionDuration, style.animationDuration]
                .flatMap((text) => text.split(",").map(parseFloat));
            }))"""
        )
        assert longest <= 0.01
        assert (
            page.evaluate("getComputedStyle(document.documentElement).scrollBehavior")
            == "auto"
        )


# What an element is drawn with once the system paints the colours.
PAINT = """
(node, part) => {
  const style = getComputedStyle(node, part);
  return [style.backgroundColor, style.fill, style.stroke];
}
"""


def test_marks_and_controls_are_seen_in_forced_colours(visitor: Visitor):
    page = visitor(forced_colors="active", reduced_motion="reduce")
    page.goto("/?q=pottery&where=Hackney")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    expect(page.locator(".leaflet-marker-icon").first).to_be_visible()
    for shape in page.locator(".leaflet-marker-icon svg").all():
        _behind, fill, stroke = shape.locator("*").first.evaluate(PAINT)
        assert {fill, stroke} - {ground, "none"}
    switch = page.get_by_label("Open now")
    knob, off = (switch.evaluate(PAINT, part)[0] for part in ("::after", None))
    assert knob != off
    switch.check()
    assert switch.evaluate(PAINT)[0] not in (off, ground)
    page.locator(".filters > summary").click()
    pill = page.locator(".pill", has_text="Hackerspace")
    words = pill.locator("span").first
    plain = words.evaluate(PAINT)[0]
    pill.click()
    expect(page).to_have_url(re.compile("kind="))
    assert words.evaluate(PAINT)[0] != plain
