"""The way back: every settled search is a step, and the view before comes again."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import PHONE

pytestmark = [pytest.mark.journey, pytest.mark.django_db]


def drag(page: Page, east: int) -> None:
    """Drag the map by so many pixels, in many small moves."""
    box = page.locator(".map--home [data-map]").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, 21):
        page.mouse.move(x + east * step / 20, y)
    page.mouse.up()


def box_of(page: Page) -> list[float]:
    found = re.search(r"bbox=([^&]+)", page.url)
    return [float(edge) for edge in found.group(1).replace("%2C", ",").split(",")]


def count(page: Page) -> str:
    return page.locator(".results__count").inner_text()


def test_back_after_dragging_is_the_view_before(page: Page):
    page.goto("/?q=pottery&where=Hackney")
    expect(page.locator(".mark").first).to_be_visible()
    first, steps = count(page), page.evaluate("history.length")
    for east in (200, -500):
        before = page.url
        drag(page, east)
        page.wait_for_url(lambda url, before=before: url != before)
    # One step each, however many frames the map was moved through.
    assert page.evaluate("history.length") == steps + 2
    second = box_of(page)
    page.go_back()
    page.wait_for_url(lambda url: "bbox" in url and box_of(page) != second)
    expect(page.locator('[data-part="results"]')).to_have_attribute(
        "data-bbox", re.compile(str(int(box_of(page)[1])))
    )
    page.go_back()
    page.wait_for_url(re.compile(r"q=pottery&where=Hackney$"))
    expect(page.locator(".results__count")).to_have_text(first)
    assert page.locator('[data-part="results"]').get_attribute("data-bbox") is None
    page.go_forward()
    page.go_forward()
    page.wait_for_url(lambda _url: box_of(page) == second)


@pytest.mark.long
def test_a_view_is_the_same_after_a_reload_and_for_who_gets_the_link(
    page: Page, browser: Browser
):
    page.goto("/?q=pottery&where=Hackney")
    expect(page.locator(".mark").first).to_be_visible()
    drag(page, 150)
    page.wait_for_url(re.compile("bbox="))
    scale = page.locator(".leaflet-control-scale-line").inner_text()
    address, seen = page.url, count(page)
    page.reload()
    expect(page.locator(".results__count")).to_have_text(seen)
    expect(page.locator(".mark").first).to_be_visible()
    assert page.url == address
    expect(page.locator(".leaflet-control-scale-line")).to_have_text(scale)
    other = browser.new_context(viewport=PHONE, service_workers="block").new_page()
    other.goto(address)
    expect(other.locator(".results__count")).to_have_text(seen)
    other.context.close()


def test_a_phone_sees_every_place_of_the_world_at_first(page: Page):
    page.set_viewport_size(PHONE)
    page.goto("/")
    page.locator(".mark").first.wait_for()
    box = page.locator(".map--home [data-map]").bounding_box()
    counted = 0
    for mark in page.locator(".leaflet-marker-icon:not(.mark--here)").all():
        seen = mark.bounding_box()
        middle = seen["x"] + seen["width"] / 2
        assert box["x"] <= middle <= box["x"] + box["width"]
        counted += int(mark.inner_text() or 1)
    assert f"{counted} places" == count(page)
