"""A photo that a moderator removed does not come back without a moderator."""

from datetime import timedelta

import pytest
from django.core import mail
from PIL import Image

from geoapp.stewardship.actions.appeal import appeal
from geoapp.stewardship.actions.contribute import submit_venue
from geoapp.stewardship.actions.decide import accept
from geoapp.stewardship.actions.photos import contribute_photo
from geoapp.stewardship.change_emails import queue_change_emails
from geoapp.stewardship.models import Contribution, Outcome, ReportTopic
from geoapp.stewardship.report_models import Side
from geoapp.venues.actions.change_publication import publish_venue
from geoapp.venues.models import ChangeEmails, Organizer, Photo, RemovedPhoto
from tests.drawing import pairs
from tests.people import accepted_before, draft_of, member, moderator
from tests.photos import CREDIT, photo_of, picture
from tests.stewardship.reporting import anonymous, decide
from tests.world import AT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary", "media")]
SOON, LATER = AT + timedelta(hours=1), AT + timedelta(days=2)


@pytest.fixture
def judge():
    return moderator("judge")


@pytest.fixture
def trusted():
    person = member("trusted")
    accepted_before(person, 3)
    return person


def published(user, name="Kiln Yard"):
    place = draft_of(user, name)
    publish_venue(venue_id=place.pk)
    return place


def removed(judge, outcome=Outcome.REMOVED):
    """Return the report about a photo that was then removed."""
    person = member()
    photo = photo_of(published(person), person)
    row = anonymous(photo.pk, ReportTopic.ILLEGAL, kind="photo")
    return decide(row, judge, outcome)


def upload(user, place, data=None, at=SOON) -> Photo:
    photo = contribute_photo(
        user=user, venue_id=place.pk, data=data or picture(), credit=CREDIT, at=at
    )
    photo.refresh_from_db()
    return photo


def with_other_metadata() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "ANOTHER CAMERA"
    return picture(exif=exif)


@pytest.mark.parametrize(
    ("outcome", "data"),
    pairs([Outcome.REMOVED, Outcome.ERASED], [picture, with_other_metadata], one_in=2),
)
def test_a_trusted_persons_upload_of_it_awaits_review(
    client, judge, trusted, outcome, data
):
    removed(judge, outcome)
    place = published(trusted, "Another")
    photo = upload(trusted, place, data())
    assert not photo.accepted
    row = Contribution.objects.pending().get()
    assert row.changes == {"photos": [str(photo.pk)]}
    client.force_login(judge)
    page = client.get(f"/moderation/{row.pk}/").content.decode()
    assert "removed one of these photos before" in page
    accept(contribution_id=row.pk, by=judge, at=LATER)
    photo.refresh_from_db()
    assert (photo.accepted, photo.accepted_at) == (True, LATER)
    assert upload(trusted, place, picture(hue=10)).accepted


def test_a_trusted_persons_draft_with_it_awaits_review(judge, trusted):
    removed(judge)
    place = draft_of(trusted, "Another")
    assert not upload(trusted, place).accepted
    row = submit_venue(user=trusted, venue_id=place.pk, at=SOON)
    assert row.decision == "waiting"


def test_what_an_appeal_shows_again_is_forgotten(judge, trusted):
    row = removed(judge)
    assert RemovedPhoto.objects.count() == 2  # of the upload and of the picture
    appeal(report_id=row.pk, side=Side.AUTHOR, words="It is mine.", at=LATER)
    decide(row, judge, Outcome.UNCHANGED, at=LATER)
    assert not RemovedPhoto.objects.exists()
    assert upload(trusted, published(trusted, "Another")).accepted


def test_the_photos_of_an_erased_place_are_remembered(judge):
    person = member()
    place = published(person)
    photo_of(place, person)
    row = anonymous(place.pk, ReportTopic.ILLEGAL)
    decide(row, judge, Outcome.ERASED)
    assert RemovedPhoto.objects.count() == 2


def test_a_moderators_upload_is_the_decision(judge):
    removed(judge)
    assert upload(judge, published(judge, "Another")).accepted


def test_photos_accepted_late_are_told_to_the_managers(judge):
    owner = member("owner")
    place = published(owner)
    person = member("newcomer")
    Organizer.objects.create(venue=place, user=person, since=AT)
    upload(person, place)
    row = Contribution.objects.pending().get()
    Organizer.objects.update(told_until=SOON + timedelta(hours=1))
    accept(contribution_id=row.pk, by=judge, at=LATER)
    mail.outbox.clear()
    at = LATER + timedelta(hours=1)
    assert queue_change_emails(ChangeEmails.IMMEDIATELY, at=at) == 1
    (email,) = mail.outbox
    assert email.to == [owner.email]
    assert "- Photos, " in email.body
    assert queue_change_emails(ChangeEmails.IMMEDIATELY, at=at) == 0
