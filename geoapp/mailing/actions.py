"""Queue an email, send again what failed, and forget a recipient."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from geoapp.mailing.kinds import email_kind
from geoapp.mailing.models import (
    Category,
    Message,
    MessageQuerySet,
    RefusedAddress,
    State,
)
from geoapp.mailing.recipient_lock_sql import lock_recipient
from geoapp.mailing.tasks import deliver_email

# Automatic emails to one person in any 24 hours, from all features together.
MAX_AUTOMATIC_A_DAY = 10
# So many more wait for the following days; beyond them, emails are left out.
MAX_POSTPONED = 20
DAY = timedelta(days=1)
_NOT_SENT = (State.FAILED, State.UNCERTAIN, State.LEFT_OUT)


@transaction.atomic
def queue_email(
    kind: str,
    *,
    recipient: str,
    language: str,
    context: Mapping[str, Any],
    at: datetime,
    once_in: timedelta | None = None,
) -> UUID:
    """Store an email in the caller's transaction; the worker sends it afterwards.

    If the transaction is rolled back, there is no email. `language` is the recipient's,
    "" if it is not known (the site's then); `context` is plain JSON, `at` aware. The
    email is left out if the address rejects email or gets too many, unless its category
    goes always. Of one kind a recipient gets no second in the time `once_in`: whoever
    sends a form twice gets one email. Returns the email's id, or that of the first.
    Raises UnknownKind.
    """
    if once_in is not None:
        lock_recipient(recipient)
        same = Message.objects.to(recipient).filter(
            kind=kind, created_at__gt=at - once_in
        )
        if first := same.exclude(state__in=_NOT_SENT).first():
            return first.pk
    category = email_kind(kind).category
    message = Message(
        kind=kind,
        category=category,
        recipient=recipient,
        recipient_key=recipient.lower(),
        language=language,
        context=dict(context),
        created_at=at,
        not_before=at,
        next_attempt_at=at,
    )
    if category != Category.SIGN_IN:
        lock_recipient(recipient)
        _hold_to_limits(message, at=at)
    message.save(force_insert=True)
    if message.state == State.WAITING and message.not_before == at:
        deliver_email.defer(message_id=str(message.pk))
    return message.pk


def _hold_to_limits(message: Message, *, at: datetime) -> None:
    if RefusedAddress.objects.filter(address=message.recipient.lower()).exists():
        _leave_out(message, at=at)
    elif message.category != Category.CHANGED_DATE:
        _hold_to_daily_limit(message, at=at)


def _hold_to_daily_limit(message: Message, *, at: datetime) -> None:
    """Postpone or leave out an email beyond the limit; weekly ones give way first."""
    others = Message.objects.to(message.recipient).counted()
    planned = list(
        others.filter(not_before__gt=at - DAY)
        .order_by("-not_before")
        .values_list("not_before", flat=True)
    )
    if len(planned) < MAX_AUTOMATIC_A_DAY:
        return
    if message.category == Category.WEEKLY:
        _leave_out(message, at=at)
        return
    if _leave_out_a_weekly_one(others, at=at):
        return
    if sum(moment > at for moment in planned) >= MAX_POSTPONED:
        _leave_out(message, at=at)
    else:
        # A day after the tenth before it, so that no 24 hours have more than ten.
        start = planned[MAX_AUTOMATIC_A_DAY - 1] + DAY
        message.not_before = message.next_attempt_at = start


def _leave_out_a_weekly_one(others: MessageQuerySet, *, at: datetime) -> bool:
    weekly = others.filter(
        category=Category.WEEKLY, state=State.WAITING, not_before__lte=at
    ).first()
    if weekly is None:
        return False
    # Not if the worker is handing it over just now.
    waiting = others.filter(pk=weekly.pk, state=State.WAITING)
    return bool(waiting.update(state=State.LEFT_OUT, context={}, ended_at=at))


def _leave_out(message: Message, *, at: datetime) -> None:
    message.state = State.LEFT_OUT
    message.ended_at = at
    message.context = {}


@transaction.atomic
def send_again(
    *, states: Iterable[State], at: datetime, among: Iterable[UUID] | None = None
) -> int:
    """Queue emails of these final states again, all or `among` some; return how many.

    What has lost its text or goes to an address that refuses email is passed over.
    Sending an uncertain email again may deliver it twice, so that is for a person to
    decide.
    """
    rows = Message.objects.select_for_update().filter(state__in=list(states))
    if among is not None:
        rows = rows.filter(pk__in=list(among))
    refused = RefusedAddress.objects.values("address")
    keys = list(
        rows.exclude(context={})
        .exclude(~Q(category=Category.SIGN_IN), recipient_key__in=refused)
        .values_list("pk", flat=True)
    )
    Message.objects.filter(pk__in=keys).update(
        state=State.WAITING,
        reason="",
        attempts=0,
        unreachable=False,
        not_before=at,
        next_attempt_at=at,
        ended_at=None,
    )
    for key in keys:
        deliver_email.defer(message_id=str(key))
    return len(keys)


def accept_address(*, address: str) -> None:
    """Send all email to an address again that was marked as refusing it."""
    RefusedAddress.objects.filter(address=address.lower()).delete()


def forget_recipients(addresses: Iterable[str]) -> None:
    """Delete all that is stored about these addresses."""
    known = [address.lower() for address in addresses]
    Message.objects.to(*known).delete()
    RefusedAddress.objects.filter(address__in=known).delete()
