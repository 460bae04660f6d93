"""Reports: by a stranger to a moderator's answer, and answered by a manager."""

import re
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from geoapp.venues.actions.change_publication import publish_venue
from geoapp.venues.models import Venue
from tests.journeys.people import committed
from tests.journeys.registration_steps import begun
from tests.journeys.test_find_a_place_to_make_it import a_person
from tests.journeys.test_register_a_venue import Persons, persons

pytestmark = [pytest.mark.journey, pytest.mark.django_db]

__all__ = ["persons"]  # a fixture
NAME = "Kiln Yard Reported"


def report(page: Page, place: str, topic: str, words: str, *, email: str = "") -> str:
    """Report a place from its page; return the address of the receipt."""
    page.goto(place)
    page.get_by_role("link", name="Report a problem").click()
    page.get_by_label(topic).check()
    page.get_by_label("Tell us more").fill(words)
    if email:
        page.get_by_label("Your email address").fill(email)
    page.get_by_role("button", name="Send").click()
    title_of = page.get_by_role("heading", level=1)
    expect(title_of).to_have_text(re.compile("Report .{4}-.{4}-.{4}"))
    return urlsplit(page.url).path


def newest_email(address: str) -> str:
    bodies = [str(m.body) for m in reversed(mail.outbox) if m.to == [address]]
    return bodies[0]


def path_in(email: str, beginning: str) -> str:
    found = re.search(rf"https?://\S+{beginning}\S+", email)
    assert found is not None, email
    return urlsplit(found.group()).path


def test_a_stranger_reports_and_gets_the_answer(persons: Persons):
    judge = persons(moderator=True, java_script_enabled=False)
    owner, email = a_person(), a_person()
    stranger = persons(email=owner, java_script_enabled=False)
    _managers_page, place = managed(owner)
    stranger.context.clear_cookies()
    receipt = report(stranger, place, "Something is wrong", "No kiln.", email=email)
    stranger.goto(path_in(newest_email(email), "/reports/confirm/"))
    stranger.get_by_role("button", name="Yes, email me the decision").click()
    expect(stranger.get_by_text("We will email you the decision.")).to_be_visible()
    judge.goto("/moderation/?show=messages")
    judge.get_by_role("link", name=NAME).first.click()
    expect(judge.get_by_text("No kiln.")).to_be_visible()
    judge.get_by_label("Left as it is").check()
    judge.get_by_label("Your answer").fill("The kiln is in the yard.")
    judge.get_by_role("button", name="Save the decision").click()
    answer = newest_email(email)
    assert "The kiln is in the yard." in answer
    stranger.goto(path_in(answer, "/reports/"))
    assert urlsplit(stranger.url).path == receipt
    expect(stranger.get_by_text("The kiln is in the yard.")).to_be_visible()
    expect(
        stranger.get_by_label("Why the decision should be different")
    ).to_be_visible()


def managed(email: str) -> tuple[str, str]:
    """Give a person a public place; return the manager's page and the public one."""
    managers_page = begun(email, NAME)
    venue_id = managers_page.split("/")[2]
    paths: list[str] = []

    def publish() -> None:
        publish_venue(venue_id=UUID(venue_id))
        paths.append(Venue.objects.get(pk=venue_id).get_absolute_url())

    committed(publish)
    return managers_page, paths[0]


def answer(manager: Page, words: str, verb: str) -> None:
    manager.get_by_label("Your answer").fill(words)
    manager.get_by_role("button", name=verb).click()
    expect(manager.get_by_text("Answer sent.")).to_be_visible()


def test_a_manager_answers_reports(persons: Persons):
    owner, email = a_person(), a_person()
    manager = persons(email=owner, java_script_enabled=False)
    managers_page, place = managed(owner)
    reporter = persons(email=email, java_script_enabled=False)
    receipt = report(reporter, place, "It has closed", "The door is shut.")
    manager.goto(managers_page)
    expect(manager.get_by_text("The door is shut.")).to_be_visible()
    expect(manager.get_by_text(email)).to_have_count(0)
    manager.get_by_role("button", name="Our page is right").click()
    expect(manager.get_by_text("Enter an answer.")).to_be_visible()
    answer(manager, "It opens on Sundays.", "Our page is right")
    expect(manager.get_by_text("The door is shut.")).to_have_count(0)
    reporter.goto(receipt)
    expect(reporter.get_by_text("It opens on Sundays.")).to_be_visible()
    assert "It opens on Sundays." in newest_email(email)
    report(reporter, place, "Something is wrong", "There are two kilns.")
    manager.reload()
    answer(manager, "Thank you, we added it.", "It is corrected")
    judge = persons(moderator=True, java_script_enabled=False)
    judge.goto("/moderation/reports/")
    for outcome in ("Left as it is", "Corrected"):
        row = judge.get_by_role("listitem").filter(has_text=outcome)
        expect(row.get_by_role("link", name=NAME).first).to_be_visible()
