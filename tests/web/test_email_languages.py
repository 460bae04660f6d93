"""Emails are in the language of whoever reads them, not of whoever causes them."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils.translation import gettext, override

from geoapp.accounts.actions import UnknownLanguage, choose_language
from geoapp.accounts.keys import make_key, revoke_all_keys
from geoapp.accounts.models import User
from geoapp.accounts.personal_data import delete_account
from geoapp.mailing import kinds
from geoapp.mailing.models import Message
from geoapp.stewardship.actions.contribute import save_change, submit_venue
from geoapp.stewardship.actions.decide import accept, ask, decline
from geoapp.stewardship.actions.invite import invite
from geoapp.stewardship.actions.merge import merge
from geoapp.stewardship.actions.notify_moderators import notify_moderators
from geoapp.stewardship.actions.report import ReportDraft, report_item
from geoapp.stewardship.change_emails import queue_change_emails
from geoapp.stewardship.models import Outcome, ReportTopic
from geoapp.venues.actions.change_publication import publish_venue
from geoapp.venues.actions.organizers import choose_change_emails
from geoapp.venues.actions.ownership import transfer_ownership
from geoapp.venues.models import ChangeEmails, Organizer
from geoapp.venues.stored_records import values_of
from tests.people import accepted_before, draft_of, member, moderator
from tests.stewardship.reporting import anonymous, decide
from tests.world import AT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]
LATER = AT + timedelta(hours=1)
SIGN_UP = {"password1": "a-kiln-at-midnight-7", "guidelines": "on"}


@pytest.fixture
def author():
    return member("author", language="de")


@pytest.fixture
def judge():
    """Return an English moderator who acts on English pages, by browser and by verb."""
    person = moderator("judge")
    with override("en"):
        yield person


def email_to(address: str) -> str:
    """Return the newest email to an address."""
    message = [email for email in mail.outbox if email.to == [address]][-1]
    return f"{message.subject}\n{message.body}"


def is_german(text: str) -> bool:
    with override("de"):
        greeting = gettext("Hello,")
        slogan = gettext("Liked it online? Make it nearby.")
    return f"\n{greeting}\n" in text and slogan in text


def published(author, **more):
    place = draft_of(author, **more)
    publish_venue(venue_id=place.pk)
    return place


def decisions(author, judge):
    for number, verb in enumerate((accept, ask, decline)):
        place = draft_of(author, name=f"Kiln {number}")
        row = submit_venue(user=author, venue_id=place.pk, at=AT)
        more = {} if verb is accept else {"reason": "Sure?"}
        verb(contribution_id=row.pk, by=judge, at=LATER, **more)


def invitations(author, judge):
    invite(venue_id=draft_of(judge).pk, email=author.email, invited_by=judge, at=AT)


def managers(author, judge):
    place = published(judge)
    Organizer.objects.create(venue=place, user=author, since=AT)
    transfer_ownership(venue_id=place.pk, user_id=author.pk, by=judge, at=LATER)


def merges(author, judge):
    kept, merged = published(author).pk, published(author, name="Kiln Shed").pk
    merge(kept_id=kept, merged_id=merged, choices={}, by=judge, at=LATER)


def changes(author, judge):
    for choice in (ChangeEmails.IMMEDIATELY, ChangeEmails.WEEKLY):
        place = published(author)
        Organizer.objects.create(venue=place, user=judge, since=AT)
        choose_change_emails(user=author, choice=choice, at=AT)
        save_change(
            user=judge,
            venue_id=place.pk,
            changes={"price": "free"},
            base=values_of(place.pk),
            at=LATER,
        )
        queue_change_emails(choice, at=LATER + timedelta(hours=1))


def reports(author, judge):
    place = published(judge)
    draft = ReportDraft(
        kind="venue", item_id=place.pk, topic=ReportTopic.MISTAKE, words="Moved."
    )
    other = moderator("other")
    row = report_item(draft=draft, author=author, at=AT)
    decide(row, other, Outcome.UNCHANGED, at=LATER)


def statements(author, judge):
    row = anonymous(published(author).pk, ReportTopic.ILLEGAL)
    decide(row, judge, Outcome.REMOVED, at=LATER)


def withholdings(author, judge):
    row = anonymous(published(author).pk)
    decide(row, judge, Outcome.UNCHANGED, at=LATER)


def confirmations(author, judge):
    place = published(judge)
    anonymous(place.pk, email=author.email, language="de")


def queue_notices(author, judge):
    User.objects.filter(pk=author.pk).update(is_moderator=True)
    submit_venue(user=judge, venue_id=draft_of(member()).pk, at=AT)
    anonymous(published(judge).pk, ReportTopic.ILLEGAL)
    notify_moderators(at=LATER)


def keys(author, judge):
    make_key(user=author, name="Map", scopes=[], at=AT)
    revoke_all_keys(user=author, at=AT)


def deletion(author, judge):
    delete_account(user=author, at=AT)


CAUSES = {
    decisions: {"stewardship/decision"},
    invitations: {"stewardship/invitation"},
    managers: {"stewardship/managers"},
    merges: {"stewardship/merge"},
    changes: {"stewardship/changes", "stewardship/weekly_changes"},
    reports: {"stewardship/report"},
    statements: {"stewardship/statement"},
    withholdings: {"stewardship/withheld"},
    confirmations: {"stewardship/confirm_report"},
    queue_notices: {"stewardship/queue"},
    keys: {"accounts"},
    deletion: {"accounts/deleted"},
}
# Those of allauth: see test_sign_in_email_is_in_the_language_of_the_account_…
OF_ALLAUTH = {"account", "mfa"}


@pytest.mark.parametrize("cause", CAUSES, ids=lambda cause: cause.__name__)
def test_every_email_to_a_german_account_is_german(cause, author, judge):
    accepted_before(judge)
    mail.outbox.clear()
    cause(author, judge)
    mine = [email for email in mail.outbox if email.to == [author.email]]
    assert mine
    for email in mine:
        assert is_german(f"{email.subject}\n{email.body}")
    for email in mail.outbox:
        if email.to == [judge.email]:
            assert "Hello,\n" in email.body
    sent = {row.kind for row in Message.objects.to(author.email)}
    families = sent | {kind.partition("/")[0] for kind in sent}
    # Of the email about a deleted account, nothing stays.
    assert CAUSES[cause] - {"accounts/deleted"} <= families


def test_no_kind_of_email_is_left_out():
    names = {name for name in kinds._kinds if not name.startswith("test/")}
    assert names == set().union(*CAUSES.values()) | OF_ALLAUTH


def test_dates_in_emails_follow_the_language(author, judge):
    accepted_before(judge)
    changes(author, judge)
    assert "25. November 2026" in email_to(author.email)


def test_a_ready_made_reason_is_in_the_authors_language(client, author, judge):
    row = submit_venue(user=author, venue_id=draft_of(author).pk, at=AT)
    client.force_login(judge)
    form = {"verb": "refuse", "ready": "listed", "reason": "See the list."}
    client.post(f"/moderation/{row.pk}/decide/", form)
    text = email_to(author.email)
    assert "Diesen Ort gibt es schon" in text
    assert "This place is already listed" not in text
    page = client.get(f"/moderation/{row.pk}/").content.decode()
    assert ": <bdi>This place is already listed." in page
    assert "See the list." in page


def test_an_invitation_without_an_account_is_in_the_inviters_language(author):
    place = draft_of(author)
    with override("en"):
        invite(venue_id=place.pk, email="new@example.org", invited_by=author, at=AT)
    assert is_german(email_to("new@example.org"))


@pytest.mark.parametrize(
    ("account", "page", "is_in_german"),
    [("de", "en", True), ("en-gb", "de", False), ("", "de", True), ("", "en", False)],
)
def test_sign_in_email_is_in_the_language_of_the_account_or_else_of_the_page(
    client, account, page, is_in_german
):
    person = member("person", language=account)
    header = {"HTTP_ACCEPT_LANGUAGE": page}
    client.post("/accounts/password/reset/", {"email": person.email}, **header)
    assert is_german(email_to(person.email)) == is_in_german
    mail.outbox.clear()
    client.post("/accounts/signup/", {"email": person.email, **SIGN_UP}, **header)
    assert is_german(email_to(person.email)) == is_in_german


def test_signing_up_stores_the_language_of_the_page(client):
    form = {"email": "new@example.org", **SIGN_UP}
    client.post("/accounts/signup/", form, HTTP_ACCEPT_LANGUAGE="de")
    assert User.objects.get().language == "de"
    assert is_german(email_to("new@example.org"))


def test_the_language_is_changed_in_the_account_and_nowhere_else(client):
    person = member("person")
    client.force_login(person)
    page = client.get("/account/", HTTP_ACCEPT_LANGUAGE="de").content.decode()
    assert "Noch nicht gewählt" in page
    client.get("/reader/?language=de&next=/")
    person.refresh_from_db()
    assert person.language == ""
    client.post("/account/language/", {"language": "de"})
    person.refresh_from_db()
    assert person.language == "de"
    answer = client.post("/account/language/", {"language": "xx"})
    assert answer.status_code == 422
    assert 'aria-describedby="language-problem"' in answer.content.decode()
    with pytest.raises(UnknownLanguage):
        choose_language(user=person, language="xx")
