"""What each decision on a report does, and what imports do not bring back."""

import json

import pytest
from django.db import connection
from psycopg.sql import SQL, Identifier

from geoapp.publishing.models import PublishedVenue
from geoapp.stewardship.actions.contribute import (
    save_change,
    submit_venue,
)
from geoapp.stewardship.actions.resolve_report import (
    GroundMissing,
    ReasonMissing,
    UnknownOutcome,
)
from geoapp.stewardship.kinds import content_kinds
from geoapp.stewardship.models import Contribution, Outcome, Report, ReportTopic
from geoapp.tutorials.actions import import_listing
from geoapp.tutorials.models import Tutorial
from geoapp.venues.models import Organizer, Photo, SourceRecord, Venue
from tests.people import member, moderator
from tests.photos import photo_of
from tests.stewardship.reporting import anonymous, decide, managed
from tests.world import AT, record, venue, venues

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


@pytest.fixture
def judge():
    return moderator("judge")


def test_each_kind_declares_what_can_be_decided():
    common = ["unchanged", "corrected", "removed", "erased"]
    outcomes = {kind.name: [*map(str, kind.outcomes)] for kind in content_kinds()}
    assert outcomes == {
        "venue": ["unchanged", "corrected", "closed", "area_only", *common[2:]],
        "photo": common,
        "tutorial": common,
        "account": ["unchanged", "removed"],
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
