"""My likes: the list and the map beside it tell the same of every place."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import sign_in
from tests.journeys.test_find_a_place_to_make_it import PLANNED, a_person

pytestmark = [pytest.mark.journey, pytest.mark.django_db]


def like_three(page: Page) -> None:
    """Like what takes two places, and the first two tutorials of the list."""
    sign_in(page, a_person())
    page.goto("/tutorials/")
    links = page.locator("main h2 a, main h3 a")
    addresses = [str(links.nth(n).get_attribute("href")) for n in range(2)]
    for address in (f"/tutorials/{PLANNED}/", *addresses):
        page.goto(address)
        page.get_by_role("button", name=re.compile("^.*Like")).click()
        expect(page.get_by_role("button", name=re.compile("Liked"))).to_be_visible()


def letters(page: Page, selector: str) -> list[str]:
    """The letters at the places, in no order."""
    found = page.locator(selector)
    return sorted(
        str(found.nth(n).get_attribute("data-letters")) for n in range(found.count())
    )


def test_letters_on_the_map_are_those_of_the_list_and_the_plan_is_in_sight(page: Page):
    like_three(page)
    page.goto("/likes/?where=Hackney")
    expect(page.locator(".likes-map .mark").first).to_be_visible()
    listed = letters(page, "[data-likes-place][data-letters]")
    assert listed
    assert letters(page, ".leaflet-marker-icon[data-letters]") == listed
    plan = page.get_by_role("heading", name="Combinations of places")
    assert plan.bounding_box()["y"] < 900
