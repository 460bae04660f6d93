"""Liked it online? Make it nearby: the whole way, in a real browser."""

import re
import uuid

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.conftest import PHONE
from tests.journeys.people import sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db]

# No single place near Hackney has all of its machines; two together do.
PLANNED = "diy-hifi-bookshelf-speakers-studio-reference"


def a_person() -> str:
    """An address that nobody has used."""
    return f"{uuid.uuid4().hex[:12]}@example.org"


def field(page: Page, label: str) -> Locator:
    """The input of that label; its list of suggestions bears the same name."""
    return page.get_by_label(label).and_(page.locator("input"))


def search(page: Page, what: str, where: str) -> Locator:
    """Search as a visitor does and return the names in the list."""
    page.goto("/")
    field(page, "What do you want to make?").fill(what)
    field(page, "Near").fill(where)
    page.get_by_role("button", name="Search", exact=True).click()
    expect(page).to_have_url(re.compile("q=pottery"))
    return names(page)


def names(page: Page) -> Locator:
    """The links of the list, in its order."""
    return page.locator("[data-list] h3 a")


def has_a_kiln_to_use(page: Page, address: str) -> bool:
    """Whether a venue's page lists a kiln, and pottery to use or to learn."""
    page.goto(address)
    pottery = page.locator(".offer", has_text="Pottery")
    modes = pottery.locator(".mode").all_text_contents() if pottery.count() else []
    return page.locator(".machine", has_text="Kiln").count() > 0 and bool(
        {"Use", "Learn"} & set(modes)
    )


def test_a_visitor_finds_pottery_near_hackney_and_opens_a_place(page: Page):
    found = search(page, "pottery", "Hackney")
    expect(found.nth(2)).to_be_visible()
    addresses = [str(found.nth(n).get_attribute("href")) for n in range(3)]
    assert any(has_a_kiln_to_use(page, address) for address in addresses)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    # Honest about its age: the list is of 2015.
    expect(page.get_by_text("Last confirmed 2015").first).to_be_visible()
    expect(page.get_by_text("Nesta").first).to_be_visible()
    expect(
        page.get_by_role("heading", name=re.compile("Tutorials you can complete here"))
    ).to_be_visible()


def test_a_person_likes_a_tutorial_and_sees_reasons_gaps_plan_and_likes(page: Page):
    sign_in(page, a_person())
    page.goto(f"/tutorials/{PLANNED}/")
    page.get_by_role("button", name=re.compile("^.*Like")).click()
    expect(page.get_by_role("button", name=re.compile("Liked"))).to_be_visible()
    field(page, "Near").fill("Hackney")
    page.get_by_role("button", name="Show places", exact=True).click()
    plan = page.get_by_role(
        "region", name=re.compile("2 places together have everything")
    )
    expect(plan.get_by_role("listitem")).to_have_count(2)
    expect(page.locator(".reasons__met").first).to_be_visible()
    expect(page.locator(".reasons__gap", has_text="not listed").first).to_be_visible()
    page.get_by_role("link", name="My likes").click()
    field(page, "Near").fill("Hackney")
    page.get_by_role("button", name="Show places", exact=True).click()
    thread = page.locator(".like-card")
    expect(thread).to_have_count(1)
    expect(thread.locator(".like-card__place")).to_have_count(3)
    expect(thread.get_by_text("2 places together have everything")).to_be_visible()
    thread.get_by_role("button", name=re.compile("Liked")).click()
    expect(page.get_by_text("You have not liked any tutorials yet")).to_be_visible()


def test_it_can_be_done_by_keyboard_alone(page: Page):
    page.goto("/")
    press_until_focused(page, field(page, "What do you want to make?"))
    page.keyboard.type("pottery")
    page.keyboard.press("Tab")
    expect(field(page, "Near")).to_be_focused()
    page.keyboard.type("Hackney")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("q=pottery"))
    expect(page.get_by_role("link", name="Machines Room")).to_be_visible()
    press_until_focused(page, names(page).first)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/venues/"))
    press_until_focused(page, page.get_by_role("link", name="Tutorials", exact=True))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/tutorials/$"))


# The ring may be drawn by the element, over its whole card, or round both fields.
RINGED = """
element => [
  getComputedStyle(element),
  getComputedStyle(element, "::after"),
  getComputedStyle(element.closest(".search__fields") ?? element),
].some(style => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2)
"""


def press_until_focused(page: Page, wanted: Locator, *, most: int = 80) -> None:
    """Press Tab until the element has the focus, which must be to be seen."""
    for _press in range(most):
        if wanted.evaluate("element => element === document.activeElement"):
            assert wanted.evaluate(RINGED), f"no focus ring on {wanted}"
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the focus never came to {wanted}")


def test_search_works_without_javascript(browser: Browser, site: str):
    plain = browser.new_context(java_script_enabled=False, base_url=site)
    page = plain.new_page()
    found = search(page, "pottery", "Hackney")
    assert found.count() >= 3
    page.locator(".filters > summary").click()
    page.get_by_label(re.compile("Hackerspace")).check()
    page.get_by_role("button", name="Show places", exact=True).click()
    assert names(page).all_text_contents() == ["London Hackspace"]
    names(page).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("London Hackspace")
    page.goto(f"/tutorials/{PLANNED}/?where=Hackney")
    expect(page.get_by_text("2 places together have everything")).to_be_visible()
    plain.close()


def test_it_works_on_a_phone(browser: Browser, site: str):
    phone = browser.new_context(
        service_workers="block",
        viewport=PHONE,
        base_url=site,
        has_touch=True,
        is_mobile=True,
    )
    page = phone.new_page()
    found = search(page, "pottery", "Hackney")
    expect(found.first).to_be_attached()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"]
    assert has_a_kiln_to_use(page, str(found.first.get_attribute("href")))
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    phone.close()


def test_the_map_follows_the_list_and_the_list_the_map(page: Page):
    search(page, "pottery", "Hackney")
    expect(page.locator(".leaflet-container")).to_be_visible()
    marks = page.locator(".leaflet-marker-icon")
    expect(marks.first).to_be_visible()
    before = page.get_by_role("heading", name=re.compile(r"\d+ places?")).inner_text()
    page.get_by_role("button", name="Zoom in").click()
    expect(page).to_have_url(re.compile("bbox="))
    page.go_back()
    page.go_forward()
    page.goto("/?q=pottery&where=Hackney")
    expect(page.get_by_role("heading", name=re.compile(r"\d+ places?"))).to_have_text(
        before
    )


@pytest.mark.parametrize(
    "text",
    [
        "קדרות",
        *(
            pytest.param(text, marks=pytest.mark.long)
            for text in ("pottery in Leeds", "Töpfern", "céramique")
        ),
    ],
)
def test_the_craft_is_found_in_every_language(page: Page, text: str):
    page.goto("/")
    field(page, "What do you want to make?").fill(text)
    page.keyboard.press("Enter")
    expect(page.locator(".chip", has_text="Pottery").first).to_be_visible()
