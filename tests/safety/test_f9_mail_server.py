"""F9: without a mail server that answers, every page answers as before."""

import pytest
from allauth.account.models import EmailAddress

from geoapp.accounts.models import User
from geoapp.mailing import delivery
from geoapp.mailing.models import Message, State
from tests.mailing.stub_server import stub_server

pytestmark = [pytest.mark.django_db, pytest.mark.worker]

PASSWORD = "a-kiln-at-midnight-7"


def ask_for_emails(client) -> list[int]:
    """Sign up, reset passwords and return the status of each answer."""
    form = {"email": "new@example.org", "password1": PASSWORD, "guidelines": "on"}
    statuses = [client.post("/accounts/signup/", form).status_code]
    client.logout()
    for number in range(18):
        email = f"person{number}@example.org"
        user = User.objects.create_user(email, PASSWORD)
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
        # Each person at an address of their own, so that no limit is reached.
        answer = client.post(
            "/accounts/password/reset/",
            {"email": email},
            REMOTE_ADDR=f"192.0.2.{number}",
        )
        statuses.append(answer.status_code)
    return [*statuses, client.get("/accounts/login/").status_code]


@pytest.mark.parametrize("replies", [{"CONNECT": ""}, {"CONNECT": "421 Go away"}])
def test_no_request_speaks_to_the_mail_server(client, settings, replies):
    settings.EMAIL_BACKEND = "geoapp.mailing.smtp.SmtpBackend"
    settings.EMAIL_HOST, settings.EMAIL_TIMEOUT = "127.0.0.1", 0.2
    with stub_server(replies) as server:
        settings.EMAIL_PORT = server.port
        assert ask_for_emails(client) == [*[302] * 19, 200]
        assert server.connections == 0
        assert Message.objects.filter(state=State.WAITING).count() == 19
        at = Message.objects.latest("created_at").created_at
        delivery.deliver_due(at=at)
        assert server.connections == 1
    with stub_server() as server:
        settings.EMAIL_PORT = server.port
        delivery.deliver_due(at=at + delivery.GIVEN_UP_AFTER / 2)
        assert len(server.received) == 19
    assert not Message.objects.exclude(state=State.SENT).exists()


def test_a_link_in_an_email_is_forgotten_once_it_is_sent(client, mailoutbox):
    User.objects.create_user("ada@example.org", PASSWORD)
    client.post("/accounts/password/reset/", {"email": "ada@example.org"})
    message = Message.objects.get()
    assert "/accounts/password/reset/key/" in message.context["text"]
    delivery.deliver_new(message.pk, at=message.created_at)
    message.refresh_from_db()
    assert message.context == {}
    assert len(mailoutbox) == 1
