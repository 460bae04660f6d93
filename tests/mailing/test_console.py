"""Emails on the terminal say their subject as a reader sees it."""

from io import StringIO

from django.core.mail import EmailMessage

from geoapp.mailing.console import ConsoleBackend


def test_a_subject_with_curly_quotes_is_readable():
    stream = StringIO()
    email = EmailMessage(
        "Makerloom: “Kiln Yard” at noon", "Grüße", to=["a@example.org"]
    )
    ConsoleBackend(stream=stream).send_messages([email])
    written = stream.getvalue()
    assert written.startswith("Subject: Makerloom: “Kiln Yard” at noon\n")
    assert written.count("Subject:") == 1
    assert "=?utf-8?" not in written
    assert "To: a@example.org" in written
