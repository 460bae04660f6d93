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
from django.utils import translation

from geoapp.mailing.handover import HAND_OVER_S, HandOverResult, hand_over
from geoapp.mailing.kinds import RenderedEmail, UnknownKind, email_kind
from geoapp.mailing.models import (
    Category,
    Message,
    MessageQuerySet,
    RefusedAddress,
    State,
)

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

    Also marks what was cut off.
    """
    _mark_cut_off(at=at)
    due = Message.objects.filter(state=State.WAITING, next_attempt_at__lte=at)
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
    rendered = _rendered(message, due, at=at) if message else None
    if message is None or rendered is None:
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


def _rendered(
    message: Message, due: MessageQuerySet, *, at: datetime
) -> RenderedEmail | None:
    """Render an email; None, with its state recorded, if there is nothing to send."""
    try:
        with translation.override(message.language or settings.LANGUAGE_CODE):
            rendered = email_kind(message.kind).render(message.context)
    except UnknownKind as error:
        due.update(state=State.FAILED, reason=str(error)[:_MAX_REASON], ended_at=at)
        return None
    except Exception:
        # A fault of ours: the others go on, and this one is tried again later.
        is_over = at > message.not_before + GIVEN_UP_AFTER
        due.update(
            state=State.FAILED if is_over else State.WAITING,
            reason="It could not be rendered.",
            next_attempt_at=at + _PAUSES[-1],
            ended_at=at if is_over else None,
        )
        raise
    if rendered is None:
        due.update(state=State.CANCELLED, context={}, ended_at=at)
    return rendered


def message_id_header(message: Message) -> str:
    """Return the Message-ID of an email (RFC 5322): reports of its delivery name it."""
    _name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return f"<{message.pk}@{address.rpartition('@')[2]}>"


def _record(message: Message, outcome: HandOverResult, *, at: datetime) -> None:
    state = outcome.state
    following = at + _PAUSES[min(message.attempts, len(_PAUSES)) - 1]
    if state == State.WAITING and following > message.not_before + GIVEN_UP_AFTER:
        state = State.FAILED
    # Not if it has been deleted or marked as cut off in the meantime.
    begun = Message.objects.filter(
        pk=message.pk, state=State.HANDING_OVER, attempts=message.attempts
    )
    if state == State.SENT and email_kind(message.kind).is_forgotten:
        begun.delete()
        return
    recorded = begun.update(
        state=state,
        reason=outcome.reason[:_MAX_REASON],
        unreachable=outcome.unreachable,
        next_attempt_at=following,
        ended_at=None if state == State.WAITING else at,
        context={} if state == State.SENT else message.context,
    )
    if recorded and outcome.is_address_refused:
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
