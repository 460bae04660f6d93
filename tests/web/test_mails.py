"""Mails speak for Makerloom, and their links lead to this site."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail

from geoapp.accounts.models import User

pytestmark = pytest.mark.django_db

PERSON = {
    "email": "new@example.org",
    "password1": "a-kiln-at-midnight-7",
    "guidelines": "on",
}


def sent() -> str:
    (message,) = mail.outbox
    text = f"{message.subject}\n{message.body}"
    assert message.subject.startswith("Makerloom: ")
    assert "example.com" not in text
    assert "{{" not in text
    return text


def test_the_mail_that_confirms_an_address(client):
    client.post("/accounts/signup/", PERSON)
    assert "http://127.0.0.1:8000/accounts/confirm-email/" in sent()


def test_the_mail_to_somebody_who_has_an_account(client):
    person = User.objects.create_user("new@example.org", "x" * 12)
    EmailAddress.objects.create(
        user=person, email=person.email, verified=True, primary=True
    )
    client.post("/accounts/signup/", PERSON)
    assert "/accounts/password/reset/" in sent()


def test_the_mail_that_leads_to_a_new_password(client):
    User.objects.create_user("new@example.org", "x" * 12)
    client.post("/accounts/password/reset/", {"email": "new@example.org"})
    assert "http://127.0.0.1:8000/accounts/password/reset/key/" in sent()


def test_a_mail_has_the_frame_of_all_mails(client):
    client.post("/accounts/signup/", PERSON)
    lines = sent().splitlines()
    assert lines[1] == "Hello,"
    assert [line for line in lines if line][-2:] == [
        "Makerloom",
        "Liked it online? Make it nearby.",
    ]
    (link,) = [line for line in lines if "/accounts/confirm-email/" in line]
    assert link.startswith("http://127.0.0.1:8000/")
