"""From a craft to its places, and away from the screen: keyboard, print, no script."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import PHONE

pytestmark = [pytest.mark.journey, pytest.mark.django_db]


@pytest.fixture
def plain(browser: Browser, site: str) -> Iterator[Page]:
    """A phone without JavaScript."""
    context = browser.new_context(
        service_workers="block",
        viewport=PHONE,
        base_url=site,
        java_script_enabled=False,
    )
    yield context.new_page()
    context.close()


def test_a_craft_is_found_by_keyboard_and_leads_to_its_places(page: Page):
    page.goto("/crafts/")
    page.get_by_label("Craft").focus()
    page.keyboard.type("Töpfern")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Pottery and ceramics", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Pottery and ceramics")
    expect(page.locator("[data-places] h3 a").first).to_be_visible()
    expect(page.get_by_role("link", name="Show on the map")).to_have_attribute(
        "href", "/?craft=pottery"
    )


def test_open_places_are_listed_without_script(plain: Page):
    plain.goto("/offline-activities/")
    plain.get_by_label("Near", exact=True).fill("Hackney")
    plain.get_by_role("button", name="Show what is open").click()
    expect(plain.locator(".activity").first).to_be_visible()
    expect(plain.locator("img, [data-map]")).to_have_count(0)


def test_equipment_is_reached_from_a_craft_without_script(plain: Page):
    plain.goto("/crafts/pottery/")
    plain.get_by_role("link", name="Kiln", exact=True).first.click()
    expect(plain.get_by_text("typical; each place has its own rules")).to_be_visible()


@pytest.mark.parametrize(
    "address", ["/about/", pytest.param("/privacy/", marks=pytest.mark.long)]
)
def test_the_footer_leads_to_about_and_help(plain: Page, address: str):
    plain.goto("/crafts/")
    plain.locator(f".site-footer a[href='{address}']").click()
    expect(plain.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.parametrize(
    "address", ["/", pytest.param("/venues/london-hackspace/", marks=pytest.mark.long)]
)
def test_print_has_no_map_but_shows_uncertainty(page: Page, address: str):
    page.goto(address)
    page.emulate_media(media="print")
    expect(page.locator(".site-nav")).to_be_hidden()
    expect(page.locator(".map").first).to_be_hidden()
    expect(page.get_by_text("Last confirmed 2015").first).to_be_visible()


def test_paper_says_when_and_how_to_get_there_before_what_to_make(page: Page):
    page.goto("/venues/london-hackspace/")
    page.emulate_media(media="print")
    order = [
        page.get_by_role("heading", name=name, exact=True).bounding_box()["y"]
        for name in (
            "Opening hours",
            "Visiting",
            "Tutorials you can complete here",
            "Sources",
        )
    ]
    assert order == sorted(order)
