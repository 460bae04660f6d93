"""An organizer puts a workshop on the map, keeps it, and is overwritten by nobody."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from geoapp.stewardship.models import Contribution
from geoapp.venues.models import Invitation, Venue
from geoapp.venues.signals import send_venues_changed
from tests.drawing import ALL
from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.page_checks import violations
from tests.journeys.people import committed, sign_in
from tests.journeys.registration_steps import (
    begin,
    begun,
    go_on,
    hand_in,
    through_all_steps,
    title,
)
from tests.journeys.test_find_a_place_to_make_it import a_person

pytestmark = [pytest.mark.journey, pytest.mark.django_db]

Persons = Callable[..., Page]


def forget_all_registered() -> None:
    Contribution.objects.all().delete()
    kept = Venue.objects.filter(organizers__isnull=False)
    gone = list(kept.values_list("pk", flat=True))
    kept.delete()
    send_venues_changed(gone)


@pytest.fixture
def persons(browser: Browser, site: str, db: None) -> Iterator[Persons]:
    """Open a browser for somebody with a new account; what they register goes after."""
    contexts: list[BrowserContext] = []

    def somebody(*, moderator: bool = False, email: str = "", **options) -> Page:
        options = {"viewport": DESKTOP, **options}
        context = browser.new_context(
            service_workers="block",
            base_url=site,
            reduced_motion="reduce",
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        sign_in(page, email or a_person(), is_moderator=moderator)
        return page

    yield somebody
    for context in contexts:
        context.close()
    committed(forget_all_registered)


def test_registered_looked_at_and_on_the_map(persons: Persons, site: str):
    page = persons()
    through_all_steps(page)
    hand_in(page)
    judge = persons(moderator=True)
    judge.goto("/moderation/")
    judge.get_by_role("link", name="Kiln Yard Hackney").first.click()
    judge.get_by_role("button", name="Accept").click()
    expect(judge.get_by_text("Accepted and published")).to_be_visible()
    page.goto("/?q=Kiln+Yard+Hackney")
    page.get_by_role("link", name="Kiln Yard Hackney").first.click()
    title(page, "Kiln Yard Hackney")
    expect(page.get_by_text("Newcomers welcome").first).to_be_visible()


def test_without_javascript_on_a_phone(persons: Persons):
    page = persons(viewport=PHONE, java_script_enabled=False)
    begin(page)
    page.get_by_label("Newcomers welcome").check()
    go_on(page)
    page.locator("[name=offer-0-craft]").select_option("pottery")
    page.locator("[name=offer-0-modes][value=learn]").check()
    page.locator("[name=machine-0-equipment]").select_option("kiln")
    page.get_by_role("button", name="Save and add more").click()
    page.locator("[name=machine-1-equipment]").select_option("pottery_wheel")
    go_on(page)
    go_on(page)
    expect(page.get_by_text("Potter's wheel").first).to_be_visible()
    hand_in(page)


def test_a_closed_tab_loses_nothing(persons: Persons):
    email = a_person()
    page, here = persons(email=email), begun(email)
    page.goto(f"{here}what/")
    page.get_by_label("Description").fill("Clay, glaze and company.")
    page.wait_for_function("() => Object.keys(localStorage).length > 0")
    context = page.context
    page.close()
    again = context.new_page()
    again.goto(f"{here}what/")
    expect(again.get_by_label("Description")).to_have_value("Clay, glaze and company.")
    go_on(again)
    title(again, "Opening hours and visiting")
    again.goto("/manage/")
    expect(again.get_by_role("link", name="Kiln Yard Hackney")).to_be_visible()


def test_the_pin_by_click_drag_and_arrow_keys(persons: Persons):
    email = a_person()
    page = persons(email=email)
    page.goto(f"{begun(email)}what/")
    lat, lon = page.get_by_label("Latitude"), page.get_by_label("Longitude")
    pin = page.get_by_role("button", name=re.compile("^Pin"))
    pin.focus()
    page.keyboard.press("ArrowUp")
    expect(lat).not_to_have_value("51.545")
    moved = float(lat.input_value())
    assert 51.545 < moved < 51.546
    page.keyboard.press("Shift+ArrowRight")
    expect(lon).not_to_have_value("-0.0553")
    frame = page.locator("[data-pin-map] [data-map]")
    box = frame.bounding_box()
    assert box is not None
    frame.click(position={"x": box["width"] / 4, "y": box["height"] / 3})
    expect(page.locator("[data-pin-note]")).to_contain_text("Latitude")
    assert page.locator("[name=placed_by]").input_value() == "hand"
    set_by_hand = lat.input_value()
    page.get_by_role("button", name="Find address on the map").click()
    expect(page.locator("[data-pin-note]")).to_have_text(
        "The pin stays where you put it."
    )
    assert lat.input_value() == set_by_hand


@pytest.mark.long
def test_coordinates_typed_after_a_lookup_are_exact(persons: Persons):
    email = a_person()
    page = persons(email=email)
    page.goto(f"{begun(email)}what/")
    placed_by = page.locator("[name=placed_by]")
    # The lookup knew only the town.
    placed_by.evaluate("field => { field.value = 'city'; }")
    page.get_by_label("Latitude").fill("51.5402")
    page.get_by_label("Latitude").press("Tab")
    expect(placed_by).to_have_value("hand")


def test_two_at_once_the_second_sees_both_and_chooses(persons: Persons):
    email = a_person()
    page, here = persons(email=email), begun(email)
    other = page.context.new_page()
    for tab, words in ((page, "Hers."), (other, "His.")):
        tab.goto(f"{here}what/")
        tab.get_by_label("Description").fill(words)
    go_on(page)
    title(page, "Opening hours and visiting")
    go_on(other)
    title(other, "Someone else has changed this")
    other.get_by_label("Your version: His.").check()
    other.get_by_role("button", name="Save my choices").click()
    title(other, "Opening hours and visiting")
    other.goto(f"{here}history/")
    expect(other.get_by_text("Hers.").first).to_be_visible()
    other.get_by_role("button", name=re.compile("Undo.*Description")).first.click()
    expect(other.get_by_text("Restored: Description")).to_be_visible()
    other.goto(f"{here}what/")
    expect(other.get_by_label("Description")).to_have_value("Hers.")


@pytest.mark.long
def test_an_invited_friend_becomes_a_manager(persons: Persons):
    email, friend_address = a_person(), a_person()
    page = persons(email=email)
    page.goto(f"{begun(email)}people/")
    page.get_by_label("Your name").fill("Aino")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_label("Invite someone by email").fill(friend_address)
    page.get_by_role("button", name="Send invitation").click()
    expect(page.get_by_text(friend_address).first).to_be_visible()
    letters: list[str] = []
    rows = Invitation.objects.filter(email=friend_address)
    committed(lambda: letters.extend(map(str, rows.values_list("pk", flat=True))))
    friend = persons(email=friend_address, viewport=PHONE)
    friend.goto(f"/manage/invitations/{letters[0]}/")
    friend.get_by_label("Your name").fill("Petri")
    friend.get_by_role("button", name="Accept invitation").click()
    title(friend, "Kiln Yard Hackney")
    friend.goto("/manage/")
    expect(friend.get_by_role("link", name="Kiln Yard Hackney")).to_be_visible()


@pytest.mark.long
def test_a_home_shows_its_area_only(persons: Persons):
    email = a_person()
    page, here = persons(email=email), begun(email, "Home Pottery Hackney")
    page.goto(f"{here}what/")
    page.get_by_label("This is someone's home").check()
    go_on(page)
    title(page, "Opening hours and visiting")
    page.goto(f"{here}preview/")
    preview = page.locator(".preview")
    expect(preview.get_by_role("heading", level=1)).to_be_visible()
    for secret in ("Mare Street", "51.545", "-0.0553"):
        assert secret not in preview.inner_html()


def test_by_keyboard_alone_at_390_px(persons: Persons):
    page = persons(viewport=PHONE)
    page.goto("/manage/add/")
    page.get_by_label("Name").focus()
    page.keyboard.type("Keyboard Kiln")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    while page.evaluate("document.activeElement.name") != "next":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    title(page, "Name and location")
    expect(page.get_by_text("Saved as a draft")).to_be_visible()


BOTH = ("light", "dark")
FILLED = {
    "summary": "Clay and company.",
    "newcomers": "welcome",
    "offers": [{"craft": "pottery", "mode": "learn"}],
    "machines": [{"equipment": "kiln"}, {"equipment": "laser_co2"}],
    "contact": {"web": "https://kilnyard.example"},
}
STEPS = ("what/", "open/", "make/", "people/", "history/")
OTHERS = ("contact/", "preview/", "")


@pytest.mark.parametrize(
    ("viewport", "schemes"),
    [
        pytest.param(PHONE, ("light",), id="phone-light"),
        pytest.param(PHONE, ("dark",), id="phone-dark", marks=pytest.mark.long),
        pytest.param(DESKTOP, BOTH, id="desktop", marks=pytest.mark.long),
    ],
)
def test_no_axe_violation_on_any_page_of_keepers(persons: Persons, viewport, schemes):
    """A usual run asks axe about the pages with most fields; `--all` about each."""
    email = a_person()
    page = persons(email=email, viewport=viewport, moderator=True)
    here = begun(email, **FILLED)
    page.goto(f"{here}what/")
    page.get_by_label("Description").fill("Something to see in the history.")
    go_on(page)
    title(page, "Opening hours and visiting")
    addresses = ["/moderation/", *(here + step for step in STEPS)]
    if ALL:
        addresses += ["/manage/", "/manage/add/", *(here + step for step in OTHERS)]
    found = [
        fault for one in addresses for fault in violations(page, one, schemes=schemes)
    ]
    assert found == []
