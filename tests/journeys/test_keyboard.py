"""The newer pages by keyboard alone: everything is reached, is seen to be, and works."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.drawing import ALL
from tests.journeys.people import sign_in
from tests.journeys.test_find_a_place_to_make_it import (
    PLANNED,
    RINGED,
    a_person,
    field,
    press_until_focused,
)

pytestmark = [pytest.mark.journey, pytest.mark.django_db]
HERE = """
() => {
  const node = document.activeElement;
  const box = node.getBoundingClientRect();
  return {
    what: `${node.tagName} ${node.id} ${node.textContent.trim().slice(0, 40)}`,
    left: node === document.body || !node.matches(":focus"),
    seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight
      && (RINGED)(node),
  };
}
""".replace("RINGED", RINGED.strip())
MOST = 40


def walk(page: Page, address: str) -> list[str]:
    """Press Tab through a page and return what was reached without being seen."""
    page.goto(address)
    hidden, reached = [], 0
    for _press in range(MOST):
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        if here["left"]:
            break
        reached += 1
        if not here["seen"]:
            hidden.append(f"{address}: {here['what']}")
    assert reached > 5, address
    return hidden


def test_every_newer_page_shows_where_the_focus_is(page: Page):
    public = [
        "/make/?title=pottery+bowl&where=Hackney",
        "/crafts/",
        "/offline-activities/?where=Hackney",
    ]
    if ALL:  # of the same kinds
        public += ["/crafts/pottery/?where=Hackney", "/equipment/", "/help/"]
        public += ["/about/", "/privacy/", "/equipment/kiln/?where=Hackney"]
    assert [lost for address in public for lost in walk(page, address)] == []


def test_personal_pages_by_keyboard(page: Page):
    sign_in(page, a_person())
    page.goto(f"/tutorials/{PLANNED}/")
    press_until_focused(page, page.locator(".like button").first)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=re.compile("Liked"))).to_be_visible()
    pages = ["/account/", "/tutorials/add/?title=pottery"]
    if ALL:
        pages.append("/account/likes/delete/")
    assert [lost for address in pages for lost in walk(page, address)] == []
    page.goto("/account/likes/delete/")
    press_until_focused(page, page.locator("main form button"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 like deleted")).to_be_visible()


def test_a_wish_is_typed_and_answered(page: Page):
    page.goto("/make/")
    press_until_focused(page, page.locator("#title"))
    page.keyboard.type("pottery bowl")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("title=pottery"))
    press_until_focused(page, field(page, "Near"))
    page.keyboard.type("Hackney")
    page.keyboard.press("Enter")
    press_until_focused(page, page.locator("[data-places] h3 a").first)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/venues/"))


@pytest.mark.long
def test_equipment_and_today_are_reached_from_the_foot(page: Page):
    page.goto("/equipment/")
    press_until_focused(
        page, page.locator("main a[href='/equipment/kiln/']").first, most=200
    )
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kiln")
    page.goto("/offline-activities/")
    press_until_focused(page, field(page, "Near"))
    page.keyboard.type("Hackney")
    page.keyboard.press("Enter")
    press_until_focused(page, page.locator(".activity a").first)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/venues/"))
