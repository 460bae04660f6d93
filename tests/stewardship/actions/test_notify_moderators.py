"""Moderators are emailed about what is new: as often as they want, or the operator."""

from datetime import timedelta

import pytest

from geoapp.stewardship.actions.notify_moderators import (
    choose_frequency,
    frequency_of,
    notify_moderators,
)
from geoapp.stewardship.actions.report import ReportDraft, report_item
from geoapp.stewardship.models import Contribution, Frequency, ReportTopic
from tests.people import draft_of, member, moderator
from tests.world import AT, venue

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

HOUR = timedelta(hours=1)


@pytest.fixture
def judge():
    return moderator("judge")


def submission(author, at=AT):
    place = draft_of(author, name=f"P {at:%H:%M}")
    return Contribution.objects.create(author=author, venue=place, made_at=at)


def reported(topic, at=AT, place=None):
    draft = ReportDraft(
        kind="venue", item_id=place or venue(), topic=topic, words="It is."
    )
    return report_item(draft=draft, author=None, at=at)


def test_once_a_day_and_only_about_what_is_new(judge, mailoutbox):
    notify_moderators(at=AT)
    assert mailoutbox == []
    submission(member())
    notify_moderators(at=AT + HOUR)
    assert [mail.to for mail in mailoutbox] == [[judge.email]]
    assert "- 1 submission" in mailoutbox[0].body
    assert "/moderation/" in mailoutbox[0].body
    submission(member(), at=AT + 2 * HOUR)
    notify_moderators(at=AT + 3 * HOUR)
    assert len(mailoutbox) == 1
    notify_moderators(at=AT + 25 * HOUR)
    assert len(mailoutbox) == 2
    notify_moderators(at=AT + 60 * HOUR)
    assert len(mailoutbox) == 2


@pytest.mark.parametrize("topic", [ReportTopic.PERSONAL, ReportTopic.ILLEGAL])
def test_what_hides_something_or_is_illegal_is_emailed_within_the_hour(
    judge, mailoutbox, topic
):
    place = venue()
    reported(ReportTopic.CLOSED)
    notify_moderators(at=AT)
    reported(topic, at=AT + HOUR, place=place)
    notify_moderators(at=AT + 2 * HOUR)
    assert len(mailoutbox) == 2
    assert "1 of the reports" in mailoutbox[1].body


def test_each_moderator_chooses_and_never_is_never(judge, mailoutbox):
    other = moderator("other")
    assert frequency_of(judge) == Frequency.DAILY
    choose_frequency(user=judge, frequency=Frequency.NEVER)
    choose_frequency(user=other, frequency=Frequency.HOURLY)
    for hours in range(2):
        reported(ReportTopic.PERSONAL, at=AT + hours * HOUR)
        notify_moderators(at=AT + hours * HOUR)
    assert [mail.to for mail in mailoutbox] == [[other.email]] * 2


def test_nobody_is_emailed_about_their_own(judge, mailoutbox):
    submission(judge)
    notify_moderators(at=AT)
    assert mailoutbox == []


@pytest.mark.parametrize(
    ("contact", "expected"),
    [("us@example.org", [["us@example.org"]]), ("https://example.org/", [])],
)
def test_without_a_moderator_the_operator_is_emailed(
    settings, mailoutbox, contact, expected
):
    settings.CONTACT = contact
    submission(member())
    notify_moderators(at=AT)
    notify_moderators(at=AT)
    assert [mail.to for mail in mailoutbox] == expected
