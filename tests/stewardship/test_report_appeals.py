"""Reasons for both sides, an appeal each, and what is forgotten afterwards."""

from datetime import timedelta

import pytest

from geoapp.publishing.models import PublishedVenue
from geoapp.stewardship.actions.appeal import CannotAppeal, appeal
from geoapp.stewardship.actions.confirm_report import confirm_address
from geoapp.stewardship.actions.forget_reporters import forget_reporters
from geoapp.stewardship.actions.report import (
    ReportDraft,
    report_item,
)
from geoapp.stewardship.actions.resolve_report import (
    OwnDecision,
)
from geoapp.stewardship.models import Outcome, ReportTopic
from geoapp.stewardship.report_models import Side
from geoapp.venues.models import Organizer, Venue
from tests.people import member, moderator
from tests.stewardship.reporting import anonymous, decide, managed, shown
from tests.world import AT, venue

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


@pytest.fixture
def judge():
    return moderator("judge")


def test_reporter_and_manager_get_the_reasons(judge, mailoutbox):
    place, manager = managed()
    row = anonymous(place, email="ada@example.org")
    # The manager is told that the exact location is hidden.
    assert {m.to[0] for m in mailoutbox} == {"ada@example.org", manager.email}
    confirm_address(report_id=row.pk, at=AT)
    decide(row, judge, Outcome.REMOVED, reason="A private home.")
    told = {mail.to[0]: mail.body for mail in mailoutbox[2:]}
    assert set(told) == {"ada@example.org", manager.email}
    for body in told.values():
        assert "A private home." in body
        assert "appeal within six months" in body
    assert f"/reports/{row.number}/" in told["ada@example.org"]
    statement = told[manager.email]
    assert f"/decisions/{row.pk}/" in statement
    assert "privacy" in statement
    assert row.number not in statement
    assert "ada@example.org" not in statement


def test_an_address_that_nobody_confirmed_gets_nothing_more(judge, mailoutbox):
    row = anonymous(venue(), email="ada@example.org")
    decide(row, judge, Outcome.CORRECTED)
    assert len(mailoutbox) == 1
    confirm_address(report_id=row.pk, at=AT)
    confirm_address(report_id=row.pk, at=AT)
    assert len(mailoutbox) == 2


def test_the_answer_is_in_the_language_of_the_form(judge, mailoutbox):
    row = anonymous(venue(), email="ada@example.org", language="de")
    confirm_address(report_id=row.pk, at=AT)
    decide(row, judge, Outcome.CORRECTED)
    asked, decided = mailoutbox
    assert "bestätige es" in asked.body
    assert "Die Entscheidung: Korrigiert." in decided.body


def test_another_moderator_decides_on_an_appeal(judge, mailoutbox):
    place, manager = managed()
    before = shown(place)
    row = anonymous(place, ReportTopic.ILLEGAL)
    decide(row, judge, Outcome.REMOVED)
    appeal(report_id=row.pk, side=Side.AUTHOR, words="It is a shop.", at=AT)
    assert not PublishedVenue.objects.exists()
    other = moderator("other")
    with pytest.raises(OwnDecision):
        decide(row, judge, Outcome.UNCHANGED)
    decide(row, other, Outcome.UNCHANGED)
    assert shown(place) == before
    assert mailoutbox[-1].to == [manager.email]
    assert row.superseded_decisions.get().outcome == "removed"
    with pytest.raises(CannotAppeal):
        appeal(report_id=row.pk, side=Side.AUTHOR, words="Thanks.", at=AT)


def test_each_side_appeals_once_and_only_once(judge):
    place, _manager = managed()
    row = anonymous(place, ReportTopic.ILLEGAL)
    decide(row, judge, Outcome.UNCHANGED)
    appeal(report_id=row.pk, side=Side.REPORTER, words="It is.", at=AT)
    decide(row, moderator("other"), Outcome.REMOVED)
    with pytest.raises(CannotAppeal):
        appeal(report_id=row.pk, side=Side.REPORTER, words="Thanks.", at=AT)
    appeal(report_id=row.pk, side=Side.AUTHOR, words="It is not.", at=AT)
    assert not PublishedVenue.objects.exists()


def test_an_appeal_beside_a_newer_report_of_the_same_is_an_error(judge):
    place, reporter = venue(), member("reporter")

    def send():
        draft = ReportDraft(
            kind="venue", item_id=place, topic=ReportTopic.ILLEGAL, words="It is."
        )
        return report_item(draft=draft, author=reporter, at=AT)

    row = send()
    decide(row, judge, Outcome.UNCHANGED)
    send()
    with pytest.raises(CannotAppeal):
        appeal(report_id=row.pk, side=Side.REPORTER, words="It is.", at=AT)


def test_an_appeal_does_not_publish_what_was_erased_in_the_meantime(judge):
    place, _manager = managed()
    first = anonymous(place, ReportTopic.ILLEGAL)
    second = anonymous(place, ReportTopic.MISTAKE)
    decide(first, judge, Outcome.REMOVED)
    decide(second, judge, Outcome.ERASED)
    appeal(report_id=first.pk, side=Side.AUTHOR, words="A toy.", at=AT)
    decide(first, moderator("other"), Outcome.UNCHANGED)
    assert not PublishedVenue.objects.exists()


def test_what_two_reports_removed_returns_when_neither_does(judge):
    place, _manager = managed()
    before = shown(place)
    rows = [anonymous(place, t) for t in (ReportTopic.ILLEGAL, ReportTopic.MISTAKE)]
    for row in rows:
        decide(row, judge, Outcome.REMOVED)
        appeal(report_id=row.pk, side=Side.AUTHOR, words="A toy.", at=AT)
    decide(rows[0], moderator("other"), Outcome.UNCHANGED)
    assert not PublishedVenue.objects.exists()
    decide(rows[1], moderator("third"), Outcome.UNCHANGED)
    assert shown(place) == before


def test_nobody_decides_about_something_of_their_own(judge):
    place, _manager = managed()
    Organizer.objects.create(venue_id=place, user=judge, since=AT)
    row = anonymous(place, ReportTopic.ILLEGAL)
    other = moderator("other")
    with pytest.raises(OwnDecision):
        decide(row, judge, Outcome.UNCHANGED)
    decide(row, other, Outcome.UNCHANGED)


def test_where_there_is_no_other_moderator_the_same_one_decides(judge):
    row = anonymous(venue())
    decide(row, judge, Outcome.UNCHANGED)
    appeal(report_id=row.pk, side=Side.REPORTER, words="It is.", at=AT)
    decide(row, judge, Outcome.AREA_ONLY)
    assert Venue.objects.get().place_withheld


def test_after_six_months_nobody_appeals_and_the_reporter_is_forgotten(judge):
    row = anonymous(venue(), email="ada@example.org")
    confirm_address(report_id=row.pk, at=AT)
    decide(row, judge, Outcome.UNCHANGED)
    late = AT + timedelta(days=184)
    with pytest.raises(CannotAppeal):
        appeal(report_id=row.pk, side=Side.REPORTER, words="It is.", at=late)
    forget_reporters(at=AT + timedelta(days=182))
    row.refresh_from_db()
    assert row.words
    forget_reporters(at=late)
    row.refresh_from_db()
    assert (row.words, row.email, row.reason) == ("", "", "Because.")


def test_an_unconfirmed_address_is_forgotten_after_a_week():
    row = anonymous(venue(), email="ada@example.org")
    forget_reporters(at=AT + timedelta(days=8))
    row.refresh_from_db()
    assert (row.email, row.words) == ("", "I live there.")
