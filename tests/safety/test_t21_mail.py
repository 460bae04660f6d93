"""T21: nobody writes a header of a mail that we send, nor adds whom it goes to."""

import re

import pytest
from django.core import mail

from geoapp.accounts.models import User
from geoapp.mailing.models import Message, State
from geoapp.stewardship.emails import queue_decision, queue_invitation
from geoapp.stewardship.models import Contribution
from geoapp.venues.models import Invitation, Venue
from tests.drawing import pairs
from tests.people import draft_of, member
from tests.world import AT

pytestmark = pytest.mark.django_db

MORE = (
    "\nBcc: evil@example.com",
    "\r\nBcc: evil@example.com",
    "\rBcc: evil@example.com",
    "\r\n\r\nA body of my own",
    "\nContent-Type: text/html\n\n<script>alert(1)</script>",
    "\x00\nTo: evil@example.com",
    "\u2028Bcc: evil@example.com",
    "\x85Bcc: evil@example.com",
    "%0d%0aBcc: evil@example.com",
    ", evil@example.com",
    "; evil@example.com",
    "> <evil@example.com",
)
HEADERS = {
    "Content-Type",
    "MIME-Version",
    "Content-Transfer-Encoding",
    "Subject",
    "From",
    "To",
    "Date",
    "Message-ID",
    "Auto-Submitted",
}


def is_plain(message, to: str) -> None:
    """Hold that a mail has our headers and no other, and goes to one person."""
    parsed = message.message()
    assert set(parsed.keys()) == HEADERS
    assert len(parsed.keys()) == len(HEADERS)
    assert message.recipients() == [to]
    assert parsed["To"] == to
    assert parsed.get_content_type() == "text/plain"
    assert not parsed.is_multipart()
    # A long subject is folded: what follows a line break begins with a blank.
    assert not re.search(r"[\r\n](?![ \t])", str(parsed["Subject"]))
    assert not re.search(r"[\x00-\x1f\x85\u2028]", message.subject)


@pytest.fixture
def keeper(vocabulary):
    return member("keeper")


@pytest.mark.parametrize("more", MORE)
def test_an_invited_address_adds_nobody(client, keeper, more):
    place = draft_of(keeper)
    client.force_login(keeper)
    for address in (f"friend@example.org{more}", f"fr{more}iend@example.org"):
        form = {"invite": "1", "email": address}
        answer = client.post(f"/manage/{place.pk}/people/change/", form)
        assert answer.status_code == 422
    assert not Invitation.objects.exists()
    assert mail.outbox == []


@pytest.mark.parametrize("more", [m for m in MORE if "\n" in m or "\r" in m])
def test_an_address_that_came_in_another_way_is_not_sent_to(keeper, more):
    row = Invitation.objects.create(
        venue=draft_of(keeper),
        email=f"friend@example.org{more}".replace("\x00", ""),
        invited_by=keeper,
        invited_at=AT,
    )
    queue_invitation(row, at=AT)
    assert Message.objects.get().state == State.FAILED
    assert mail.outbox == []


@pytest.mark.parametrize("more", MORE)
def test_a_venues_name_cannot_leave_the_email(keeper, more):
    name = f"Kiln{more}".replace("\x00", "")
    place = draft_of(keeper)
    Venue.objects.filter(pk=place.pk).update(name=name)
    row = Invitation.objects.create(
        venue=place, email="friend@example.org", invited_by=keeper, invited_at=AT
    )
    queue_invitation(row, at=AT)
    (message,) = mail.outbox
    assert name in message.body
    is_plain(message, "friend@example.org")


@pytest.mark.parametrize("more", MORE)
def test_a_reason_and_a_title_cannot_leave_the_email(keeper, more):
    said = f"Kiln{more}".replace("\x00", "")
    place = draft_of(keeper)
    Venue.objects.filter(pk=place.pk).update(name=said)
    row = Contribution.objects.create(
        venue=place,
        author=keeper,
        made_at=AT,
        decision="refused",
        decided_at=AT,
        reason=said,
    )
    queue_decision(row, to=keeper, at=AT)
    (message,) = mail.outbox
    is_plain(message, keeper.email)


@pytest.mark.parametrize(
    ("more", "door"), pairs(MORE, ["signup", "password/reset", "login"], one_in=3)
)
def test_an_address_that_signs_up_adds_nobody(client, db, more, door):
    for address in (f"new@example.org{more}", f"ne{more}w@example.org"):
        form = {
            "email": address,
            "login": address,
            "password1": "a-kiln-at-midnight-7",
            "password": "a-kiln-at-midnight-7",
            "guidelines": "on",
        }
        assert client.post(f"/accounts/{door}/", form).status_code == 200
    assert mail.outbox == []
    assert not User.objects.exists()


def test_sign_up_emails_are_plain_text(client, db):
    form = {
        "email": "new@example.org",
        "password1": "a-kiln-at-midnight-7",
        "guidelines": "on",
    }
    client.post("/accounts/signup/", form)
    (message,) = mail.outbox
    is_plain(message, "new@example.org")
