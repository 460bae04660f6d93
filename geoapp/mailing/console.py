"""Emails on the terminal or in the log, where no mail server is set."""

from django.core.mail import EmailMessage
from django.core.mail.backends import console


class ConsoleBackend(console.EmailBackend):
    """As Django's, with the subject as a reader sees it.

    In the message itself curly quotes make it unreadable: `=?utf-8?q?Makerloom...?=`.
    """

    def write_message(self, message: EmailMessage) -> None:
        """Write the message, its decoded subject first."""
        written = message.message()
        del written["Subject"]
        text = written.as_bytes().decode("utf-8", "replace")
        subject = " ".join(str(message.subject).split())
        self.stream.write(f"Subject: {subject}\n{text}\n{'-' * 79}\n")
