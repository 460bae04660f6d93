"""On the underground: the last list and the places that were opened can be read."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.conftest import PHONE
from tests.journeys.page_checks import open_whole
from tests.journeys.people import sign_in
from tests.journeys.test_find_a_place_to_make_it import a_person

pytestmark = [pytest.mark.journey, pytest.mark.django_db]

SEARCH = "/?q=pottery&where=Hackney"
OPENED = "/venues/london-hackspace/"
_KEPT = """async () => {
  const kept = [];
  for (const name of await caches.keys()) {
    for (const request of await (await caches.open(name)).keys()) {
      kept.push(request.url);
    }
  }
  return kept;
}"""


@pytest.fixture
def traveller(browser: Browser, site: str) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=PHONE, base_url=site)
    context.set_default_timeout(10_000)
    yield context
    context.close()


def kept(page: Page) -> list[str]:
    """Return the addresses of all that the device keeps."""
    found: list[str] = page.evaluate(_KEPT)
    return found


def wait_for(page: Page, holds: Callable[[list[str]], bool]) -> None:
    """Wait, half a minute at most, until something holds of what is kept.

    The worker keeps and clears away in its own time, after a page has been shown.
    """
    for _turn in range(300):
        if holds(kept(page)):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"Kept is {kept(page)}")


def wait_until_kept(page: Page, end: str) -> None:
    """Wait until an address that ends so is kept."""
    wait_for(page, lambda urls: any(url.endswith(end) for url in urls))


def arrive(context: BrowserContext) -> Page:
    """Open the site for the first time, and wait until it can keep pages."""
    page = context.new_page()
    page.goto("/about/")
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    return page


def test_the_last_list_and_the_opened_place_are_read_without_a_network(
    traveller: BrowserContext,
):
    page = arrive(traveller)
    page.goto(SEARCH)
    found = page.locator("[data-list] .result__name").first.inner_text()
    wait_until_kept(page, SEARCH)
    page.goto(OPENED)
    wait_until_kept(page, OPENED)
    traveller.set_offline(True)

    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("London Hackspace")
    expect(page.locator("[data-cached-note]")).to_contain_text("You are offline.")
    page.goto(SEARCH)
    expect(page.locator("[data-list] .result__name").first).to_have_text(found)
    expect(page.locator("[data-cached-note]")).to_contain_text("You are offline.")

    page.goto("/venues/pedalen/")
    expect(page.get_by_role("heading", level=1)).to_have_text("You are offline")
    expect(page.get_by_role("link", name="London Hackspace")).to_be_visible()
    page.get_by_role("link", name="London Hackspace").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("London Hackspace")

    traveller.set_offline(False)
    page.reload()
    expect(page.locator("[data-cached-note]")).to_be_hidden()


def test_without_a_network_the_page_speaks_as_the_reader_chose(
    traveller: BrowserContext,
):
    page = arrive(traveller)
    page.goto("/reader/?language=de&next=/tutorials/")
    expect(page.locator("html")).to_have_attribute("lang", "de")
    page.wait_for_function(
        """async () => {
          const held = await caches.match("/no-network/");
          return held?.headers.get("Content-Language") === "de";
        }"""
    )
    traveller.set_offline(True)
    page.goto("/venues/pedalen/")
    expect(page.locator("html")).to_have_attribute("lang", "de")
    expect(page.get_by_role("heading", level=1)).to_have_text("Du bist offline")


@pytest.mark.long
def test_a_search_by_form_is_cached_under_its_url(traveller: BrowserContext):
    page = arrive(traveller)
    page.goto("/")
    page.locator("#q").fill("pottery in Hackney")
    page.locator("#q").press("Enter")
    expect(page).to_have_url(re.compile("q=pottery"))
    wait_until_kept(page, page.evaluate("location.search"))
    traveller.set_offline(True)
    page.reload()
    expect(page.locator(".results__count")).to_contain_text("place")
    expect(page.locator("#q")).to_have_value("pottery in Hackney")


def test_no_personal_page_and_no_tile_is_cached(
    traveller: BrowserContext, site: str, settings: Any
):
    settings.TILE_URL = f"{site}/nowhere/{{z}}/{{x}}/{{y}}.png"
    page = arrive(traveller)
    for address in (SEARCH, "/tutorials/", "/make/?title=bowl", "/api/"):
        page.goto(address, wait_until="load")
    open_whole(page, "/?near=-0.055,51.545&radius_m=10000")
    sign_in(page, a_person())
    for address in ("/likes/", "/account/", OPENED, "/?q=kiln"):
        open_whole(page, address)
    pages = [url for url in kept(page) if "/static/" not in url]
    assert sorted(pages) == [f"{site}{SEARCH}", f"{site}/no-network/"]

    page.goto("/accounts/logout/")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    assert not any(SEARCH in url for url in kept(page))


def test_the_cache_of_another_release_is_deleted(traveller: BrowserContext):
    # The API has no worker: on a page that has one, it may be done before we are.
    page = traveller.new_page()
    page.goto("/api/")
    page.evaluate("caches.open('pages-of-another-release')")
    page.goto("/about/")
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    names = page.evaluate("caches.keys()")
    assert "pages-of-another-release" not in names
    assert {name.split("-")[0] for name in names} <= {"shell", "pages"}


def is_thirty_without_the_oldest(urls: list[str]) -> bool:
    pages = [url for url in urls if "/venues/" in url or "?" in url]
    return len(pages) == 30 and not any(url.endswith(OPENED) for url in pages)


@pytest.mark.long
def test_only_the_last_thirty_pages_are_cached(traveller: BrowserContext):
    page = arrive(traveller)
    page.goto(OPENED)
    wait_until_kept(page, OPENED)
    page.evaluate(
        """async () => {
          const name = (await caches.keys()).find((one) => one.startsWith("pages-"));
          const pages = await caches.open(name);
          for (let n = 0; n < 30; n += 1) {
            await pages.put(`/venues/number-${n}/`, new Response("", {
              headers: { "X-Keep-Offline": "Number", "X-Kept-At": new Date().toISOString() },
            }));
          }
        }"""
    )
    page.goto(SEARCH)
    wait_until_kept(page, SEARCH)
    wait_for(page, is_thirty_without_the_oldest)


def test_the_browser_finds_nothing_that_hinders_installing(traveller: BrowserContext):
    page = arrive(traveller)
    devtools = traveller.new_cdp_session(page)
    manifest = devtools.send("Page.getAppManifest")
    assert manifest["errors"] == []
    assert json.loads(manifest["data"])["display"] == "standalone"
    hindered = devtools.send("Page.getInstallabilityErrors")["installabilityErrors"]
    # A private window never installs; a real one does.
    assert [e["errorId"] for e in hindered if e["errorId"] != "in-incognito"] == []
