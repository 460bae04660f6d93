"""The steps of registering a venue, as an organizer fills them in."""

import re

from playwright.sync_api import Page, expect

from geoapp.accounts.models import User
from geoapp.crafts.vocabulary import current
from tests.journeys.people import committed
from tests.people import draft_of

_OF_A_VENUE = re.compile(r"/manage/[0-9a-f-]{36}/")


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Save and continue").click()


def begin(page: Page, name: str = "Kiln Yard Hackney") -> None:
    """Fill the first step with what a stranger needs to find the door."""
    page.goto("/manage/add/")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Open studio").check()
    page.get_by_label("Street address").fill("Mare Street 1")
    page.get_by_label("Town").fill("Hackney")
    page.get_by_label("Country").select_option("GB")
    page.get_by_label("Latitude").fill("51.545")
    page.get_by_label("Longitude").fill("-0.0553")
    go_on(page)
    # Only now has it an address.
    page.wait_for_url(_OF_A_VENUE)


def begun(email: str, name: str = "Kiln Yard Hackney", **values: object) -> str:
    """Give a person a draft as `begin` makes one; return its address.

    The first step has journeys of its own; no other one has to go through it.
    """
    made: list[str] = []
    street = {"street": "Mare Street 1", "locality": "Hackney", "country": "GB"}

    def make() -> None:
        owner = User.objects.get(email=email)
        made.append(str(draft_of(owner, name, **{"address": street, **values}).pk))

    committed(make)
    return f"/manage/{made[0]}/"


def title(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", name=words, level=1)).to_be_visible()


def crafts_and_machines(page: Page) -> None:
    page.get_by_label("Craft", exact=True).first.select_option("pottery")
    page.get_by_label("Learn").first.check()
    machines = page.locator("[data-prefix=machine]")
    for number, machine in enumerate(("kiln", "pottery_wheel", "laser_co2")):
        if not page.locator(f"[name=machine-{number}-equipment]").count():
            machines.get_by_role("button", name="Add another machine").click()
        words = current().label(machine, of="equipment")
        machines.locator("input[role=combobox]").nth(number).fill(words)
        page.get_by_role("option", name=words, exact=True).click()
    go_on(page)


def hand_in(page: Page) -> None:
    page.get_by_role("button", name="Submit for review").click()
    expect(page.get_by_text("Submitted for review.")).to_be_visible()


def through_all_steps(page: Page, name: str = "Kiln Yard Hackney") -> None:
    begin(page, name)
    title(page, "Opening hours and visiting")
    page.get_by_label("Newcomers welcome").check()
    go_on(page)
    title(page, "Crafts and machines")
    crafts_and_machines(page)
    title(page, "Photos and contact")
    page.get_by_label("Website").fill("kilnyard.example")
    go_on(page)
    expect(page.locator(".preview").get_by_role("heading", level=1)).to_have_text(name)
