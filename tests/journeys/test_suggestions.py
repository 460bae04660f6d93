"""Suggestions help while a person types, and are gone when they have asked."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.test_find_a_place_to_make_it import field, names

pytestmark = [pytest.mark.journey, pytest.mark.django_db]


def test_a_late_answer_does_not_open_the_list_after_the_search(page: Page):
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/suggest/**", hold)
    page.goto("/")
    what = field(page, "What do you want to make?")
    with page.expect_request("**/suggest/**"):
        what.press_sequentially("pottery")
    what.press("Enter")
    expect(page).to_have_url(re.compile("q=pottery"))
    for route in held:
        route.fulfill(
            json={
                "suggestions": [
                    {"type": "craft", "id": "pottery", "label": "Late", "detail": ""}
                ]
            }
        )
    expect(names(page).first).to_be_visible()
    assert page.locator("#q-list").is_hidden()
    expect(what).to_have_attribute("aria-expanded", "false")


def test_a_suggested_town_is_named_once_with_where_it_lies(page: Page):
    page.goto("/")
    field(page, "Near").press_sequentially("Hack")
    first = page.locator("#where-list [role=option]").first
    expect(first).to_be_visible()
    assert first.locator("span").all_text_contents() == [
        "Hackney",
        "England, United Kingdom",
    ]
    box = page.locator(".search__fields").bounding_box()
    shown = page.locator("#where-list").bounding_box()
    assert box is not None
    assert shown is not None
    assert shown["width"] >= box["width"] - 8
