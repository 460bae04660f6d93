"""Each email is handed over once, tried again as agreed, and never in a request."""

import socket
import ssl
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from geoapp.mailing import delivery, kinds
from geoapp.mailing.actions import forget_recipients
from geoapp.mailing.handover import HandOverResult
from geoapp.mailing.kinds import email_kind
from geoapp.mailing.models import Category, Message, RefusedAddress, State
from tests.mailing.conftest import TO
from tests.mailing.stub_server import CUT, stub_server
from tests.world import AT

pytestmark = [pytest.mark.django_db, pytest.mark.worker]


def deliver(message: Message, at=AT) -> Message:
    delivery.deliver_new(message.pk, at=at)
    message.refresh_from_db()
    return message


def test_an_email_is_a_job_until_the_worker_sends_it(queue):
    message = queue()
    assert message.state == State.WAITING
    assert mail.outbox == []
    job = ProcrastinateJob.objects.get()
    assert (job.task_name, job.args) == (
        "mailing.deliver_email",
        {"message_id": str(message.pk)},
    )
    assert deliver(message).state == State.SENT
    (email,) = mail.outbox
    assert (email.subject, email.to) == ("A kiln for you", [TO])
    assert email.extra_headers["Message-ID"] == delivery.message_id_header(message)


def test_without_the_transaction_there_is_no_email(queue):
    with transaction.atomic():
        queue()
        transaction.set_rollback(True)
    assert not Message.objects.exists()
    assert not ProcrastinateJob.objects.exists()


def test_what_was_sent_loses_its_text_and_is_not_sent_again(queue):
    message = deliver(queue())
    assert message.context == {}
    deliver(message, at=AT + timedelta(days=1))
    delivery.deliver_due(at=AT + timedelta(days=1))
    assert len(mail.outbox) == 1


def test_what_has_nothing_to_tell_any_more_is_cancelled(queue):
    assert deliver(queue(subject="")).state == State.CANCELLED
    assert mail.outbox == []


def test_a_second_worker_does_not_send_what_the_first_is_handing_over(queue):
    message = queue()
    Message.objects.update(state=State.HANDING_OVER, attempted_at=AT)
    deliver(message)
    delivery.deliver_due(at=AT + timedelta(seconds=30))
    assert mail.outbox == []


def test_what_a_killed_worker_was_handing_over_is_uncertain_and_stays_so(queue):
    message = queue()
    Message.objects.update(state=State.HANDING_OVER, attempted_at=AT)
    for minutes in (3, 60, 60 * 24):
        delivery.deliver_due(at=AT + timedelta(minutes=minutes))
    message.refresh_from_db()
    assert message.state == State.UNCERTAIN
    assert mail.outbox == []


def test_what_a_killed_worker_had_not_begun_is_sent_by_the_next_minute(queue):
    message = queue()
    ProcrastinateJob.objects.all().delete()
    delivery.deliver_due(at=AT + timedelta(minutes=1))
    message.refresh_from_db()
    assert message.state == State.SENT


def refused_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def test_a_refused_server_is_tried_after_growing_pauses_for_three_days(queue, settings):
    settings.EMAIL_BACKEND = "geoapp.mailing.smtp.SmtpBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", refused_port()
    message = queue()
    tried = []
    for minute in range(4 * 24 * 60):
        at = AT + timedelta(minutes=minute)
        if message.state != State.WAITING:
            break
        if at >= message.next_attempt_at:
            tried.append(minute)
            delivery.deliver_due(at=at)
            message.refresh_from_db()
    hours = [511 + 720 * n for n in range(1, 6)]
    assert tried == [0, 1, 6, 36, 156, 516, *(h + 5 for h in hours)]
    assert message.state == State.FAILED
    assert "refused" in message.reason
    assert message.context["text"] == "It is warm."


@pytest.mark.parametrize("replies", [{"CONNECT": ""}, {"RCPT": ""}, {"DATA": CUT}])
def test_a_silent_server_holds_up_one_email_not_the_others(queue, sent_by, replies):
    first, *others = [queue(to=f"person{n}@example.org") for n in range(18)]
    with stub_server(replies) as server:
        sent_by(server)
        deliver(first)
        for other in others:
            deliver(other, at=AT + timedelta(seconds=1))
        assert server.connections == 1
    assert Message.objects.filter(attempts=0).count() == len(others)
    with stub_server() as server:
        sent_by(server)
        delivery.deliver_due(at=AT + timedelta(minutes=2))
        assert len(server.received) == 18


def test_a_server_that_dribbles_is_left_after_the_limit(queue, sent_by, monkeypatch):
    monkeypatch.setattr("geoapp.mailing.smtp.HAND_OVER_S", 0.4)
    message = queue()
    with stub_server(drip_s=0.1) as server:
        sent_by(server)
        deliver(message)
    assert message.state == State.WAITING
    assert message.unreachable
    assert server.received == []


def test_a_handshake_that_dribbles_is_left_as_well(
    queue, sent_by, monkeypatch, settings
):
    monkeypatch.setattr("geoapp.mailing.smtp.HAND_OVER_S", 0.2)
    settings.EMAIL_USE_SSL = True
    # The beginning of a TLS record of 16 kB.
    replies = {"CONNECT": "\x16\x03\x03@\0" + "x" * 100}
    message = queue()
    with stub_server(replies, drip_s=0.05) as server:
        sent_by(server)
        deliver(message)
        assert 0 < server.dripped < 50
    assert message.state == State.WAITING
    assert message.unreachable


def test_cut_off_after_the_text_it_may_have_arrived(queue, sent_by):
    message = queue()
    with stub_server({"TEXT": CUT}) as server:
        sent_by(server)
        deliver(message)
        delivery.deliver_due(at=AT + timedelta(hours=1))
        assert server.connections == 1
    message.refresh_from_db()
    assert message.state == State.UNCERTAIN


def test_cut_off_after_the_server_accepted_it_was_sent(queue, sent_by):
    with stub_server({"QUIT": ""}) as server:
        sent_by(server)
        assert deliver(queue()).state == State.SENT
        assert len(server.received) == 1


@pytest.mark.parametrize(
    ("replies", "state", "is_marked"),
    [
        ({"RCPT": "550 5.1.1 No such person"}, State.FAILED, True),
        ({"RCPT": "550 No such person"}, State.FAILED, True),
        ({"RCPT": "554 5.7.1 Relay access denied"}, State.FAILED, False),
        ({"RCPT": "550 relay not permitted"}, State.FAILED, False),
        ({"RCPT": "530 Sign in first"}, State.FAILED, False),
        ({"RCPT": "451 4.2.2 Mailbox full"}, State.WAITING, False),
        ({"TEXT": "554 5.6.0 Too many links"}, State.FAILED, False),
        ({"TEXT": "452 4.3.1 Come back"}, State.WAITING, False),
        ({"MAIL": "530 5.7.0 Sign in first"}, State.WAITING, False),
    ],
)
def test_what_a_server_answers(queue, sent_by, replies, state, is_marked):
    with stub_server(replies) as server:
        sent_by(server)
        message = deliver(queue())
    assert message.state == state
    ((_verb, reply),) = replies.items()
    assert reply[4:] in message.reason
    assert RefusedAddress.objects.filter(address=TO).exists() is is_marked


def test_a_refusing_address_gets_sign_in_email_only(queue):
    waiting = queue()
    delivery.mark_refused(TO.upper(), reason="550 gone", at=AT)
    waiting.refresh_from_db()
    assert waiting.state == State.LEFT_OUT
    states = {category: queue(category).state for category in Category}
    assert states == {
        Category.SIGN_IN: State.WAITING,
        Category.CHANGED_DATE: State.LEFT_OUT,
        Category.AUTOMATIC: State.LEFT_OUT,
        Category.WEEKLY: State.LEFT_OUT,
    }


def test_what_ends_while_it_is_handed_over_is_not_written_back(queue, monkeypatch):
    """An account can be deleted meanwhile, and its address with it."""
    message = queue()

    def forget(_email):
        forget_recipients([TO])
        return HandOverResult(state=State.FAILED, reason="550", is_address_refused=True)

    monkeypatch.setattr(delivery, "hand_over", forget)
    delivery.deliver_new(message.pk, at=AT)
    assert not Message.objects.exists()
    assert not RefusedAddress.objects.exists()


def test_a_fault_of_ours_in_one_email_holds_up_no_other(queue, monkeypatch):
    def broken(_context):
        raise ZeroDivisionError

    bad, good = queue(Category.CHANGED_DATE), queue()
    kind = replace(email_kind(bad.kind), render=broken)
    monkeypatch.setitem(kinds._kinds, bad.kind, kind)
    with pytest.raises(ZeroDivisionError):
        delivery.deliver_due(at=AT)
    delivery.deliver_due(at=AT + timedelta(minutes=1))
    good.refresh_from_db()
    bad.refresh_from_db()
    assert (good.state, bad.state) == (State.SENT, State.WAITING)
    Message.objects.filter(pk=bad.pk).update(kind="gone/kind", next_attempt_at=AT)
    delivery.deliver_due(at=AT + timedelta(minutes=2))
    bad.refresh_from_db()
    assert bad.state == State.FAILED
    assert "gone/kind" in bad.reason


def test_a_wrong_certificate_is_no_reason_to_give_up(queue, monkeypatch):
    def refuse(_email):
        raise ssl.SSLCertVerificationError("self-signed certificate")

    monkeypatch.setattr(EmailMessage, "send", refuse)
    message = deliver(queue())
    assert (message.state, message.unreachable) == (State.WAITING, True)


def test_an_email_that_cannot_be_written_fails(queue):
    message = deliver(queue(subject="Two\nlines"))
    assert message.state == State.FAILED
    assert "Header" in message.reason
