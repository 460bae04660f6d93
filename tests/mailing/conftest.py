"""An outbox with one kind of email of each category."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from geoapp.mailing import kinds
from geoapp.mailing.actions import queue_email
from geoapp.mailing.kinds import EmailKind, RenderedEmail
from geoapp.mailing.models import Category, Message
from tests.mailing.stub_server import StubServer
from tests.world import AT

TO = "ada@example.org"

Queue = Callable[..., Message]


@pytest.fixture(autouse=True)
def kinds_of_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    for category in Category:
        kind = EmailKind(
            category=category,
            label="An email",
            render=lambda c: RenderedEmail(**c) if c.get("subject") else None,
        )
        monkeypatch.setitem(kinds._kinds, f"test/{category}", kind)


@pytest.fixture
def queue(db: None) -> Queue:
    def queue_one(
        category: Category = Category.AUTOMATIC,
        *,
        to: str = TO,
        at: datetime = AT,
        subject: str = "A kiln for you",
        **more: Any,
    ) -> Message:
        context = {"subject": subject, "text": "It is warm."}
        key = queue_email(
            f"test/{category}",
            recipient=to,
            language="",
            context=context,
            at=at,
            **more,
        )
        return Message.objects.get(pk=key)

    return queue_one


@pytest.fixture
def sent_by(settings) -> Callable[[StubServer], None]:
    """Let the site send its emails through a server."""

    def use(server: StubServer) -> None:
        settings.EMAIL_BACKEND = "geoapp.mailing.smtp.SmtpBackend"
        settings.EMAIL_HOST = "127.0.0.1"
        settings.EMAIL_PORT = server.port
        settings.EMAIL_TIMEOUT = 0.3

    return use
