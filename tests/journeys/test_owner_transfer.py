"""The owner of a place hands it over to another manager, and leaves."""

import re

import pytest
from playwright.sync_api import Page, expect

from geoapp.venues.models import Invitation
from tests.journeys.conftest import PHONE
from tests.journeys.page_checks import faults
from tests.journeys.people import committed
from tests.journeys.registration_steps import begun, title
from tests.journeys.test_find_a_place_to_make_it import a_person
from tests.journeys.test_register_a_venue import Persons, persons

pytestmark = [pytest.mark.journey, pytest.mark.django_db]

__all__ = ["persons"]  # a fixture


def enter_name(page: Page, name: str) -> None:
    page.get_by_label("Your name").fill(name)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.")).to_be_visible()


def newest_invitation(email: str) -> str:
    ids: list[str] = []
    rows = Invitation.objects.filter(email=email).values_list("pk", flat=True)
    committed(lambda: ids.extend(map(str, rows)))
    return f"/manage/invitations/{ids[0]}/"


def invited(owner: Page, place: str, persons: Persons) -> Page:
    """Invite somebody to the owner's new place; return the new manager's page."""
    email = a_person()
    owner.goto(f"{place}people/")
    enter_name(owner, "Aino")
    owner.get_by_label("Invite someone by email").fill(email)
    owner.get_by_role("button", name="Send invitation").click()
    page = persons(email=email, viewport=PHONE)
    page.goto(newest_invitation(email))
    page.get_by_label("Your name").fill("Petri")
    page.get_by_role("button", name="Accept invitation").click()
    page.goto(f"{place}people/")
    return page


def hand_over(owner: Page) -> None:
    owner.reload()
    owner.get_by_role("button", name="Stop managing this place").click()
    expect(owner.get_by_text("Make another manager the owner first.")).to_be_visible()
    owner.get_by_text("Make owner: Petri").click()
    owner.get_by_role("button", name="Make Petri the owner").click()
    expect(owner.get_by_text("This place has a new owner.")).to_be_visible()


def test_an_owner_hands_a_place_over_and_leaves(persons: Persons):
    email = a_person()
    aino = persons(email=email, java_script_enabled=False)
    petri = invited(aino, begun(email), persons)
    expect(petri.get_by_role("button", name="Remove Aino")).to_have_count(0)
    hand_over(aino)
    petri.reload()
    petri.get_by_role("button", name="Remove Aino").click()
    petri.get_by_role("button", name=re.compile("Undo.*Aino")).click()
    expect(petri.get_by_text("The removal has been undone.")).to_be_visible()
    petri.reload()  # without the message
    assert faults(petri) == []
    aino.reload()
    aino.get_by_role("button", name="Stop managing this place").click()
    title(aino, "My places")
    expect(aino.get_by_text("You have stopped managing this place.")).to_be_visible()
