"""Reporting from any page, following the report by its number, and appealing."""

import re

import pytest
from django.core import mail

from geoapp.accounts.models import User
from geoapp.accounts.personal_data import delete_account
from geoapp.publishing.models import PublishedVenue
from geoapp.stewardship.actions.answer_report import answer_report
from geoapp.stewardship.actions.appeal import appeal
from geoapp.stewardship.actions.confirm_report import confirm_address
from geoapp.stewardship.actions.report import claim_venue
from geoapp.stewardship.actions.resolve_report import accept_report
from geoapp.stewardship.models import Report
from geoapp.stewardship.report_models import Side
from geoapp.tutorials.models import Tutorial
from geoapp.venues.models import Organizer, Venue
from geoapp.web.reports.views import MAX_A_DAY
from tests.people import member, moderator
from tests.photos import photo_of
from tests.world import AT, venue

pytestmark = pytest.mark.django_db


@pytest.fixture
def listed(vocabulary):
    return Venue.objects.get(pk=venue("Kiln Yard"))


def text(answer) -> str:
    return answer.content.decode()


def form_of(client, item, kind="venue", **entered):
    """Return the address of the form, and what a person sends from it."""
    address = f"/report/{kind}/{item.pk}/"
    token = re.search(r'name="token" value="([^"]+)"', text(client.get(address)))
    assert token is not None
    return address, {"token": token[1], **entered}


def sent(client, item, kind="venue", **entered):
    entered = {"topic": "illegal", "words": "It is a trap.", **entered}
    address, data = form_of(client, item, kind, **entered)
    return client.post(address, data, follow=True)


def test_a_stranger_reports_and_follows_it_by_its_number(client, listed):
    page = text(sent(client, listed))
    row = Report.objects.get()
    assert row.author is None
    assert row.number in page
    assert "Thank you." in page
    other = client.get("/reports/", {"number": row.number.lower().replace("-", " ")})
    assert other["Location"] == f"/reports/{row.number}/"
    assert client.get("/reports/", {"number": "1234"}).status_code == 404
    answer = client.get(f"/reports/{row.number}/")
    assert answer["X-Robots-Tag"] == "noindex"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer["Cache-Control"]
    assert "It is a trap." in text(answer)


def test_photos_and_tutorials_have_a_way_to_report_them(client, listed, media):
    photo = photo_of(listed, member())
    assert f"/report/photo/{photo.pk}/" in text(client.get(listed.get_absolute_url()))
    bowl = Tutorial.objects.create(
        slug="bowl", title="Bowl", url="https://example.org/b", site="e", added_at=AT
    )
    assert f"/report/tutorial/{bowl.pk}/" in text(client.get("/tutorials/bowl/"))
    for kind, item in (("photo", photo), ("tutorial", bowl)):
        assert sent(client, item, kind).status_code == 200
    assert set(Report.objects.values_list("kind", flat=True)) == {"photo", "tutorial"}


def test_nothing_typed_is_lost_when_something_is_missing(client, listed):
    address, data = form_of(client, listed, words="Typed.", email="no address")
    answer = client.post(address, data)
    assert answer.status_code == 422
    for shown in ("Typed.", "no address", "Choose what it is.", "Enter an email"):
        assert shown in text(answer)
    assert not Report.objects.exists()
    empty = client.post(address, {**data, "topic": "illegal", "words": " "})
    assert "Enter a sentence or two" in text(empty)
    closed = {**data, "topic": "closed", "words": "", "email": ""}
    assert client.post(address, closed).status_code == 302


def test_a_form_of_another_place_or_of_yesterday_is_shown_again(
    client, listed, time_machine
):
    time_machine.move_to(AT, tick=False)
    other = Venue.objects.get(pk=venue("Other"))
    _address, theirs = form_of(client, other, topic="closed")
    address, own = form_of(client, listed, topic="closed", words="Typed.")
    for token in (theirs["token"], "forged", ""):
        answer = client.post(address, {**own, "token": token})
        assert answer.status_code == 422
        assert "open for too long" in text(answer)
        assert "Typed." in text(answer)
    time_machine.shift(86_401)
    assert client.post(address, own).status_code == 422
    assert not Report.objects.exists()


def test_sending_twice_makes_one_report_and_counts_once(client, listed):
    address, data = form_of(client, listed, topic="closed")
    first, second = client.post(address, data), client.post(address, data)
    assert first["Location"] == second["Location"]
    assert Report.objects.count() == 1


def test_a_network_sends_ten_a_day_and_people_with_accounts_are_not_counted(
    client, listed
):
    network = {"REMOTE_ADDR": "2001:db8:1:2::1"}
    for number in range(MAX_A_DAY):
        address, data = form_of(client, listed, topic="closed", words=f"{number}")
        network["REMOTE_ADDR"] = f"2001:db8:1:2::{number + 1}"
        assert client.post(address, data, **network).status_code == 302
    address, data = form_of(client, listed, topic="closed", words="Typed.")
    stopped = client.post(address, data, **network)
    assert stopped.status_code == 429
    assert "Typed." in text(stopped)
    assert "Sign in to send this one" in text(stopped)
    assert client.post(address, data, REMOTE_ADDR="2001:db8:9::1").status_code == 302
    client.force_login(member())
    address, data = form_of(client, listed, topic="closed")
    assert client.post(address, data, **network).status_code == 302


def test_an_address_is_confirmed_by_a_button_not_by_opening_the_link(
    client, listed, mailoutbox
):
    sent(client, listed, email="ada@example.org")
    link = re.search(r"/reports/confirm/[^/\s]+/", mailoutbox[0].body)[0]
    assert "ada@example.org" in text(client.get(link))
    row = Report.objects.get()
    assert row.email_confirmed_at is None
    assert "We will email you the decision." in text(client.post(link, follow=True))
    row.refresh_from_db()
    assert row.email_confirmed_at is not None
    for again in (client.get(link, follow=True), client.post(link, follow=True)):
        assert again.redirect_chain == [(f"/reports/{row.number}/", 302)]
        assert "Your address is already confirmed." in again.content.decode()
        assert "We will email you the decision" not in again.content.decode()
    assert client.get(f"{link[:-3]}/").status_code == 404


@pytest.fixture
def reported(client, listed):
    """Return a report about a managed place, and its manager."""
    manager = member("manager")
    Organizer.objects.create(venue=listed, user=manager, since=AT)
    sent(client, listed)
    return Report.objects.get(), manager


def removed(client, row):
    client.force_login(moderator("judge"))
    entered = {"shown": row.state, "outcome": "removed", "reason": "A <b>trap</b>."}
    law = {"ground": "law", "law": "Toy Act"}
    client.post(f"/moderation/reports/{row.pk}/settle/", {**entered, **law})
    client.logout()


def test_a_moderator_names_the_law_and_loses_nothing_typed(client, reported):
    row, _manager = reported
    client.force_login(moderator("judge"))
    assert "without an account" in text(client.get(f"/moderation/reports/{row.pk}/"))
    entered = {"shown": row.state, "outcome": "removed", "reason": "A <b>trap</b>."}
    answer = client.post(f"/moderation/reports/{row.pk}/settle/", entered)
    assert answer.status_code == 422
    assert "name the law" in text(answer)
    assert "A &lt;b&gt;trap" in text(answer)
    assert PublishedVenue.objects.exists()


def test_those_responsible_read_the_reasons_and_not_the_reporter(client, reported):
    row, manager = reported
    statement = f"/decisions/{row.pk}/"
    removed(client, row)
    assert not PublishedVenue.objects.exists()
    client.force_login(member("anybody"))
    assert client.get(statement).status_code == 404
    client.force_login(manager)
    page = text(client.get(statement))
    for part in ("Toy Act", "A &lt;b&gt;trap", "Removed from public view"):
        assert part in page
    assert "It is a trap." not in page
    assert row.number not in page


def test_one_appeal_goes_to_the_moderators_and_not_to_the_other_side(client, reported):
    row, manager = reported
    statement, receipt = f"/decisions/{row.pk}/", f"/reports/{row.number}/"
    removed(client, row)
    client.force_login(manager)
    assert client.post(statement, {"appeal": " "}).status_code == 422
    client.post(statement, {"appeal": "It is a toy."})
    row.refresh_from_db()
    assert (row.decision, row.appealed_by) == ("waiting", "author")
    client.logout()
    page = text(client.get(receipt))
    assert "The appeal awaits review." in page
    assert "It is a toy." not in page
    assert client.post(receipt, {"appeal": "Me too."}).status_code == 422
    client.force_login(moderator("other"))
    assert "appeal" in text(client.get("/moderation/"))
    assert "It is a toy." in text(client.get(f"/moderation/reports/{row.pk}/"))


def test_a_receipt_says_who_decided_and_what_is_true_of_it(client, reported):
    row, _manager = reported
    receipt = f"/reports/{row.number}/"
    removed(client, row)
    page = text(client.get(receipt))
    assert "A moderator has decided." in page
    assert "Open the link in it" not in page
    for decision, role, said in (
        ("taken_back", "moderator", "This report was withdrawn"),
        ("refused", "manager", "The people who manage this place have answered."),
    ):
        Report.objects.filter(pk=row.pk).update(
            decision=decision, outcome="", decided_as=role
        )
        page = text(client.get(receipt))
        assert said in page
        assert "A moderator has decided" not in page
        assert "Thank you. We will read it" not in page
    assert "Declined" in page


def left(person):
    Organizer.objects.filter(user=person).delete()


def promoted(person):
    User.objects.filter(pk=person.pk).update(is_moderator=True)


def deleted(person):
    delete_account(user=person, at=AT)


@pytest.mark.parametrize("change", [left, promoted, deleted])
def test_a_receipt_and_its_email_say_who_answered_whatever_they_are_now(
    client, listed, change
):
    manager = member("manager")
    Organizer.objects.create(venue=listed, user=manager, since=AT, is_owner=True)
    sent(client, listed, topic="mistake", email="ada@example.org")
    row = Report.objects.get()
    answer_report(
        report_id=row.pk,
        by=manager,
        is_right=False,
        reason="No.",
        at=AT,
        seen=row.state,
    )
    change(manager)
    receipt = text(client.get(f"/reports/{row.number}/"))
    assert "The people who manage this place have answered." in receipt
    assert "Their answer" in receipt
    mail.outbox.clear()
    confirm_address(report_id=row.pk, at=AT)
    assert "The people who manage “Kiln Yard” have read" in mail.outbox[0].body
    appeal(report_id=row.pk, side=Side.REPORTER, words="Look again.", at=AT)
    receipt = text(client.get(f"/reports/{row.number}/"))
    assert "Earlier answer" in receipt
    assert "have answered" not in receipt


def test_a_receipt_says_that_a_moderator_decided_who_is_none_any_more(client, reported):
    row, _manager = reported
    removed(client, row)
    judge = User.objects.get(is_moderator=True)
    Organizer.objects.create(venue_id=row.item_id, user=judge, since=AT)
    User.objects.filter(pk=judge.pk).update(is_moderator=False)
    assert "A moderator has decided." in text(client.get(f"/reports/{row.number}/"))


@pytest.mark.parametrize("email", ["", "ada@example.org"])
def test_no_page_promises_an_email_that_nobody_gets(client, listed, email):
    sent(client, listed, topic="mistake", email=email)
    row = Report.objects.get()
    client.force_login(moderator("judge"))
    page = text(client.get(f"/moderation/reports/{row.pk}/"))
    reason = "has not confirmed their address" if email else "left no address"
    assert f"Whoever sent the report {reason}" in page
    Report.objects.update(email_confirmed_at=AT if email else None)
    page = text(client.get(f"/moderation/reports/{row.pk}/"))
    assert ("We email this to the person who sent the report" in page) is bool(email)
    entered = {"shown": row.state, "outcome": "unchanged", "reason": "No."}
    answer = client.post(f"/moderation/reports/{row.pk}/settle/", entered, follow=True)
    said = "We are emailing the reasons." if email else "We sent no email"
    assert said in text(answer)


def test_a_claim_says_accepted_or_declined(client, listed):
    claim = claim_venue(user=member(), venue_id=listed.pk, words="Mine.", at=AT)
    judge = moderator("judge")
    accept_report(report_id=claim.pk, by=judge, reason="", at=AT, seen=claim.state)
    page = text(client.get(f"/reports/{claim.number}/"))
    assert "Accepted" in page
    assert "Corrected" not in page


def test_a_hidden_home_is_told_on_the_receipt(client, listed):
    page = text(sent(client, listed, topic="personal"))
    assert "only the area is shown until a moderator decides" in page
