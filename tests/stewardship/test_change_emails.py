"""Managers are told what others have changed: soon, weekly or never."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.core import mail
from django.db.migrations import RunPython
from django.utils import timezone

from geoapp.mailing.delivery import deliver_new
from geoapp.mailing.models import Category, Message, State
from geoapp.stewardship.actions.contribute import save_change, withdraw
from geoapp.stewardship.change_emails import queue_change_emails
from geoapp.venues.actions.change_publication import publish_venue
from geoapp.venues.actions.correct_venue import correct_venue
from geoapp.venues.actions.organizers import choose_change_emails
from geoapp.venues.actions.ownership import remove_organizer, restore_organizer
from geoapp.venues.actions.undo_change import undo_change
from geoapp.venues.history import history_of
from geoapp.venues.models import ChangeEmails, ManagerChange, Organizer
from geoapp.venues.stored_records import values_of
from tests.people import accepted_before, draft_of, member, named
from tests.world import AT

pytestmark = pytest.mark.django_db
SOON, LATER = AT + timedelta(hours=1), AT + timedelta(hours=2)


@pytest.fixture
def owner(vocabulary):
    return named(member("owner"), "Aino")


@pytest.fixture
def place(owner):
    place = draft_of(owner)
    publish_venue(venue_id=place.pk)
    place.refresh_from_db()
    return place


@pytest.fixture
def helper(place):
    person = named(member("helper"), "Petri")
    Organizer.objects.create(venue=place, user=person, since=AT)
    return person


def change(place, person, **changes):
    save_change(
        user=person,
        venue_id=place.pk,
        changes=changes,
        base=values_of(place.pk),
        at=SOON,
    )


def test_changes_by_others_are_told_once_and_own_ones_never(place, owner, helper):
    accepted_before(helper)
    change(place, helper, summary="Clay.", name="Kiln House")
    assert queue_change_emails(ChangeEmails.IMMEDIATELY, at=LATER) == 1
    (email,) = mail.outbox
    assert email.to == [owner.email]
    lines = email.body.splitlines()
    told = [line for line in lines if line.startswith("- ")]
    assert len(told) == 2
    assert "Description" in told[0]
    assert "Name" in told[1]
    assert "by Petri" in email.body
    assert "awaiting review" in email.body
    assert [line for line in lines if line.endswith(f"/manage/{place.pk}/history/")]
    assert queue_change_emails(ChangeEmails.IMMEDIATELY, at=LATER) == 0


def test_a_manager_chooses_weekly_or_never(place, owner, helper):
    choose_change_emails(user=owner, choice=ChangeEmails.WEEKLY, at=AT)
    change(place, helper, summary="Clay.")
    assert queue_change_emails(ChangeEmails.IMMEDIATELY, at=LATER) == 0
    assert queue_change_emails(ChangeEmails.WEEKLY, at=LATER) == 1
    assert Message.objects.get().category == Category.WEEKLY
    choose_change_emails(user=owner, choice=ChangeEmails.NEVER, at=LATER)
    change(place, helper, price="free")
    for choice in (ChangeEmails.IMMEDIATELY, ChangeEmails.WEEKLY):
        assert queue_change_emails(choice, at=LATER + timedelta(days=1)) == 0
    choose_change_emails(
        user=owner, choice=ChangeEmails.WEEKLY, at=LATER + timedelta(days=1)
    )
    late = LATER + timedelta(days=2)
    assert queue_change_emails(ChangeEmails.WEEKLY, at=late) == 0


def test_a_withdrawal_is_told_to_the_other_managers(place, owner, helper):
    Organizer.objects.update(told_until=None)
    withdraw(user=owner, venue_id=place.pk, at=SOON)
    far = SOON + timedelta(days=3650)
    assert queue_change_emails(ChangeEmails.IMMEDIATELY, at=far) == 2
    assert "- Withdrawn" in mail.outbox[0].body


def test_somebody_who_was_removed_is_told_nothing(place, owner, helper, monkeypatch):
    monkeypatch.setattr(
        "geoapp.mailing.actions.deliver_email.defer", lambda **_kwargs: None
    )
    accepted_before(owner)
    change(place, owner, summary="Clay.")
    assert queue_change_emails(ChangeEmails.IMMEDIATELY, at=LATER) == 1
    Organizer.objects.filter(user=helper).delete()
    message = Message.objects.get()
    deliver_new(message.pk, at=message.created_at)
    message.refresh_from_db()
    assert message.state == State.CANCELLED
    assert mail.outbox == []


def test_an_upgrade_tells_nobody_the_changes_of_the_years_before(place, owner, helper):
    accepted_before(helper)
    change(place, helper, summary="Clay.")
    migration = import_module("geoapp.venues.migrations.0010_change_emails").Migration
    for step in migration.operations:
        if isinstance(step, RunPython):
            step.code(apps, None)
    late = timezone.now() + timedelta(hours=1)
    assert queue_change_emails(ChangeEmails.IMMEDIATELY, at=late) == 0


def test_who_manages_again_is_not_told_what_happened_before(place, owner, helper):
    Organizer.objects.filter(user=owner).update(is_owner=True)
    accepted_before(owner)
    change(place, owner, summary="Clay.")
    remove_organizer(venue_id=place.pk, user_id=helper.pk, by=owner, at=SOON)
    removal = ManagerChange.objects.get(user=helper, event="removed")
    restore_organizer(venue_id=place.pk, change_id=removal.pk, by=owner, at=LATER)
    assert queue_change_emails(ChangeEmails.IMMEDIATELY, at=LATER) == 0


def test_a_revert_is_told_to_whose_change_it_was_and_not_to_who_did_it(
    place, owner, helper
):
    correct_venue(
        venue_id=place.pk, field="summary", value="Clay.", author=owner, at=SOON
    )
    Organizer.objects.update(told_until=LATER)
    (latest,) = history_of(place.pk)
    undo_change(
        venue_id=place.pk, event_id=latest.event_id, author=helper, at=timezone.now()
    )
    assert history_of(place.pk)[0].reverts_to_sources
    assert history_of(place.pk)[0].author_id == helper.pk
    late = timezone.now() + timedelta(hours=1)
    assert queue_change_emails(ChangeEmails.IMMEDIATELY, at=late) == 1
    (email,) = mail.outbox
    assert email.to == [owner.email]
    assert "by Petri" in email.body


def test_withdrawn_places_are_not_looked_at_for_ever(
    place, owner, helper, django_assert_max_num_queries
):
    withdraw(user=owner, venue_id=place.pk, at=SOON)
    late = timezone.now() + timedelta(hours=1)
    queue_change_emails(ChangeEmails.IMMEDIATELY, at=late)
    with django_assert_max_num_queries(1):
        queue_change_emails(ChangeEmails.IMMEDIATELY, at=late + timedelta(days=1))
