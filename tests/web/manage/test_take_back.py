"""A moderator previews what goes, takes it back, and undoes it."""

import re

import pytest
from django.core import mail
from django.utils.timezone import now

from geoapp.mailing.models import RefusedAddress
from geoapp.publishing.models import PublishedVenue
from geoapp.stewardship.actions.appeal import appeal
from geoapp.stewardship.actions.contribute import submit_venue
from geoapp.stewardship.actions.decide import accept
from geoapp.stewardship.models import Contribution, Report, TakeBack
from geoapp.stewardship.report_models import Side
from geoapp.venues.models import Venue
from tests.people import accepted_before, draft_of, member, moderator
from tests.stewardship.attack import change, join, tutorial
from tests.world import AT, venue

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary", "media")]
PREVIEW = "/moderation/take-back/"


@pytest.fixture
def judge(client):
    person = moderator("judge")
    client.force_login(person)
    return person


@pytest.fixture
def faker(judge):
    """Return an account with a published fake and a changed honest place."""
    person = member("faker")
    fake = draft_of(person, name="Best Deals")
    row = submit_venue(user=person, venue_id=fake.pk, at=AT)
    accept(contribution_id=row.pk, by=judge, at=AT)
    tutorial(person, "spam")
    accepted_before(person, 3)
    change(venue("Honest Yard"), person, summary="Order here.")
    mail.outbox.clear()
    return person


def send(client, *people, **more):
    data = {"account": [p.pk for p in people], "ground": "conduct", **more}
    return client.post(PREVIEW, data)


def test_the_preview_lists_everything_and_changes_nothing(client, faker):
    page = client.get(PREVIEW, {"account": faker.pk}).content.decode()
    assert "Preview. Nothing has changed yet." in page
    for text in ("Best Deals", "Honest Yard", "Order here.", "spam", "1 tutorial"):
        assert text in page
    assert "Take back 3 items" in " ".join(page.split())
    assert 'name="closes" value="1" aria' in " ".join(page.split())
    assert PublishedVenue.objects.count() == 2
    assert not TakeBack.objects.exists()


def test_everything_goes_and_comes_back(client, faker):
    answer = send(client, faker, reason="Advertising.", closes="1")
    action = TakeBack.objects.get()
    assert answer["Location"] == f"/moderation/taken-back/{action.pk}/"
    page = client.get(answer["Location"]).content.decode()
    assert "3 items have been taken back." in page
    assert "1 account has been closed." in page
    assert "Advertising." in page
    assert [v.name for v in PublishedVenue.objects.all()] == ["Honest Yard"]
    assert "Order" not in PublishedVenue.objects.get().page["summary"]
    faker.refresh_from_db()
    assert not faker.is_active
    client.post(f"/moderation/taken-back/{action.pk}/undo/")
    assert PublishedVenue.objects.count() == 2
    faker.refresh_from_db()
    assert faker.is_active
    page = client.get(answer["Location"]).content.decode()
    assert "What others have changed in the meantime has stayed." in page
    assert "3 items restored" in page
    assert "Undone by" in page
    assert "can sign in again" in page


def test_a_closed_account_gets_the_reasons_and_appeals_by_a_link(client, faker):
    send(client, faker, ready="advertising", closes="1")
    (email,) = mail.outbox
    assert email.to == ["faker@example.org"]
    assert "Your account has been closed." in email.body
    assert "This is advertising." in email.body
    client.logout()
    link = re.search(r"https?://[^/\s]+(/decisions/by-link/\S+)", email.body)[1]
    assert "everything that your account did" in client.get(link).content.decode()
    client.post(link, {"appeal": "It was my brother."})
    row = Report.objects.get(kind="account")
    assert (row.decision, row.appeal) == ("waiting", "It was my brother.")
    # Another moderator finds that it was wrong.
    client.force_login(moderator("second"))
    page = client.get(f"/moderation/reports/{row.pk}/").content.decode()
    assert "It was my brother." in page
    client.post(
        f"/moderation/reports/{row.pk}/settle/",
        {"outcome": "unchanged", "reason": "Sorry.", "shown": row.state},
    )
    assert PublishedVenue.objects.count() == 2
    faker.refresh_from_db()
    assert faker.is_active
    assert TakeBack.objects.get().undone_at
    assert "has restored it" in mail.outbox[-1].body
    assert email.subject.startswith("Makerloom: A decision about “")
    reversal = mail.outbox[-1].subject
    assert reversal.startswith("Makerloom: The decision about “")
    assert reversal.endswith("” has been reversed")


def test_it_needs_a_reason_and_an_account_that_may_be_taken_back(client, faker, judge):
    answer = send(client, faker, reason=" ", closes="1")
    assert answer.status_code == 422
    assert "Give a reason." in answer.content.decode()
    for people in ((), (judge,), (moderator("second"),)):
        answer = send(client, *people, reason="Because.")
        assert answer["Location"] == "/moderation/"
    assert not TakeBack.objects.exists()
    client.force_login(faker)
    assert client.get(PREVIEW, {"account": faker.pk}).status_code == 404


def test_accounts_that_may_not_be_taken_back_keep_what_was_typed(client, faker):
    second = moderator("second")
    for more in ({}, {"include": "1"}):
        answer = send(client, faker, second, reason="Typed.", **more)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "What moderators or you yourself did cannot be taken back here." in page
        assert ">Typed.</textarea>" in page
        assert f'name="account" value="{faker.pk}"' in page
        assert f'name="account" value="{second.pk}"' not in page
    assert not TakeBack.objects.exists()


@pytest.mark.parametrize("is_reachable", [True, False])
def test_a_closure_that_stands_says_whether_its_owner_is_emailed(
    client, faker, is_reachable
):
    send(client, faker, ready="advertising", closes="1")
    row = Report.objects.get(kind="account")
    appeal(report_id=row.pk, side=Side.AUTHOR, words="It was my brother.", at=now())
    row.refresh_from_db()
    if not is_reachable:
        RefusedAddress.objects.create(address=faker.email, since=now())
    client.force_login(moderator("second"))
    entered = {"outcome": "removed", "ground": "conduct", "reason": "No."}
    answer = client.post(
        f"/moderation/reports/{row.pk}/settle/",
        {**entered, "shown": row.state},
        follow=True,
    )
    page = answer.content.decode()
    assert ("We are emailing the reasons." in page) == is_reachable
    assert ("nobody concerned has an address" in page) != is_reachable
    assert "reported this" not in page


def test_a_missing_rule_keeps_what_was_entered(client, faker):
    assert '<option value="">Choose one</option>' in client.get(
        PREVIEW, {"account": faker.pk}
    ).content.decode().replace(" selected", "")
    for ground in ("", "nonsense"):
        entered = {"ready": "advertising", "reason": "Typed.", "closes": "1"}
        answer = send(client, faker, **entered, ground=ground)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Choose the rule that this is based on." in page
        assert ">Typed.</textarea>" in page
        assert '<option value="advertising" selected>' in page
        assert 'name="closes" value="1" checked' in page
    assert not TakeBack.objects.exists()


def test_accounts_linked_by_invitations_are_added_and_nothing_is_lost(client, faker):
    helper = member("helper")
    join(Venue.objects.get(name="Best Deals").pk, helper, by=faker)
    page = client.get(PREVIEW, {"account": faker.pk}).content.decode()
    assert f'name="related" value="{helper.pk}"' in page
    entered = {"related": helper.pk, "include": "1", "reason": "Typed.", "ground": ""}
    answer = send(client, faker, **entered)
    page = answer.content.decode()
    assert answer.status_code == 200
    for person in (faker, helper):
        assert f'name="account" value="{person.pk}"' in page
    assert ">Typed.</textarea>" in page
    assert not TakeBack.objects.exists()


def test_an_account_without_anything_is_only_closed(client, judge):
    person = member("idle")
    page = " ".join(
        client.get(PREVIEW, {"account": person.pk}).content.decode().split()
    )
    assert "There is nothing to take back. This only closes the account." in page
    assert '<input type="hidden" name="closes" value="1">' in page
    assert "Close 1 account" in page
    assert "Account created just now" in page
    answer = send(client, person, reason="A second account.", closes="1")
    page = " ".join(client.get(answer["Location"]).content.decode().split())
    assert "1 account closed" in page
    assert "0 items" not in page
    (email,) = mail.outbox
    assert email.subject == "Makerloom: A decision about your account"
    assert "A moderator has closed your account." in email.body
    link = re.search(r"https?://[^/\s]+(/decisions/by-link/\S+)", email.body)[1]
    page = client.get(link).content.decode()
    assert "A moderator decided to close your account." in page
    assert "<dd>Closed</dd>" in page
    decided = client.get("/moderation/reports/").content.decode()
    assert "Closed account" in decided
    row = Report.objects.get(kind="account")
    detail = client.get(f"/moderation/reports/{row.pk}/").content.decode()
    assert "without an account" not in detail
    assert "What was taken back" in detail
    assert ">Edit<" not in detail


def test_what_was_taken_back_returns_only_after_a_review(client, faker):
    send(client, faker, reason="Advertising.")
    fake = Venue.objects.get(name="Best Deals")
    accepted_before(faker, 3)
    submit_venue(user=faker, venue_id=fake.pk, at=AT)
    assert Contribution.objects.filter(venue=fake, decision="waiting").exists()
    assert PublishedVenue.objects.count() == 1
