"""Delivery reports count only for emails that this site has sent."""

import contextlib
import io
import sys

import pytest
from django.core.management import CommandError, call_command

from geoapp.mailing import delivery
from geoapp.mailing.delivery_reports import (
    MAX_REPORT_BYTES,
    NotADeliveryReport,
    read_delivery_report,
)
from geoapp.mailing.models import RefusedAddress
from tests.mailing.conftest import TO
from tests.world import AT

pytestmark = [pytest.mark.django_db, pytest.mark.worker]

REPORT = """\
From: MAILER-DAEMON@mail.example.org
To: makerloom@localhost
Subject: Undelivered
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

It could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.org

Final-Recipient: rfc822; {to}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 No such person
--b
{returned}

Message-ID: {message_id}
Subject: A kiln for you

{text}
--b--
"""
WHOLE = "Content-Type: message/rfc822"
HEADERS = "Content-Type: text/rfc822-headers"


def report(message, **more) -> bytes:
    values = {
        "to": TO,
        "action": "failed",
        "status": "5.1.1",
        "returned": WHOLE,
        "message_id": delivery.message_id_header(message),
        "text": "It is warm.",
        **more,
    }
    return REPORT.format(**values).encode()


@pytest.mark.parametrize("returned", [WHOLE, HEADERS])
def test_a_lasting_failure_marks_the_address(queue, returned):
    assert read_delivery_report(report(queue(), returned=returned), at=AT) == [TO]
    row = RefusedAddress.objects.get()
    assert (row.address, row.reason) == (TO, "550 5.1.1 No such person")


@pytest.mark.parametrize(
    "more",
    [
        {"action": "delayed", "status": "4.2.2"},
        {"status": "4.2.2"},
        {"action": "delivered"},
        {"to": "other@example.org"},
    ],
)
def test_anything_else_marks_nobody(queue, more):
    assert read_delivery_report(report(queue(), **more), at=AT) == []
    assert not RefusedAddress.objects.exists()


@pytest.mark.parametrize(
    "more",
    [
        {"message_id": "<7b0c1b1e-0000-4000-8000-000000000000@localhost>"},
        {"message_id": "<something@else>"},
        {"message_id": ""},
    ],
)
def test_a_report_about_an_email_we_did_not_send_is_forged(queue, more):
    with pytest.raises(NotADeliveryReport):
        read_delivery_report(report(queue(), **more), at=AT)
    assert not RefusedAddress.objects.exists()


@pytest.mark.parametrize("data", [b"", b"\xff\x00", b"hello", b"a" * 300_000])
def test_what_is_no_report_is_refused(db, data):
    with pytest.raises(NotADeliveryReport):
        read_delivery_report(data, at=AT)
    assert MAX_REPORT_BYTES < 300_000


@pytest.mark.parametrize(
    "more",
    [
        {"returned": "Content-Type: text/rfc822-headers; charset=nonsense"},
        {"returned": "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64"},
        {"text": "Content-Type: message/rfc822\n\n" * 3000},
    ],
)
def test_a_broken_report_raises_nothing_else(queue, more):
    with contextlib.suppress(NotADeliveryReport):
        read_delivery_report(report(queue(), **more), at=AT)


def test_the_command_reads_standard_input(queue, monkeypatch, capsys):
    standard_input = io.TextIOWrapper(io.BytesIO(report(queue())))
    monkeypatch.setattr(sys, "stdin", standard_input)
    call_command("read_delivery_report")
    assert capsys.readouterr().out == f"{TO} refuses email.\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"hello")))
    with pytest.raises(CommandError, match="not a delivery report"):
        call_command("read_delivery_report")
