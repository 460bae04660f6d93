"""Claims of a place and reports of mistakes: written, counted, settled, answered."""

import pytest

from geoapp.stewardship.actions.decide import OwnContribution, ReasonMissing
from geoapp.stewardship.actions.report import (
    MAX_PENDING_REPORTS,
    AlreadyManager,
    MessageMissing,
    ReportDraft,
    TooManyReports,
    claim_venue,
    report_item,
)
from geoapp.stewardship.actions.resolve_report import (
    ReportAlreadyResolved,
    ReportChanged,
    accept_report,
    decline_report,
)
from geoapp.stewardship.models import Report, ReportTopic
from geoapp.venues.actions.change_publication import MergedVenue, withdraw_venue
from geoapp.venues.models import Organizer, Venue
from tests.people import draft_of, member, moderator
from tests.world import AT, venue

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


@pytest.fixture
def person():
    return member("person")


@pytest.fixture
def judge():
    return moderator("judge")


@pytest.fixture
def listed():
    return venue("Kiln Yard")


def file_report(person, venue_id, topic=ReportTopic.CLAIM, words="I run it."):
    if topic == ReportTopic.CLAIM:
        return claim_venue(user=person, venue_id=venue_id, words=words, at=AT)
    draft = ReportDraft(kind="venue", item_id=venue_id, topic=topic, words=words)
    return report_item(draft=draft, author=person, at=AT)


def settled(verb, row, judge, reason=""):
    return verb(report_id=row.pk, by=judge, reason=reason, at=AT, seen=row.state)


def test_an_accepted_claim_makes_its_author_a_manager(
    person, judge, listed, mailoutbox
):
    row = file_report(person, listed)
    assert not Organizer.objects.exists()
    settled(accept_report, row, judge)
    assert Organizer.objects.get().user == person
    assert mailoutbox[-1].to == [person.email]
    assert f"/manage/{listed}/" in mailoutbox[-1].body


def test_a_mistake_that_is_put_right_gives_nobody_anything(
    person, judge, listed, mailoutbox
):
    row = file_report(person, listed, ReportTopic.MISTAKE, "It has moved.")
    settled(accept_report, row, judge, "Moved the pin.")
    assert not Organizer.objects.exists()
    assert "Moved the pin." in mailoutbox[-1].body
    assert "/venues/kiln-yard/" in mailoutbox[-1].body


def test_who_refuses_says_why(person, judge, listed, mailoutbox):
    row = file_report(person, listed)
    with pytest.raises(ReasonMissing):
        settled(decline_report, row, judge, " ")
    settled(decline_report, row, judge, "Who are you?")
    assert not Organizer.objects.exists()
    assert "Who are you?" in mailoutbox[-1].body
    with pytest.raises(ReportAlreadyResolved):
        settled(accept_report, row, judge)


def test_nobody_settles_their_own(judge, listed):
    row = file_report(judge, listed)
    with pytest.raises(OwnContribution):
        settled(accept_report, row, judge)


def test_again_while_it_waits_says_it_in_newer_words(person, listed):
    first = file_report(person, listed)
    again = file_report(person, listed, words=" I run it since 2014.\n")
    assert again.pk == first.pk
    assert Report.objects.get().words == "I run it since 2014."
    file_report(person, listed, ReportTopic.MISTAKE)
    assert Report.objects.count() == 2


@pytest.mark.parametrize("verb", [accept_report, decline_report])
def test_nobody_settles_words_that_they_have_not_seen(person, judge, listed, verb):
    read = file_report(person, listed)
    file_report(person, listed, words="I sold it.")
    with pytest.raises(ReportChanged):
        settled(verb, read, judge, "Welcome.")
    assert not Organizer.objects.exists()
    assert Report.objects.get().decision == "waiting"


def test_so_many_wait_and_no_more(person, listed):
    for number in range(MAX_PENDING_REPORTS):
        file_report(person, venue(f"Place {number}", external_id=f"p{number}"))
    with pytest.raises(TooManyReports):
        file_report(person, listed)
    assert file_report(member(), listed)


@pytest.mark.parametrize("words", ["", " \n"])
def test_a_report_says_something(person, listed, words):
    with pytest.raises(MessageMissing):
        file_report(person, listed, words=words)


def test_a_manager_cannot_claim_the_place(person, listed):
    Organizer.objects.create(venue_id=listed, user=person, since=AT)
    with pytest.raises(AlreadyManager):
        file_report(person, listed)


def test_unpublished_venues_cannot_be_reported(person):
    hidden = draft_of(member())
    with pytest.raises(Venue.DoesNotExist):
        file_report(person, hidden.pk)
    listed = venue("Kiln Yard")
    withdraw_venue(venue_id=listed)
    with pytest.raises(Venue.DoesNotExist):
        file_report(person, listed)


def test_a_place_that_was_merged_meanwhile_is_given_to_nobody(person, judge, listed):
    row = file_report(person, listed)
    other = venue("Kept", external_id="k")
    Venue.objects.filter(pk=listed).update(publication="merged", merged_into=other)
    with pytest.raises(MergedVenue):
        settled(accept_report, row, judge)
    assert Report.objects.get().decision == "waiting"
