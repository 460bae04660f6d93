"""Fakes come in; a moderator takes back everything, and undoes it. No script runs."""

import pytest
from playwright.sync_api import expect

from tests.journeys.registration_steps import begun, hand_in, title
from tests.journeys.test_find_a_place_to_make_it import a_person
from tests.journeys.test_register_a_venue import Persons, persons

pytestmark = [pytest.mark.journey, pytest.mark.django_db]

__all__ = ["persons"]  # a fixture
NAMES = ("Best Deals Hackney", "Best Deals Mare Street")


def submit(persons: Persons, name: str) -> None:
    """Let a new account submit a draft."""
    email = a_person()
    page = persons(email=email, java_script_enabled=False)
    page.goto(f"{begun(email, name)}preview/")
    hand_in(page)


def test_fakes_are_taken_back_and_come_back(persons: Persons):
    for name in NAMES:
        submit(persons, name)
    judge = persons(moderator=True, java_script_enabled=False)
    judge.goto("/moderation/")
    judge.get_by_role("link", name=NAMES[0]).click()
    judge.get_by_role("button", name="Accept").click()
    judge.goto("/?q=Best+Deals+Hackney")
    public = judge.get_by_role("link", name=NAMES[0]).first.get_attribute("href")
    judge.goto("/moderation/")
    # The accepted one is found through its author: "Recent decisions".
    judge.get_by_label(f"Select {NAMES[1]}").check()
    judge.get_by_role("button", name="Take back everything").click()
    expect(judge.get_by_text("Preview. Nothing has changed yet.")).to_be_visible()
    title(judge, "Take back everything 1 account did")
    judge.goto("/moderation/")
    judge.get_by_role("link", name=NAMES[0]).first.click()
    judge.get_by_text("1 accepted").click()
    judge.get_by_role("link", name="Take back everything").click()
    judge.get_by_label("Ready-made reason").select_option("advertising")
    judge.get_by_label("Based on").select_option("conduct")
    judge.get_by_role("button", name="Take back 1 item").click()
    expect(judge.get_by_text("1 item has been taken back.")).to_be_visible()
    assert judge.request.get(str(public)).status == 404
    judge.get_by_role("button", name="Undo").click()
    expect(
        judge.get_by_text("What others have changed in the meantime")
    ).to_be_visible()
    assert judge.request.get(str(public)).status == 200
