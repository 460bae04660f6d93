"""Reports by anybody, and what they hide until a moderator has decided."""

from uuid import uuid4

import pytest

from geoapp.accounts.personal_data import delete_account
from geoapp.stewardship.actions.appeal import appeal
from geoapp.stewardship.actions.contribute import (
    save_change,
    submit_venue,
    withdraw,
)
from geoapp.stewardship.actions.report import (
    MessageMissing,
    NotReportable,
    ReportDraft,
    report_item,
)
from geoapp.stewardship.models import Contribution, Outcome, Report, ReportTopic
from geoapp.stewardship.report_models import Side, normalised_number
from geoapp.venues.actions.change_publication import withdraw_venue
from geoapp.venues.models import Venue
from geoapp.venues.stored_records import values_of
from tests.people import member, moderator
from tests.photos import photo_of
from tests.stewardship.reporting import anonymous, decide, managed, shown
from tests.world import AT, venue

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


@pytest.fixture
def judge():
    return moderator("judge")


def test_nobody_needs_an_account_and_gets_a_number():
    row = anonymous(venue(), ReportTopic.ILLEGAL)
    assert (row.author, row.title) == (None, "Workshop")
    assert normalised_number(row.number.lower().replace("-", " ")) == row.number
    assert normalised_number("oil1-0000-ab") == "0111-0000-AB"
    assert Report.objects.filter(number=row.number).count() == 1


def test_only_what_is_public_and_only_its_topics_can_be_reported():
    place = venue()
    with pytest.raises(NotReportable):
        anonymous(uuid4())
    with pytest.raises(NotReportable):
        anonymous(place, ReportTopic.CLAIM)
    with pytest.raises(NotReportable):
        anonymous(place, kind="user")
    withdraw_venue(venue_id=place)
    with pytest.raises(NotReportable):
        anonymous(place)
    draft = ReportDraft(kind="venue", item_id=venue("B"), topic=ReportTopic.ILLEGAL)
    with pytest.raises(MessageMissing):
        report_item(draft=draft, author=None, at=AT)


def test_a_form_sent_twice_makes_one_report(mailoutbox):
    place, report_id = venue(), uuid4()
    both = [
        anonymous(place, report_id=report_id, email="a@example.org")
        for _try in range(2)
    ]
    assert both[0] == both[1]
    assert Report.objects.count() == 1
    assert len(mailoutbox) == 1


def test_my_home_shows_only_the_area_until_it_is_decided(judge):
    place = venue()
    before = shown(place)
    row = anonymous(place)
    assert row.hides
    assert shown(place)["point"] != before["point"]
    assert shown(place)["uncertainty_m"]
    decide(row, judge, Outcome.UNCHANGED)
    assert shown(place) == before
    again = anonymous(place)
    assert not again.hides
    assert shown(place) == before


@pytest.mark.parametrize("last", [Outcome.AREA_ONLY, Outcome.UNCHANGED])
@pytest.mark.parametrize("first", [0, 1])
def test_what_one_report_hides_no_decision_on_another_shows(judge, first, last):
    place = venue()
    before = shown(place)
    reports = [anonymous(place), anonymous(place)]
    decide(reports[first], judge, last)
    assert shown(place)["point"] != before["point"]
    decide(reports[1 - first], judge, Outcome.UNCHANGED)
    is_hidden = shown(place)["point"] != before["point"]
    assert is_hidden == (last == Outcome.AREA_ONLY)


@pytest.mark.parametrize(
    "own", [{}, {"hide_exact_place": True}, {"area_served_m": 5_000}]
)
def test_no_setting_of_a_trusted_manager_shows_what_a_report_hides(judge, own):
    place, manager = managed(owner=True)
    for _number in range(3):
        Contribution.objects.create(
            author=manager, venue_id=place, made_at=AT, decision="accepted"
        )
    exact = shown(place)["point"]

    def change(**changes):
        base = values_of(place)
        save_change(user=manager, venue_id=place, changes=changes, base=base, at=AT)

    change(**own)
    row = anonymous(place)
    for outcome in (None, Outcome.AREA_ONLY):
        if outcome is not None:
            decide(row, judge, outcome)
        withdraw(user=manager, venue_id=place, at=AT)
        change(hide_exact_place=False, area_served_m=None)
        submit_venue(user=manager, venue_id=place, at=AT)
        assert shown(place)["point"] != exact
    again = appeal(report_id=row.pk, side=Side.AUTHOR, words="A shop.", at=AT)
    assert shown(place)["point"] != exact
    decide(again, moderator("other"), Outcome.UNCHANGED)
    assert shown(place)["point"] == exact


def test_deleting_the_reporters_account_leaves_what_was_decided(judge):
    place, reporter = venue(), member("reporter")
    exact = shown(place)["point"]
    draft = ReportDraft(
        kind="venue", item_id=place, topic=ReportTopic.PERSONAL, words="My home."
    )
    row = report_item(draft=draft, author=reporter, at=AT)
    delete_account(user=reporter, at=AT)
    row.refresh_from_db()
    assert (row.author, row.words, row.decision) == (None, "", "waiting")
    assert shown(place)["point"] != exact
    decide(row, judge, Outcome.UNCHANGED)
    assert shown(place)["point"] == exact


def test_a_photo_of_a_person_is_hidden_until_it_is_decided(judge, media):
    place, manager = managed()
    photo = photo_of(Venue.objects.get(pk=place), manager)
    row = anonymous(photo.pk, kind="photo")
    assert shown(place)["page"]["photos"] == []
    decide(row, judge, Outcome.UNCHANGED)
    assert len(shown(place)["page"]["photos"]) == 1
