"""A developer tries the API where it is described."""

import pytest
from playwright.sync_api import Page, expect

from tests.drawing import ALL
from tests.journeys.page_checks import faults

pytestmark = [pytest.mark.journey, pytest.mark.django_db]


def test_an_example_with_a_body_can_be_changed_and_run(page: Page):
    page.goto("/api/docs")
    form = page.locator("[data-component=try-it]")
    form.get_by_role("button", name="Run").click()
    output = form.get_by_role("status")
    expect(output).to_contain_text("200 OK")
    expect(output).to_contain_text('"FeatureCollection"')
    form.get_by_role("textbox").fill(
        '{"crafts": ["pottery"], "near": [-0.055, 51.545]}'
    )
    form.get_by_role("button", name="Run").click()
    expect(output).to_contain_text('"pottery"')
    assert faults(page) == []


def test_what_is_wrong_with_a_body_is_shown(context):
    page = context.new_page()  # a refused request is an error of the console
    page.goto("/api/docs")
    form = page.locator("[data-component=try-it]")
    form.get_by_role("textbox").fill("{}")
    form.get_by_role("button", name="Run").click()
    expect(form.get_by_role("status")).to_contain_text("400 Bad Request")


def test_crafts_as_a_page_are_a_list_to_open(page: Page):
    page.goto("/api/crafts?f=html")
    folded = page.get_by_text("Woodturning", exact=True).first
    expect(folded).to_be_visible()
    about = page.locator("details", has=folded).first
    assert not about.evaluate("node => node.open")
    folded.click()
    expect(about.get_by_text("wood_lathe").first).to_be_visible()
    if ALL:  # a page of thousands of elements
        assert faults(page) == []
