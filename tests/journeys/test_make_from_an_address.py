"""Paste an address, correct what was read, and get places: no account needed."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.people import sign_in
from tests.journeys.test_find_a_place_to_make_it import a_person, field

pytestmark = [pytest.mark.journey, pytest.mark.django_db]
BOWL = "https://elsewhere.example/how/throw-a-pottery-bowl.html?utm_source=x"


def walk(page: Page) -> None:
    page.goto("/")
    field(page, "What do you want to make?").fill(BOWL)
    page.get_by_role("button", name="Search", exact=True).click()
    expect(page).to_have_url(re.compile(r"/make/\?.*url=https"))
    expect(page.get_by_label("Pottery and ceramics", exact=True)).to_be_checked()
    kiln = page.get_by_label("Kiln", exact=True)
    kiln.uncheck()
    page.get_by_role("button", name="Update").click()
    expect(page.get_by_text("You chose")).to_be_visible()
    expect(kiln).to_have_count(0)
    field(page, "Near").fill("Hackney")
    page.get_by_role("button", name="Show places", exact=True).click()
    expect(page.locator(".match").first).to_be_visible()
    expect(kiln).to_have_count(0)
    expect(page.get_by_label("Tutorial link")).to_have_value(BOWL)


def test_an_address_in_the_search_leads_to_places(page: Page):
    walk(page)


@pytest.mark.long
def test_it_works_without_javascript(browser: Browser, site: str):
    context = browser.new_context(java_script_enabled=False, base_url=site)
    context.set_default_timeout(10_000)
    walk(context.new_page())
    context.close()


def test_a_person_adds_what_they_found_and_finds_it_in_their_account(page: Page):
    sign_in(page, a_person())
    page.goto(f"/make/?title=Throw+a+bowl+of+clay&url={BOWL}")
    page.get_by_role("link", name="Add this tutorial").click()
    page.get_by_role("button", name="Add tutorial").click()
    expect(page.get_by_text("is awaiting review")).to_be_visible()
    page.get_by_role("link", name="Account", exact=True).click()
    expect(page.get_by_role("link", name="Throw a bowl of clay")).to_be_visible()
    expect(page.get_by_text("Awaiting review")).to_be_visible()
