"""The account says which emails did not arrive, and lets an address try again."""

import pytest

from geoapp.mailing import delivery
from geoapp.mailing.actions import queue_email
from geoapp.mailing.models import Message, RefusedAddress, State
from tests.people import member
from tests.world import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    user = member("ada")
    client.force_login(user)
    return user


def page(client) -> str:
    return client.get("/account/").content.decode()


def test_failed_and_uncertain_emails_are_named(client, person):
    for state in (State.FAILED, State.UNCERTAIN, State.SENT):
        key = queue_email(
            "account/test",
            recipient=person.email,
            language="",
            context={"subject": "A", "text": "B"},
            at=AT,
        )
        Message.objects.filter(pk=key).update(state=state)
    text = page(client)
    assert text.count("An email about signing in or security") == 2
    assert text.count("may have arrived") == 1


def test_without_trouble_nothing_is_said(client, person):
    assert "did not reach you" not in page(client)


def test_a_refusing_address_can_be_tried_again(client, person):
    reason = "550 <script>alert(1)</script>"
    delivery.mark_refused(person.email, reason=reason, at=AT)
    text = page(client)
    assert "does not accept our emails" in text
    assert "550 &lt;script&gt;" in text
    client.post("/account/email/again/", {"address": person.email.upper()})
    assert not RefusedAddress.objects.exists()


def test_nobody_frees_somebody_elses_address(client, person):
    delivery.mark_refused("other@example.org", reason="550", at=AT)
    client.post("/account/email/again/", {"address": "other@example.org"})
    assert RefusedAddress.objects.exists()
