"""Two places become one and two again: nothing is lost on the way."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from geoapp.accounts.personal_data import delete_account
from geoapp.publishing.models import PublishedVenue
from geoapp.stewardship.actions.contribute import submit_venue
from geoapp.stewardship.actions.merge import merge, split
from geoapp.stewardship.actions.report import ReportDraft, report_item
from geoapp.stewardship.actions.resolve_report import Resolution, resolve_report
from geoapp.stewardship.change_emails import queue_change_emails
from geoapp.stewardship.models import (
    Contribution,
    Decision,
    Outcome,
    Report,
    ReportTopic,
)
from geoapp.venues.actions.change_publication import publish_venue
from geoapp.venues.actions.change_venue import change_venue
from geoapp.venues.actions.erase_venue import erase_venue
from geoapp.venues.actions.merge_venues import AlreadyMerged
from geoapp.venues.actions.ownership import transfer_ownership
from geoapp.venues.actions.split_venues import MergedLater, NotMerged
from geoapp.venues.history import history_of
from geoapp.venues.models import ChangeEmails, Organizer, Venue, VenueMerge
from geoapp.venues.stored_records import values_of
from tests.people import draft_of, member, moderator, named
from tests.photos import photo_of
from tests.world import AT, record, venues

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
LATER = AT + timedelta(hours=1)


@pytest.fixture
def judge(vocabulary):
    return moderator("judge")


@pytest.fixture
def pair(judge):
    """A listed place, and the same one added by its managers."""
    listed, other = venues(
        record("Kiln Shed", external_id="a", offers=[("pottery", "use")]),
        record("Glass Shed", external_id="b"),
    )
    change(listed, judge, summary="By a moderator.")
    person = named(member("owner"), "Aino")
    own = draft_of(person, name="Kiln Shed London", price="free")
    publish_venue(venue_id=own.pk)
    photo_of(own, person)
    change(own.pk, person, summary="By its owner.", price_note="for all")
    return listed, own.pk, other


def change(pk, person, **changes):
    base = values_of(pk)
    change_venue(venue_id=pk, changes=changes, base=base, author=person, at=AT)


def shown() -> dict:
    """Return what everybody sees of each place, as it is stored."""
    rows = PublishedVenue.objects.order_by("pk")
    return {row.pk: (row.slug, row.feature, row.page, row.aliases) for row in rows}


def together(pair, judge, **choices) -> VenueMerge:
    kept, merged, _other = pair
    return merge(kept_id=kept, merged_id=merged, choices=choices, by=judge, at=LATER)


def test_a_split_gives_back_both_places_as_they_were(pair, judge, client):
    kept, merged, _other = pair
    before, slug = shown(), Venue.objects.get(pk=merged).slug
    row = together(pair, judge, name="Kiln Shed House", price="free")
    values = values_of(kept)
    assert values["name"] == "Kiln Shed House"
    assert values["summary"] == "By a moderator."
    assert values["price_note"] == "for all"
    assert Venue.objects.get(pk=kept).photos.count() == 1
    assert Organizer.objects.get().venue_id == kept
    answer = client.get(f"/venues/{slug}/")
    assert (answer.status_code, answer["Location"]) == (301, "/venues/kiln-shed/")
    split(merge_id=row.pk, by=judge, at=LATER)
    assert shown() == before
    assert client.get(f"/venues/{slug}/").status_code == 200
    owner = Organizer.objects.get()
    assert (owner.venue_id, owner.is_owner) == (merged, True)
    assert {c.field for c in history_of(merged)} == {"summary", "price_note"}
    with pytest.raises(NotMerged):
        split(merge_id=row.pk, by=judge, at=LATER)


def test_what_was_changed_after_a_merge_stays_with_the_place_that_stayed(pair, judge):
    kept, merged, _other = pair
    row = together(pair, judge, name="Kiln Shed House")
    change(kept, judge, name="Kiln Shed Three", newcomers="welcome")
    split(merge_id=row.pk, by=judge, at=LATER)
    assert values_of(kept)["name"] == "Kiln Shed Three"
    assert values_of(kept)["newcomers"] == "welcome"
    assert values_of(merged)["name"] == "Kiln Shed London"


def test_merges_are_split_in_their_order(pair, judge):
    kept, _merged, other = pair
    before = shown()
    first = together(pair, judge)
    second = merge(kept_id=other, merged_id=kept, choices={}, by=judge, at=LATER)
    with pytest.raises(AlreadyMerged):
        together(pair, judge)
    with pytest.raises(MergedLater):
        split(merge_id=first.pk, by=judge, at=LATER)
    split(merge_id=second.pk, by=judge, at=LATER)
    split(merge_id=first.pk, by=judge, at=LATER)
    assert shown() == before


def test_managers_are_told_and_what_awaited_review_waits_again(pair, judge):
    person = member("second")
    draft = draft_of(person, name="Kiln Shed again")
    submit_venue(user=person, venue_id=draft.pk, at=AT)
    mail.outbox.clear()
    row = merge(kept_id=pair[0], merged_id=draft.pk, choices={}, by=judge, at=LATER)
    assert Contribution.objects.get().decision == Decision.TAKEN_BACK
    (email,) = mail.outbox
    assert email.to == ["second@example.org"]
    assert "“Kiln Shed again” into “Kiln Shed”" in email.body
    split(merge_id=row.pk, by=judge, at=LATER)
    assert Contribution.objects.get().decision == Decision.WAITING
    assert Venue.objects.get(pk=draft.pk).publication == "pending"
    assert "own pages, photos" in mail.outbox[1].body


def test_a_merge_forgets_who_deleted_the_account(pair, judge):
    owner = Organizer.objects.get().user
    owner_id = owner.pk
    row = together(pair, judge)
    assert str(owner_id) in str(row.before)
    delete_account(user=owner, at=LATER)
    row.refresh_from_db()
    authors = {r["author"] for r in row.before["corrected"].values()}
    assert owner_id not in authors
    split(merge_id=row.pk, by=judge, at=LATER)


def test_what_is_erased_does_not_come_back_by_a_split(pair, judge):
    kept, merged, _other = pair
    together(pair, judge)
    erase_venue(venue_id=kept, at=LATER)
    assert not VenueMerge.objects.exists()
    assert Venue.objects.get(pk=merged).name == "Removed place"
    assert history_of(merged) == []


def test_each_place_with_managers_has_an_owner_after_a_merge_and_a_split(pair, judge):
    kept, merged, _other = pair
    owner = Organizer.objects.get().user
    second = member("second")
    Organizer.objects.update(is_owner=False)
    for pk, is_owner in ((merged, True), (kept, False)):
        Organizer.objects.create(venue_id=pk, user=second, since=AT, is_owner=is_owner)
    row = together(pair, judge)
    assert Organizer.objects.filter(venue=kept, is_owner=True).count() == 1
    transfer_ownership(venue_id=kept, user_id=owner.pk, by=judge, at=LATER)
    split(merge_id=row.pk, by=judge, at=LATER)
    for pk in (kept, merged):
        assert Organizer.objects.get(venue=pk, is_owner=True).user == second


def test_managers_are_not_told_the_past_of_the_other_place(pair, judge):
    kept, merged, _other = pair
    Organizer.objects.create(venue_id=kept, user=member("second"), since=AT)
    past = AT - timedelta(days=1)
    Organizer.objects.update(since=past)
    at = timezone.now()
    late = at + timedelta(hours=1)
    row = merge(kept_id=kept, merged_id=merged, choices={}, by=judge, at=at)
    assert queue_change_emails(ChangeEmails.IMMEDIATELY, at=late) == 0
    Organizer.objects.update(told_until=None)
    split(merge_id=row.pk, by=judge, at=at)
    assert queue_change_emails(ChangeEmails.IMMEDIATELY, at=late) == 0


def reported(pk) -> Report:
    draft = ReportDraft(
        kind="venue", item_id=pk, topic=ReportTopic.PERSONAL, words="I live there."
    )
    return report_item(draft=draft, author=None, at=AT)


def decide(row, judge) -> None:
    row.refresh_from_db()
    answer = Resolution(outcome=Outcome.UNCHANGED, reason="It is a club.")
    resolve_report(
        report_id=row.pk, by=judge, resolution=answer, at=LATER, seen=row.state
    )


def hides(pk) -> bool:
    return Venue.objects.get(pk=pk).hides_its_place


@pytest.mark.parametrize("side", [0, 1])
def test_a_report_and_what_it_hides_follow_the_place(pair, judge, side):
    kept, merged, _other = pair
    report = reported(pair[side])
    row = together(pair, judge, name="Kiln Shed House")
    report.refresh_from_db()
    assert (report.item_id, report.venue_id) == (kept, kept)
    assert hides(kept)
    decide(report, judge)
    assert not hides(kept)
    split(merge_id=row.pk, by=judge, at=LATER)
    report.refresh_from_db()
    assert (report.item_id, report.venue_id) == (pair[side], pair[side])
    assert (hides(kept), hides(merged)) == (False, False)


def test_an_open_report_goes_back_with_its_place(pair, judge):
    kept, merged, _other = pair
    report = reported(merged)
    row = together(pair, judge)
    split(merge_id=row.pk, by=judge, at=LATER)
    report.refresh_from_db()
    assert (report.item_id, report.hides) == (merged, True)
    assert (hides(kept), hides(merged)) == (False, True)
    decide(report, judge)
    assert not hides(merged)
