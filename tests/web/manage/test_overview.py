"""What managers see about their place, and what they can answer there."""

import pytest
from django.core import mail

from geoapp.mailing.models import Message, State
from geoapp.stewardship.actions.report import ReportDraft, report_item
from geoapp.stewardship.models import Contribution, Decision, ReportTopic
from geoapp.venues.models import ChangeEmails, Organizer
from tests.people import member, moderator, named
from tests.world import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def helper(published):
    person = named(member("helper"), "Petri")
    Organizer.objects.create(venue=published, user=person, since=AT)
    return person


def overview(client, place) -> str:
    return client.get(f"/manage/{place.pk}/").content.decode()


def message(place, topic=ReportTopic.MISTAKE):
    draft = ReportDraft(
        kind="venue", item_id=place.pk, topic=topic, words="Closed on Wednesday."
    )
    return report_item(draft=draft, author=member("visitor"), at=AT)


def answer(client, row, verb, reason=""):
    form = {"verb": verb, "reason": reason, "shown": row.state}
    address = f"/manage/{row.item_id}/messages/{row.pk}/"
    return client.post(address, form, follow=True)


def test_a_manager_reads_and_answers_a_report(client, published):
    row = message(published)
    page = overview(client, published)
    assert "Closed on Wednesday." in page
    assert "visitor@example.org" not in page
    problem = answer(client, row, "not_corrected", " ")
    assert problem.status_code == 422
    assert "Enter an answer." in problem.content.decode()
    mail.outbox.clear()
    answer(client, row, "not_corrected", "We are open.")
    row.refresh_from_db()
    assert (row.decision, row.reason) == (Decision.REFUSED, "We are open.")
    assert "The people who manage “Kiln Yard”" in mail.outbox[0].body
    assert "Waiting for you" not in overview(client, published)
    assert "already been answered" in answer(client, row, "corrected").content.decode()


def test_a_report_that_was_right_is_accepted(client, published):
    row = message(published)
    answer(client, row, "corrected", "The hours are right now.")
    row.refresh_from_db()
    assert row.decision == Decision.ACCEPTED


def test_other_reports_and_other_places_are_not_for_managers(
    client, published, helper, manager
):
    claim = message(published, ReportTopic.ILLEGAL)
    assert "Closed on Wednesday." not in overview(client, published)
    assert answer(client, claim, "corrected").status_code == 200
    claim.refresh_from_db()
    assert claim.decision == Decision.WAITING
    draft = ReportDraft(
        kind="venue", item_id=published.pk, topic=ReportTopic.MISTAKE, words="Wrong."
    )
    row = report_item(draft=draft, author=member(), at=AT)
    client.force_login(helper)
    assert answer(client, row, "corrected").status_code == 422
    client.force_login(member("stranger"))
    assert answer(client, row, "corrected").status_code == 404


def test_what_awaits_review_is_shown_and_own_changes_can_be_cancelled(
    client, published, helper, manager
):
    client.force_login(helper)
    client.post(f"/manage/{published.pk}/state/", {"verb": "close"})
    page = overview(client, published)
    assert "Awaiting review" in page
    assert "By you, since" in page
    (row,) = Contribution.objects.pending()
    cancel = f"/manage/{published.pk}/awaiting/{row.pk}/cancel/"
    client.force_login(manager)
    assert "By Petri, since" in overview(client, published)
    assert client.post(cancel).status_code == 404
    client.force_login(helper)
    client.post(cancel)
    assert not Contribution.objects.pending().exists()


def test_who_changed_what_names_people_and_moderators(client, published, helper):
    client.post(f"/manage/{published.pk}/state/", {"verb": "pause"})
    assert "<bdi>You</bdi>" in overview(client, published)
    client.force_login(helper)
    assert "<bdi>Aino</bdi>" in overview(client, published)
    client.force_login(moderator())
    client.post(f"/manage/{published.pk}/state/", {"verb": "reopen"})
    client.force_login(helper)
    assert "<bdi>A moderator</bdi>" in overview(client, published)


def test_emails_about_changes_are_chosen_on_the_page(client, published, manager):
    address = f"/manage/{published.pk}/emails/"
    client.post(address, {"change_emails": "weekly"})
    manager.manager_profile.refresh_from_db()
    assert manager.manager_profile.change_emails == ChangeEmails.WEEKLY
    assert manager.manager_profile.name == "Aino"
    assert '<option value="weekly" selected>' in overview(client, published)
    assert client.post(address, {"change_emails": "hourly"}).status_code == 404


def test_an_invitation_that_failed_is_shown_to_the_inviter(client, published):
    people = f"/manage/{published.pk}/people/"
    form = {"invite": "1", "email": "Friend@example.org"}
    client.post(f"{people}change/", form)
    assert "could not deliver" not in client.get(people).content.decode()
    Message.objects.update(state=State.FAILED, reason="550 No such user")
    page = client.get(people).content.decode()
    assert "could not deliver this invitation" in page
    assert "550 No such user" in page
    # A later invitation of the same address is a new one.
    client.post(f"{people}change/", form)
    assert "could not deliver" not in client.get(people).content.decode()
