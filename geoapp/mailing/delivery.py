"""Hands emails of the outbox over to the mail server: each at most once.

An email is marked before the connection is opened. If the worker is killed from there
on, nobody can know whether the server has taken it: the email is then uncertain, and
is not repeated by itself.
"""

import time
from datetime import datetime, timedelta
from email.utils import parseaddr
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage

from geoapp.mailing.handover import HAND_OVER_S, Outcome, hand_over
from geoapp.mailing.kinds import email_kind
from geoapp.mailing.models import Category, Message, RefusedAddress, State

# Pauses after the first, second, ... failed attempt, then the last one again.
_PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=12),
)
GIVEN_UP_AFTER = timedelta(days=3)
# A server that has not answered is asked again by the job of the next minute.
_SERVER_PAUSE = timedelta(minutes=1)
# No hand-over lasts longer: whoever began it has been killed.
_CUT_OFF_AFTER = timedelta(seconds=2 * HAND_OVER_S)
# The job of a minute begins no further email after this.
_BATCH_S = 50
_MAX_REASON = 300


def deliver_new(message_id: UUID, *, at: datetime) -> None:
    """Try an email that is due, unless no server answered within the last minute."""
    down = Message.objects.filter(unreachable=True, attempted_at__gt=at - _SERVER_PAUSE)
    if not down.exists():
        _deliver(message_id, at=at)


def deliver_due(*, at: datetime) -> None:
    """Try what is due, the longest due first, until no server answers.

    Also marks what was cut off, and gives up what has been tried for three days.
    """
    _mark_cut_off(at=at)
    due = Message.objects.filter(state=State.WAITING, next_attempt_at__lte=at)
    due.filter(not_before__lte=at - GIVEN_UP_AFTER).update(
        state=State.FAILED, ended_at=at
    )
    end = time.monotonic() + _BATCH_S
    for message_id in due.order_by("next_attempt_at").values_list("pk", flat=True):
        if time.monotonic() > end or not _deliver(message_id, at=at):
            break


def _mark_cut_off(*, at: datetime) -> None:
    begun = Message.objects.filter(state=State.HANDING_OVER)
    begun.filter(attempted_at__lt=at - _CUT_OFF_AFTER).update(
        state=State.UNCERTAIN, reason="The hand-over was cut off.", ended_at=at
    )


def _deliver(message_id: UUID, *, at: datetime) -> bool:
    """Try one email; return whether the next may be tried at once."""
    due = Message.objects.filter(
        pk=message_id, state=State.WAITING, next_attempt_at__lte=at
    )
    message = due.first()
    if message is None:
        return True
    rendered = email_kind(message.kind).render(message.context)
    if rendered is None:
        due.update(state=State.CANCELLED, context={}, ended_at=at)
        return True
    email = EmailMessage(
        rendered.subject,
        rendered.text,
        settings.DEFAULT_FROM_EMAIL,
        [message.recipient],
        headers={
            "Message-ID": message_id_header(message),
            "Auto-Submitted": "auto-generated",  # RFC 3834
        },
    )
    # Only one process gets past this line with the same email.
    claimed = due.update(
        state=State.HANDING_OVER, attempted_at=at, attempts=message.attempts + 1
    )
    if not claimed:
        return True
    message.attempts += 1
    outcome = hand_over(email)
    _record(message, outcome, at=at)
    return not outcome.unreachable


def message_id_header(message: Message) -> str:
    """Return the Message-ID of an email (RFC 5322): reports of its delivery name it."""
    _name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return f"<{message.pk}@{address.rpartition('@')[2]}>"


def _record(message: Message, outcome: Outcome, *, at: datetime) -> None:
    state = outcome.state
    following = at + _PAUSES[min(message.attempts, len(_PAUSES)) - 1]
    if state == State.WAITING and following > message.not_before + GIVEN_UP_AFTER:
        state = State.FAILED
    message.state = state
    message.reason = outcome.reason[:_MAX_REASON]
    message.unreachable = outcome.unreachable
    if state == State.WAITING:
        message.next_attempt_at = following
    else:
        message.ended_at = at
    if state == State.SENT:
        message.context = {}
    message.attempted_at = at
    message.save()
    if outcome.is_address_refused:
        mark_refused(message.recipient, reason=outcome.reason, at=at)


def mark_refused(address: str, *, reason: str, at: datetime) -> None:
    """Note that an address refuses email for good, and leave out what waits for it."""
    RefusedAddress.objects.update_or_create(
        address=address.lower(),
        defaults={"reason": reason[:_MAX_REASON], "since": at},
    )
    Message.objects.to(address).filter(state=State.WAITING).exclude(
        category=Category.SIGN_IN
    ).update(state=State.LEFT_OUT, context={}, ended_at=at)
