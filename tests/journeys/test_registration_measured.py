"""What it costs to register a whole venue on a phone: fields, clicks, length.

The seconds are printed and asserted by nothing: they are a machine's, not a person's.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from geoapp.crafts.vocabulary import current
from geoapp.venues.models import Venue
from geoapp.venues.stored_records import values_of
from tests.journeys.conftest import PHONE
from tests.journeys.people import sign_up
from tests.journeys.registration_steps import title
from tests.journeys.test_find_a_place_to_make_it import a_person

pytestmark = [pytest.mark.journey, pytest.mark.django_db]

NAME = "Measured Yard"
MACHINES = ("kiln", "pottery_wheel", "laser_co2")
# What a venue with hours and three machines may cost at most.
MOST_FIELDS, MOST_CLICKS = 20, 24
# A page of the form on a phone, with nothing but what is usual in it, in CSS pixels.
# Header and foot of the site are in it; both were 3,216 before things were folded away.
LONGEST_PX = {"open": 2720, "make": 2500}


@dataclass
class Organizer:
    """Fills and clicks as a person does, and counts both."""

    page: Page
    fields: int = 0
    clicks: int = 0
    heights_px: dict[str, int] = field(default_factory=dict)

    def fill(self, place: Locator, words: str) -> None:
        self.fields += 1
        place.fill(words)

    def choose(self, place: Locator, value: str) -> None:
        self.fields += 1
        place.select_option(value)

    def click(self, place: Locator) -> None:
        self.clicks += 1
        place.click()

    def tick(self, place: Locator) -> None:
        self.clicks += 1
        place.check()

    def measure(self, step: str) -> None:
        height = self.page.evaluate("document.documentElement.scrollHeight")
        self.heights_px[step] = height

    def go_on(self) -> None:
        self.click(self.page.get_by_role("button", name="Save and continue"))


@pytest.fixture
def organizer(browser: Browser, site: str) -> Iterator[Organizer]:
    context = browser.new_context(
        service_workers="block", viewport=PHONE, base_url=site, reduced_motion="reduce"
    )
    page = context.new_page()
    sign_up(page, a_person())
    page.goto("/manage/add/")
    yield Organizer(page)
    context.close()


def what_and_where(organizer: Organizer) -> None:
    page = organizer.page
    organizer.fill(page.get_by_label("Name"), NAME)
    organizer.tick(page.get_by_label("Open studio"))
    organizer.fill(page.get_by_label("Description"), "Clay, glazes and tea.")
    organizer.fill(page.get_by_label("Street address"), "Mare Street 1")
    organizer.fill(page.get_by_label("Town"), "Hackney")
    organizer.choose(page.get_by_label("Country"), "GB")
    organizer.click(page.get_by_role("button", name="Find address on the map"))
    expect(page.locator("[data-pin-note]")).to_contain_text("Hackney")
    # The pin stands in the town's middle: a click says where the door is.
    organizer.click(page.locator("[data-pin-map] [data-map]"))
    organizer.measure("what")
    organizer.go_on()


def hours(organizer: Organizer) -> None:
    page = organizer.page
    title(page, "Opening hours and visiting")
    organizer.measure("open")
    organizer.fill(page.get_by_label("Monday 1 from", exact=True).first, "10:00")
    organizer.fill(page.get_by_label("Monday 1 until", exact=True).first, "18:00")
    organizer.click(page.get_by_role("button", name="Copy to Monday").first)
    organizer.tick(page.get_by_label("Newcomers welcome"))
    organizer.choose(page.get_by_label("Price", exact=True), "free")
    organizer.go_on()


def crafts_and_machines(organizer: Organizer) -> None:
    page = organizer.page
    title(page, "Crafts and machines")
    organizer.choose(page.get_by_label("Craft", exact=True).first, "pottery")
    organizer.tick(page.get_by_label("Learn").first)
    rows = page.locator("[data-prefix=machine]")
    for number, machine in enumerate(MACHINES):
        if not page.locator(f"[name=machine-{number}-equipment]").count():
            organizer.click(rows.get_by_role("button", name="Add another machine"))
        words = current().label(machine, of="equipment")
        organizer.fill(rows.locator("input[role=combobox]").nth(number), words)
        organizer.click(page.get_by_role("option", name=words, exact=True))
    organizer.measure("make")
    organizer.go_on()


def contact(organizer: Organizer) -> None:
    page = organizer.page
    title(page, "Photos and contact")
    organizer.fill(page.get_by_label("Website"), "kilnyard.example")
    organizer.measure("contact")
    organizer.go_on()


@pytest.mark.long
def test_a_whole_venue_with_hours_and_three_machines(
    organizer: Organizer, capsys: pytest.CaptureFixture[str]
):
    began = time.perf_counter()
    what_and_where(organizer)
    hours(organizer)
    crafts_and_machines(organizer)
    contact(organizer)
    organizer.click(organizer.page.get_by_role("button", name="Submit for review"))
    expect(organizer.page.get_by_text("Submitted for review.")).to_be_visible()
    seconds = time.perf_counter() - began
    with capsys.disabled():
        print(  # noqa: T201 - the figures are what it is run for
            f"\nregistered at 390 px: {organizer.fields} fields, "
            f"{organizer.clicks} clicks, {seconds:.1f} s by a script; "
            f"pages in px: {organizer.heights_px}"
        )
    said = values_of(Venue.objects.get(name=NAME).pk)
    assert [row["equipment"] for row in said["machines"]] == list(MACHINES)
    assert said["hours"][0]["text"] == "Mo-Fr 10:00-18:00"
    assert organizer.fields <= MOST_FIELDS
    assert organizer.clicks <= MOST_CLICKS
    too_long = {
        step: organizer.heights_px[step]
        for step, most in LONGEST_PX.items()
        if organizer.heights_px[step] > most
    }
    assert too_long == {}
