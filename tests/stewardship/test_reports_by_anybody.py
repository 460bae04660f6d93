"""Reports by anybody: what is hidden, what each decision does, reasons, appeals."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.forms.models import model_to_dict
from psycopg.sql import SQL, Identifier

from geoapp.accounts.personal_data import delete_account
from geoapp.publishing.models import PublishedVenue
from geoapp.stewardship.actions.appeal import CannotAppeal, appeal
from geoapp.stewardship.actions.confirm_report import confirm_address
from geoapp.stewardship.actions.contribute import (
    save_change,
    submit_venue,
    withdraw,
)
from geoapp.stewardship.actions.forget_reporters import forget_reporters
from geoapp.stewardship.actions.report import (
    MessageMissing,
    NotReportable,
    ReportDraft,
    report_item,
)
from geoapp.stewardship.actions.resolve_report import (
    GroundMissing,
    OwnDecision,
    ReasonMissing,
    Resolution,
    UnknownOutcome,
    resolve_report,
)
from geoapp.stewardship.kinds import content_kinds
from geoapp.stewardship.models import Contribution, Outcome, Report, ReportTopic
from geoapp.stewardship.report_models import Side, normalised_number
from geoapp.tutorials.actions import import_listing
from geoapp.tutorials.models import Tutorial
from geoapp.venues.actions.change_publication import withdraw_venue
from geoapp.venues.models import Organizer, Photo, SourceRecord, Venue
from geoapp.venues.stored_records import values_of
from tests.people import member, moderator
from tests.photos import photo_of
from tests.world import AT, record, venue, venues

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

NEVER_COMPARED = {"changed_at", "version", "search", "search_vector"}


@pytest.fixture
def judge():
    return moderator("judge")


def anonymous(item_id, topic=ReportTopic.PERSONAL, *, kind="venue", **more) -> Report:
    draft = ReportDraft(
        kind=kind, item_id=item_id, topic=topic, words="I live there.", **more
    )
    return report_item(draft=draft, author=None, at=AT)


def decide(row, judge, outcome, *, at=AT, **more) -> Report:
    row.refresh_from_db()
    more = {"reason": "Because.", "ground": "privacy", **more}
    return resolve_report(
        report_id=row.pk,
        by=judge,
        resolution=Resolution(outcome=outcome, **more),
        at=at,
        seen=row.state,
    )


def shown(venue_id) -> dict:
    """Return the published row, as far as it says something about the venue."""
    row = PublishedVenue.objects.get(pk=venue_id)
    values = model_to_dict(row) | {"point": row.public_point.wkt}
    return {k: v for k, v in values.items() if k not in NEVER_COMPARED}


def managed(name="Kiln Yard", who="manager", *, owner=False):
    place = venue(name)
    person = member(who)
    Organizer.objects.create(venue_id=place, user=person, since=AT, is_owner=owner)
    return place, person


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


# --- a home is hidden at once ----------------------------------------------------


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


# --- what each decision does -----------------------------------------------------


def test_each_kind_declares_what_can_be_decided():
    common = ["unchanged", "corrected", "removed", "erased"]
    outcomes = {kind.name: [*map(str, kind.outcomes)] for kind in content_kinds()}
    assert outcomes == {
        "venue": ["unchanged", "corrected", "closed", "area_only", *common[2:]],
        "photo": common,
        "tutorial": common,
    }


def test_closed_marks_the_place_as_closed(judge):
    place = venue()
    decide(anonymous(place, ReportTopic.CLOSED), judge, Outcome.CLOSED)
    assert Venue.objects.get(pk=place).operation == "closed"


def test_a_restriction_needs_a_reason_and_a_rule_or_a_law(judge):
    row = anonymous(venue())
    with pytest.raises(ReasonMissing):
        decide(row, judge, Outcome.REMOVED, reason=" ")
    with pytest.raises(GroundMissing):
        decide(row, judge, Outcome.REMOVED, ground="")
    with pytest.raises(GroundMissing):
        decide(row, judge, Outcome.REMOVED, ground="law", law=" ")
    photo_outcome = anonymous(tutorial().pk, ReportTopic.ILLEGAL, kind="tutorial")
    with pytest.raises(UnknownOutcome):
        decide(photo_outcome, judge, Outcome.CLOSED)
    done = decide(row, judge, Outcome.REMOVED, ground="law", law="GDPR, article 17")
    assert (done.ground, done.law) == ("law", "GDPR, article 17")


def test_what_was_removed_returns_only_after_a_review(judge):
    place, manager = managed()
    for _number in range(3):
        Contribution.objects.create(
            author=manager, venue_id=place, made_at=AT, decision="accepted"
        )
    decide(anonymous(place), judge, Outcome.REMOVED)
    assert not PublishedVenue.objects.exists()
    submission = submit_venue(user=manager, venue_id=place, at=AT)
    assert submission.decision == "waiting"
    assert not PublishedVenue.objects.exists()


def tutorial(url="https://example.org/bowl"):
    return Tutorial.objects.create(
        slug="bowl", title="Bowl of Ada", url=url, site="example.org", added_at=AT
    )


@pytest.mark.parametrize("outcome", [Outcome.REMOVED, Outcome.ERASED])
def test_no_import_brings_a_removed_tutorial_back(judge, tmp_path, outcome):
    row = tutorial()
    decide(anonymous(row.pk, ReportTopic.ILLEGAL, kind="tutorial"), judge, outcome)
    assert not Tutorial.objects.confirmed().exists()
    listing = tmp_path / "list.json"
    listed = {"title": "Bowl", "url": "https://example.org/bowl"}
    listing.write_text(json.dumps([listed]), encoding="utf-8")
    assert import_listing(path=listing, at=AT).created == 0
    assert Tutorial.objects.count() == 1
    assert not Tutorial.objects.confirmed().exists()
    row.refresh_from_db()
    assert ("Ada" in row.title) == (outcome == Outcome.REMOVED)


def rows_with(text: str) -> list[str]:
    """Return the tables that have this text in any column."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            # A row as text shows every column's value.
            count = SQL("SELECT count(*) FROM {} t WHERE t::text ILIKE %s")
            cursor.execute(count.format(Identifier(table)), [f"%{text}%"])
            if cursor.fetchone()[0]:
                found.append(table)
    return found


def test_an_erased_place_is_nowhere_and_no_import_brings_it_back(
    judge, media, django_capture_on_commit_callbacks
):
    row = record("Ada Secretname", external_id="home", summary="Secretname lives here")
    place = venues(row)[0]
    manager = member("manager")
    Organizer.objects.create(venue_id=place, user=manager, since=AT)
    photo_of(Venue.objects.get(pk=place), manager)
    save_change(
        user=manager,
        venue_id=place,
        changes={"summary": "Still Secretname"},
        base={"summary": "Secretname lives here"},
        at=AT,
    )
    Contribution.objects.create(
        author=manager, venue_id=place, made_at=AT, changes={"name": "Secretname"}
    )
    venues(record("Ada Secretname", external_id="home", summary="Secretname moved"))
    assert len(rows_with("secretname")) > 5
    report = anonymous(place, ReportTopic.ILLEGAL)
    with django_capture_on_commit_callbacks(execute=True):
        decide(report, judge, Outcome.ERASED)
    Report.objects.update(title="")  # what the receipt is about stays with the report
    assert rows_with("secretname") == []
    assert not list(media.glob("*"))
    assert not Organizer.objects.exists()
    assert not Photo.objects.exists()

    venues(record("Ada Secretname", external_id="home", summary="Secretname again"))
    assert rows_with("secretname") == []
    assert SourceRecord.objects.get().redacted
    assert not PublishedVenue.objects.exists()


# --- reasons and appeals ---------------------------------------------------------


def test_reporter_and_manager_get_the_reasons(judge, mailoutbox):
    place, manager = managed()
    row = anonymous(place, email="ada@example.org")
    assert [m.to for m in mailoutbox] == [["ada@example.org"]]
    confirm_address(report_id=row.pk, at=AT)
    decide(row, judge, Outcome.REMOVED, reason="A private home.")
    told = {mail.to[0]: mail.body for mail in mailoutbox[1:]}
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
