"""SMTP with an end: a server that says nothing, or little by little, is left.

Django's backend limits each read (`EMAIL_TIMEOUT`), not the whole of a hand-over.
"""

import contextlib
import functools
import smtplib
import socket
import threading
from collections.abc import Callable, Sequence
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends import smtp

HAND_OVER_S = 60
_OK = 250
_GO_ON = 354


class HandOverProgress:
    """How far a hand-over has got, and the connection that it goes through."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.connection: smtplib.SMTP | None = None
        # The connection below TLS: a handshake works on another socket than `sock`.
        self.line: socket.socket | None = None
        self.is_text_begun = False
        self.is_accepted = False

    def break_off(self) -> None:
        """Close the connection under whoever waits for it."""
        if self.line is not None:
            with contextlib.suppress(OSError):
                self.line.shutdown(socket.SHUT_RDWR)

    def forget_line(self) -> None:
        """Let go of the connection."""
        if self.line is not None:
            self.line.close()
            self.line = None


class _Smtp(smtplib.SMTP):
    """Notes the progress of a connection, even while it is being opened."""

    def __init__(self, *args: Any, progress: HandOverProgress, **options: Any) -> None:
        progress.connection = self
        self.progress = progress
        self._is_data = False
        super().__init__(*args, **options)

    def data(self, msg: Any) -> tuple[int, bytes]:
        """Send the text of an email (the command DATA of RFC 5321)."""
        self._is_data = True
        code, reply = super().data(msg)
        self.progress.is_accepted = code == _OK
        return code, reply

    def getreply(self) -> tuple[int, bytes]:
        """Read a reply; the one to DATA lets the text begin."""
        code, reply = super().getreply()
        if self._is_data and code == _GO_ON:
            self.progress.is_text_begun = True
        return code, reply

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        """Connect, as smtplib does, and keep another handle of the connection."""
        connected = socket.create_connection((host, port), timeout, self.source_address)
        self.progress.line = connected.dup()
        return connected


class _SmtpSsl(_Smtp, smtplib.SMTP_SSL):
    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        connected = super()._get_socket(host, port, timeout)
        return self.context.wrap_socket(connected, server_hostname=host)


class SmtpBackend(smtp.EmailBackend):
    """Django's SMTP backend with a limit on the whole hand-over, and its progress."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Take what Django's backend takes."""
        super().__init__(*args, **options)
        self.progress = HandOverProgress()

    @property
    def connection_class(  # type: ignore[override] # its stubs want a class
        self,
    ) -> Callable[..., smtplib.SMTP]:
        """Return what opens a connection."""
        kind = _SmtpSsl if self.use_ssl else _Smtp
        return functools.partial(kind, progress=self.progress)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Send the emails and return how many were; break off after 60 s."""
        timer = threading.Timer(HAND_OVER_S, self.progress.break_off)
        timer.daemon = True
        timer.start()
        try:
            return int(super().send_messages(email_messages) or 0)
        finally:
            timer.cancel()
            self.progress.forget_line()
