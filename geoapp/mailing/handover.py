"""Hands one email to the configured mail backend and says what became of it."""

import re
import smtplib
from dataclasses import dataclass

from django.core.mail import EmailMessage, get_connection

from geoapp.mailing.models import State
from geoapp.mailing.smtp import HAND_OVER_S, SmtpBackend

__all__ = ["HAND_OVER_S", "HandOverResult", "hand_over"]

_PERMANENT = range(500, 600)
# RFC 3463: no such mailbox, domain or system, moved, or disabled. Other codes are about
# the sender, the message or the server, and would mark everybody's address.
_NO_ADDRESS = re.compile(r"5\.(1\.(1|2|3|6|10)|2\.1)\b")
_ENHANCED = re.compile(r"5\.\d{1,3}\.\d{1,3}\b")
# Without such a code (RFC 5321): no mailbox, not local, name not allowed.
_PLAIN_CODES = frozenset({550, 551, 553})
_ABOUT_SENDER = re.compile(r"relay|block|spam|blacklist|denied|policy", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverResult:
    """The state of an email after an attempt; WAITING: it is to be tried again."""

    state: State
    reason: str = ""
    unreachable: bool = False  # no server answered, so others need not be tried
    is_address_refused: bool = False


def hand_over(email: EmailMessage) -> HandOverResult:
    """Send an email with one connection, for at most 60 s."""
    backend = get_connection()
    email.connection = backend
    try:
        email.message()
    except ValueError as error:  # the header or the address cannot be written
        return HandOverResult(state=State.FAILED, reason=str(error))
    outcome = HandOverResult(state=State.SENT)
    try:
        email.send()
    except smtplib.SMTPRecipientsRefused as error:
        ((code, text),) = error.recipients.values()
        outcome = _answered(code, text, of_address=True)
    except smtplib.SMTPDataError as error:
        # Refused for what it says or how often: that is not the address's fault.
        outcome = _answered(error.smtp_code, error.smtp_error, of_address=False)
    # A wrong certificate or host name is a ValueError too, and nothing has been sent.
    except (smtplib.SMTPException, OSError, ValueError) as error:
        outcome = _broken_off(backend, error)
    return outcome


def _answered(code: int, text: bytes | str, *, of_address: bool) -> HandOverResult:
    words = text.decode(errors="replace") if isinstance(text, bytes) else text
    words = " ".join(words.split())
    reason = f"{code} {words}"
    if code not in _PERMANENT:
        return HandOverResult(state=State.WAITING, reason=reason)
    return HandOverResult(
        state=State.FAILED,
        reason=reason,
        is_address_refused=of_address and _is_no_address(code, words),
    )


def _is_no_address(code: int, words: str) -> bool:
    if _ENHANCED.match(words):
        return bool(_NO_ADDRESS.match(words))
    return code in _PLAIN_CODES and not _ABOUT_SENDER.search(words)


def _broken_off(backend: object, error: Exception) -> HandOverResult:
    reason = str(error) or type(error).__name__
    if isinstance(backend, SmtpBackend):
        if backend.progress.is_accepted:
            return HandOverResult(state=State.SENT)
        if backend.progress.is_text_begun:
            return HandOverResult(
                state=State.UNCERTAIN, reason=reason, unreachable=True
            )
    return HandOverResult(state=State.WAITING, reason=reason, unreachable=True)
