"""How much a person is sent a day, what is sent again, and what is forgotten."""

from datetime import timedelta

import pytest
from django.core.management import call_command

from geoapp.mailing import delivery
from geoapp.mailing.actions import (
    MAX_AUTOMATIC_A_DAY,
    MAX_POSTPONED,
    forget_recipients,
    send_again,
)
from geoapp.mailing.cleanup import delete_old
from geoapp.mailing.kinds import UnknownKind
from geoapp.mailing.models import Category, Message, RefusedAddress, State
from geoapp.mailing.status import outbox_status
from tests.mailing.conftest import TO
from tests.world import AT

pytestmark = [pytest.mark.django_db, pytest.mark.worker]

DAY = timedelta(days=1)


def test_no_24_hours_have_more_than_ten(queue):
    for minute in range(MAX_AUTOMATIC_A_DAY + MAX_POSTPONED + 5):
        queue(at=AT + timedelta(minutes=minute), to=TO if minute % 2 else TO.upper())
    planned = list(
        Message.objects.exclude(state=State.LEFT_OUT)
        .order_by("not_before")
        .values_list("not_before", flat=True)
    )
    assert len(planned) == MAX_AUTOMATIC_A_DAY + MAX_POSTPONED
    for start in planned:
        day = [moment for moment in planned if start <= moment < start + DAY]
        assert len(day) <= MAX_AUTOMATIC_A_DAY
    delivery.deliver_due(at=AT + timedelta(hours=1))
    assert Message.objects.filter(state=State.SENT).count() == MAX_AUTOMATIC_A_DAY
    delivery.deliver_due(at=AT + timedelta(hours=25))
    assert Message.objects.filter(state=State.SENT).count() == 2 * MAX_AUTOMATIC_A_DAY


def test_weekly_emails_give_way_first(queue):
    weekly = queue(Category.WEEKLY)
    for _ in range(MAX_AUTOMATIC_A_DAY - 1):
        queue()
    assert queue(Category.WEEKLY).state == State.LEFT_OUT
    last = queue()
    assert (last.state, last.not_before) == (State.WAITING, AT)
    weekly.refresh_from_db()
    assert weekly.state == State.LEFT_OUT


def test_sign_in_and_changed_dates_always_go(queue):
    for _ in range(MAX_AUTOMATIC_A_DAY):
        queue()
    for category in (Category.SIGN_IN, Category.CHANGED_DATE):
        for _ in range(3):
            message = queue(category)
            assert (message.state, message.not_before) == (State.WAITING, AT)


def test_the_limit_is_of_a_person_not_of_the_site(queue):
    for number in range(MAX_AUTOMATIC_A_DAY + 1):
        assert queue(to=f"person{number}@example.org").not_before == AT


def test_who_sends_a_form_twice_gets_one_email(queue):
    soon, minute = timedelta(seconds=9), timedelta(minutes=1)
    first = queue(Category.SIGN_IN, once_in=minute)
    again = queue(Category.SIGN_IN, at=AT + soon, to=TO.upper(), once_in=minute)
    assert again == first
    assert queue(Category.AUTOMATIC, at=AT + soon, once_in=minute) != first
    assert queue(Category.SIGN_IN, at=AT + minute, once_in=minute) != first
    assert queue(Category.SIGN_IN, at=AT + minute) != first


def test_an_unknown_kind_is_not_stored(queue):
    with pytest.raises(UnknownKind):
        queue("nothing")


def failed(message: Message, state: State = State.FAILED) -> None:
    Message.objects.filter(pk=message.pk).update(state=state, ended_at=AT, reason="no")


def test_failed_emails_are_sent_again_and_uncertain_ones_on_request(queue, capsys):
    sent, lost, uncertain = queue(), queue(), queue()
    failed(lost)
    failed(uncertain, State.UNCERTAIN)
    delivery.deliver_new(sent.pk, at=AT)
    call_command("send_emails_again")
    assert capsys.readouterr().out == "1 email queued.\n"
    call_command("send_emails_again", "--uncertain")
    assert capsys.readouterr().out == "1 email queued.\n"
    delivery.deliver_due(at=Message.objects.latest("not_before").not_before)
    assert set(Message.objects.values_list("state", flat=True)) == {State.SENT}


def test_without_its_text_an_email_is_not_sent_again(queue):
    failed(queue())
    delete_old(at=AT + timedelta(days=8))
    assert Message.objects.get().context == {}
    assert send_again(states=[State.FAILED], at=AT) == 0
    delete_old(at=AT + timedelta(days=31))
    assert not Message.objects.exists()


def test_what_an_address_has_rejected_is_not_sent_there_again(queue):
    failed(queue())
    failed(queue(Category.SIGN_IN))
    delivery.mark_refused(TO, reason="550 gone", at=AT)
    assert send_again(states=[State.FAILED], at=AT) == 1
    delete_old(at=AT + timedelta(days=200))
    assert not RefusedAddress.objects.exists()


def test_what_still_waits_is_never_deleted(queue):
    queue()
    delete_old(at=AT + timedelta(days=99))
    assert Message.objects.exists()


def test_recipients_are_forgotten_whatever_their_case(queue):
    queue(to="Ada@Example.org")
    other = queue(to="bo@example.org")
    delivery.mark_refused(TO, reason="550 gone", at=AT)
    forget_recipients([TO])
    assert list(Message.objects.all()) == [other]
    assert not RefusedAddress.objects.exists()


def test_the_status_says_what_waits_and_what_failed(queue):
    queue()
    failed(queue())
    failed(queue(), State.UNCERTAIN)
    delivery.mark_refused("bo@example.org", reason="550 gone", at=AT)
    status = outbox_status(at=AT + timedelta(minutes=5))
    assert (status.waiting, status.failed, status.uncertain) == (1, 1, 1)
    assert status.waiting_for == timedelta(minutes=5)
    assert status.refused_addresses == 1
