"""Machines as rows: found by typing any word for them, and copied."""

import pytest
from playwright.sync_api import Browser, Page, expect

from geoapp.venues.stored_records import values_of
from tests.journeys.conftest import PHONE
from tests.journeys.test_hours_form import register

pytestmark = [pytest.mark.journey, pytest.mark.django_db]


@pytest.fixture
def phone(browser: Browser, site: str):
    context = browser.new_context(
        service_workers="block", viewport=PHONE, base_url=site, reduced_motion="reduce"
    )
    page = context.new_page()
    yield page
    context.close()


def find(page: Page, row: int, words: str, name: str) -> None:
    """Type words into a row's field, and choose the machine by keyboard."""
    field = page.locator('[data-row] [role="combobox"]').nth(row)
    field.focus()
    page.keyboard.type(words)
    option = page.get_by_role("option", name=name).first
    expect(option).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(field).to_have_value(name)


def test_machines_are_found_by_typing_and_copied(phone: Page):
    venue = register(phone, "Machine Yard", "make/")
    find(phone, 0, "drechselb", "Wood lathe")
    first = phone.locator("[data-row]").filter(has=phone.get_by_label("Make and model"))
    first.first.get_by_label("How many").fill("2")
    first.first.get_by_text("More details").click()
    first.first.get_by_label("Fee").evaluate("node => { node.value = '5 EUR' }")
    first.first.get_by_role("button", name="Copy this machine").click()
    copy = first.nth(1)
    expect(copy.locator('input[role="combobox"]')).to_have_value("Wood lathe")
    expect(copy.get_by_label("How many")).to_have_value("2")
    copy.get_by_label("Make and model").fill("Vicmarc")
    overflow = "document.documentElement.scrollWidth > innerWidth"
    assert not phone.evaluate(overflow)
    phone.get_by_role("button", name="Add another machine").click()
    find(phone, 2, "kiln", "Kiln")
    phone.get_by_role("button", name="Add another machine").click()
    phone.locator('[data-row] [role="combobox"]').nth(3).fill("flux condenser")
    phone.get_by_role("button", name="Save and continue").click()
    phone.wait_for_url("**/contact/")
    assert values_of(venue.pk)["unmatched"] == ["flux condenser"]
    lathe = {"equipment": "wood_lathe", "count": 2, "fee": "5 EUR"}
    assert values_of(venue.pk)["machines"] == [
        lathe,
        {**lathe, "make_model": "Vicmarc"},
        {"equipment": "kiln"},
    ]
