"""Hours without knowing the syntax: by keyboard, on a phone, said back while typing."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from geoapp.venues.models import Venue
from geoapp.venues.stored_records import values_of
from tests.journeys.conftest import PHONE
from tests.journeys.people import sign_in
from tests.journeys.registration_steps import begun
from tests.journeys.test_find_a_place_to_make_it import a_person

pytestmark = [pytest.mark.journey, pytest.mark.django_db]


def register(page: Page, name: str, step: str = "open/") -> Venue:
    """Give somebody new a draft with a place, and open a step of its form."""
    email = a_person()
    sign_in(page, email)
    page.goto(f"{begun(email, name)}{step}")
    return Venue.objects.get(name=name)


@pytest.fixture
def phone(browser: Browser, site: str):
    context = browser.new_context(
        service_workers="block", viewport=PHONE, base_url=site, reduced_motion="reduce"
    )
    page = context.new_page()
    yield page
    context.close()


def tab_to(page: Page, label: str) -> None:
    """Press Tab until the field of this label has the focus."""
    wanted = page.locator(f'[aria-label="{label}"]').first
    for _press in range(120):
        if wanted.evaluate("node => node === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"Tab does not reach {label}")


def test_hours_by_keyboard_on_a_phone(phone: Page):
    venue = register(phone, "Keyboard Kiln")
    tab_to(phone, "Tuesday 1 from")
    phone.keyboard.type("1000AM")
    tab_to(phone, "Tuesday 1 until")
    phone.keyboard.type("0600PM")
    said = phone.locator("[data-week-preview]").first
    expect(said).to_contain_text("Tuesday 10:00")
    # The server's clock is that of the day on which the test runs, Tuesdays too.
    expect(said).to_contain_text(re.compile("Closed, opens|Open until 18:00"))
    tab_to(phone, "Copy from")
    phone.keyboard.type("Tu")
    phone.keyboard.press("Tab")
    phone.keyboard.press("Enter")
    expect(said).to_contain_text("Monday to Friday 10:00")
    _first_saturday(phone)
    expect(said).to_contain_text("first Saturday of the month")
    overflow = "document.documentElement.scrollWidth > innerWidth"
    assert not phone.evaluate(overflow)
    phone.get_by_role("button", name="Save and continue").focus()
    phone.keyboard.press("Enter")
    phone.wait_for_url("**/make/")
    assert values_of(venue.pk)["hours"] == [
        {
            "audience": "public",
            "text": "Mo-Fr 10:00-18:00; Sa[1] 10:00-14:00",
        }
    ]


def test_times_are_cleared_with_a_button_of_their_own(phone: Page):
    venue = register(phone, "Clear Kiln")
    phone.get_by_label("Monday 1 from", exact=True).first.fill("10:00")
    phone.get_by_label("Monday 1 until", exact=True).first.fill("12:00")
    said = phone.locator("[data-week-preview]").first
    expect(said).to_contain_text("Monday")
    phone.get_by_role("button", name="Clear: Monday 1 from").first.click()
    expect(said).to_be_hidden()
    phone.get_by_role("button", name="Save and continue").click()
    phone.wait_for_url("**/make/")
    assert "hours" not in values_of(venue.pk)


def _first_saturday(phone: Page) -> None:
    summary = phone.get_by_text("Monthly days, holidays").first
    summary.focus()
    phone.keyboard.press("Enter")
    tab_to(phone, "which week of the month 1")
    phone.keyboard.type("first")
    tab_to(phone, "day of the week 1")
    phone.keyboard.type("Saturday")
    tab_to(phone, "Day of the month from")
    phone.keyboard.type("1000AM")
    tab_to(phone, "Day of the month until")
    phone.keyboard.type("0200PM")
