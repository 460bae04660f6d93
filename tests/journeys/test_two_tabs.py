"""F13: a place is edited in two tabs; the second sees both versions and chooses."""

import pytest
from playwright.sync_api import Page, expect

from geoapp.venues.models import Venue
from geoapp.venues.stored_records import values_of
from tests.journeys.people import committed, sign_in
from tests.journeys.registration_steps import begun, go_on, title
from tests.journeys.test_find_a_place_to_make_it import a_person

pytestmark = [pytest.mark.journey, pytest.mark.django_db]
_FIELDS = ("summary", "floor")


def stored() -> dict[str, object]:
    """Return what is stored of the place by now."""
    values: dict[str, object] = {}
    committed(
        lambda: values.update(values_of(Venue.objects.get(name="Two Tabs Kiln").pk))
    )
    return {name: values.get(name) for name in _FIELDS}


def enter(tab: Page, **values: str) -> None:
    for name, value in values.items():
        tab.locator(f"[name={name}]").fill(value)
    go_on(tab)


def choose(tab: Page, version: str) -> None:
    tab.get_by_text(version).check()
    tab.get_by_role("button", name="Save my choices").click()


def test_two_tabs_edit_a_place_and_nothing_is_lost(page: Page):
    email = a_person()
    sign_in(page, email)
    address = f"{begun(email, 'Two Tabs Kiln', summary='First.')}what/"
    other = page.context.new_page()
    for tab in (page, other):
        tab.goto(address)
    enter(page, summary="Clay on Mondays.")
    expect(page).not_to_have_url(address)
    enter(other, summary="Clay on Tuesdays.", floor="2")
    title(other, "Someone else has changed this")
    for text in ("Original: First.", "Clay on Mondays.", "Clay on Tuesdays."):
        expect(other.locator("main")).to_contain_text(text)
    assert stored() == {"summary": "Clay on Mondays.", "floor": None}
    # Another change meanwhile: it is asked again and overwrites nothing.
    page.goto(address)
    enter(page, summary="Clay on Wednesdays.")
    expect(page).not_to_have_url(address)
    choose(other, "Your version: Clay on Tuesdays.")
    expect(other.locator("main")).to_contain_text("Clay on Wednesdays.")
    assert stored()["summary"] == "Clay on Wednesdays."
    choose(other, "Your version: Clay on Tuesdays.")
    expect(other.get_by_role("button", name="Save my choices")).to_be_hidden()
    assert stored() == {"summary": "Clay on Tuesdays.", "floor": "2"}
