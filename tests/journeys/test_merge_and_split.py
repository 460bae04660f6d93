"""A moderator merges two places that are the same, and splits them again."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.registration_steps import begun, title
from tests.journeys.test_find_a_place_to_make_it import a_person
from tests.journeys.test_register_a_venue import Persons, persons

pytestmark = [pytest.mark.journey, pytest.mark.django_db]

__all__ = ["persons"]  # a fixture
NAMES = ("Kiln Yard Merged", "Kiln Yard Other")


def published(page: Page, email: str, name: str) -> str:
    """Publish a draft of a moderator, at once as it is theirs; return its page."""
    here = begun(email, name)
    page.goto(f"{here}preview/")
    page.get_by_role("button", name="Publish").click()
    page.goto(here)
    link = page.get_by_role("link", name="View public page")
    return str(link.get_attribute("href"))


def test_two_places_become_one_and_two_again(persons: Persons):
    email = a_person()
    page = persons(email=email, moderator=True, java_script_enabled=False)
    first, second = (published(page, email, name) for name in NAMES)
    page.get_by_role("link", name="Merge and split").click()
    page.get_by_label("Compare with another place").fill(first)
    page.get_by_role("button", name="Compare").click()
    title(page, "Merge two places")
    page.get_by_role("button", name="Merge places").click()
    expect(page.get_by_text("Choose a value first: Name.")).to_be_visible()
    page.get_by_label(f"B, Name: {NAMES[0]}").check()
    page.get_by_role("button", name="Merge places").click()
    expect(page.get_by_text("You can split them again here.")).to_be_visible()
    page.goto(first)
    expect(page).to_have_url(re.compile(f"{second}$"))
    title(page, NAMES[0])
    page.go_back()
    page.get_by_role("button", name=re.compile("Split.*Kiln Yard Merged")).click()
    expect(page.get_by_text("Both places have their own pages again.")).to_be_visible()
    for path, name in ((first, NAMES[0]), (second, NAMES[1])):
        page.goto(path)
        expect(page).to_have_url(re.compile(f"{path}$"))
        title(page, name)
