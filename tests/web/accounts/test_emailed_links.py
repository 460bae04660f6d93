"""Pages about links in emails: what to do without one, and one that was used."""

import re

import pytest
from django.core import mail
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]
FORM = {
    "email": "ada@example.org",
    "password1": "a-kiln-at-midnight-7",
    "guidelines": "on",
}


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_after_asking_for_a_password_the_page_says_what_to_do_without_email(client):
    for email in ("nobody@example.org", "nobody@example.org"):
        answer = client.post("/accounts/password/reset/", {"email": email}, follow=True)
    page = text(answer)
    assert "No email after a few minutes? Check your spam folder" in page
    assert '<a href="/accounts/password/reset/">ask for a new link</a>' in page
    assert "we send only one email" in page


def test_a_link_that_confirmed_an_address_says_so_and_leads_on():
    person = Client()
    person.post("/accounts/signup/", FORM)
    link = re.search(r"/accounts/confirm-email/\S+", mail.outbox[-1].body)[0]
    assert "Confirm that" in text(person.get(link))
    person.post(link)
    for answer in (person.get(link), person.post(link)):
        assert answer.status_code == 200
        assert "<strong>ada@example.org</strong> is already confirmed." in text(answer)
        assert 'href="/account/">Your account</a>' in text(answer)
    assert 'href="/accounts/login/">Sign in</a>' in text(Client().get(link))


def test_a_link_that_nobody_was_sent_confirms_nothing(client):
    page = text(client.get("/accounts/confirm-email/nonsense/"))
    assert "has expired or has already been used" in page
