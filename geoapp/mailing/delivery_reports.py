"""Reads delivery reports (RFC 3464): messages that say an email did not arrive."""

import email
import email.policy
import re
from collections.abc import Iterator
from datetime import datetime
from email.message import EmailMessage, MIMEPart
from uuid import UUID

from geoapp.common.errors import DomainError
from geoapp.mailing import delivery
from geoapp.mailing.models import Message

MAX_REPORT_BYTES = 200_000
_MESSAGE_ID = re.compile(
    r"^message-id:\s*<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@",
    re.IGNORECASE | re.MULTILINE,
)


class NotADeliveryReport(DomainError):
    """This is no report about an email of this site that could not be delivered."""


def read_delivery_report(report: bytes, *, at: datetime) -> list[str]:
    """Mark the addresses that a report says refuse email for good; return them.

    Anybody can write to the address that reports come to. So a report counts only if it
    contains the Message-ID of an email that this site sent to the same address.
    Raises NotADeliveryReport.
    """
    if len(report) > MAX_REPORT_BYTES:
        raise NotADeliveryReport("A delivery report has at most 200 kB.")
    try:
        parsed = email.message_from_bytes(report, policy=email.policy.default)
        sent = _sent_message(parsed)
        statuses = list(_statuses(parsed))
    except (ValueError, LookupError, RecursionError):
        # What the parser raises for unknown character sets and broken parts.
        raise NotADeliveryReport("It cannot be read as an email.") from None
    if sent is None:
        raise NotADeliveryReport("It names no email that this site has sent.")
    refused = []
    for status in statuses:
        address = str(status.get("Final-Recipient", "")).partition(";")[2].strip()
        original = str(status.get("Original-Recipient", "")).partition(";")[2].strip()
        code = str(status.get("Status", "")).strip()
        failed = str(status.get("Action", "")).strip().lower() == "failed"
        named = {address.lower(), original.lower()}
        if failed and code.startswith("5.") and sent.recipient.lower() in named:
            reason = str(status.get("Diagnostic-Code", code)).partition(";")[2]
            delivery.mark_refused(
                sent.recipient, reason=" ".join(reason.split()) or code, at=at
            )
            refused.append(sent.recipient)
    return refused


def _sent_message(report: EmailMessage) -> Message | None:
    """Return the email that a report returns, whole or only its headers."""
    for part in report.walk():
        kind = part.get_content_type()
        if kind == "message/rfc822":
            (returned, *_rest) = part.iter_parts()
            text = f"Message-ID: {returned.get('Message-ID', '')}"
        elif kind == "text/rfc822-headers":
            text = part.get_content()
        else:
            continue
        found = _MESSAGE_ID.search(text)
        if found:
            return Message.objects.filter(pk=UUID(found.group(1))).first()
    return None


def _statuses(report: EmailMessage) -> Iterator[MIMEPart]:
    for part in report.walk():
        if part.get_content_type() == "message/delivery-status":
            yield from part.iter_parts()
