"""What waits in the outbox and what failed, for operators and recipients."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q, QuerySet

from geoapp.mailing.models import (
    Message,
    MessageQuerySet,
    RefusedAddress,
    State,
)

_ADDRESS = re.compile(r"\S+@\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxStatus:
    """Numbers of emails by state; `waiting_for` is the age of the oldest one due.

    `postponed` are those above a person's daily number, which wait for another day.

    `failed` are those that can be sent again. `last_reason` names no address.
    """

    waiting: int
    postponed: int
    waiting_for: timedelta | None
    failed: int
    uncertain: int
    left_out: int
    refused_addresses: int
    last_reason: str


def outbox_status(*, at: datetime) -> OutboxStatus:
    """Return what waits and what failed within the last 30 days. `at` is aware."""
    due = Q(state__in=(State.WAITING, State.HANDING_OVER), not_before__lte=at)
    counts = Message.objects.aggregate(
        waiting=Count("pk", filter=due),
        postponed=Count("pk", filter=Q(state=State.WAITING, not_before__gt=at)),
        oldest=Min("not_before", filter=due),
        failed=Count("pk", filter=Q(state=State.FAILED) & ~Q(context={})),
        uncertain=Count("pk", filter=Q(state=State.UNCERTAIN)),
        left_out=Count("pk", filter=Q(state=State.LEFT_OUT)),
    )
    troubled = Message.objects.exclude(reason="").order_by("-attempted_at")
    reason = troubled.values_list("reason", flat=True).first() or ""
    return OutboxStatus(
        waiting=counts["waiting"],
        postponed=counts["postponed"],
        waiting_for=at - counts["oldest"] if counts["oldest"] else None,
        failed=counts["failed"],
        uncertain=counts["uncertain"],
        left_out=counts["left_out"],
        refused_addresses=RefusedAddress.objects.count(),
        last_reason=_ADDRESS.sub("…", reason),
    )


def undelivered(addresses: Iterable[str]) -> MessageQuerySet:
    """Return the emails to these addresses that did not or may not have arrived."""
    rows = Message.objects.to(*addresses)
    return rows.filter(state__in=(State.FAILED, State.UNCERTAIN)).order_by(
        "-created_at"
    )


def refused_addresses(addresses: Iterable[str]) -> QuerySet[RefusedAddress]:
    """Return those of these addresses that refuse email for good."""
    known = [address.lower() for address in addresses]
    return RefusedAddress.objects.filter(address__in=known).order_by("address")


def undelivered_of_kind(kind: str, addresses: Iterable[str]) -> MessageQuerySet:
    """Return the emails of a kind to these addresses that did not or may not arrive.

    Those that were left out count too: nobody has got them. Newest first.
    """
    states = (State.FAILED, State.UNCERTAIN, State.LEFT_OUT)
    rows = Message.objects.to(*addresses).filter(kind=kind, state__in=states)
    return rows.order_by("-created_at")
