"""A photo that somebody submits is stored whole or not at all."""

import pytest

from geoapp.stewardship.actions import photos
from geoapp.stewardship.actions.contribute import submit_venue
from geoapp.stewardship.actions.decide import accept
from geoapp.venues.models import Photo
from tests.people import draft_of, member, moderator
from tests.photos import CREDIT, picture
from tests.world import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(vocabulary, media):
    return member("manager")


@pytest.fixture
def place(manager):
    place = draft_of(manager)
    row = submit_venue(user=manager, venue_id=place.pk, at=AT)
    accept(contribution_id=row.pk, by=moderator("judge"), at=AT)
    return place


def hand_in(manager, place):
    return photos.contribute_photo(
        user=manager, venue_id=place.pk, data=picture(), credit=CREDIT, at=AT
    )


def failing(**_more):
    raise RuntimeError("the queue is away")


@pytest.mark.worker
def test_what_fails_later_leaves_neither_row_nor_file(
    manager, place, media, monkeypatch
):
    monkeypatch.setattr(photos, "hold_changes", failing)
    with pytest.raises(RuntimeError):
        hand_in(manager, place)

    assert not Photo.objects.exists()
    assert list((media.parent / "uploads").glob("*")) == []


def test_a_photo_that_was_there_before_outlives_a_failure(
    manager, place, media, monkeypatch
):
    there = hand_in(manager, place)
    there.refresh_from_db()
    monkeypatch.setattr(photos, "hold_changes", failing)
    with pytest.raises(RuntimeError):
        hand_in(manager, place)

    assert Photo.objects.get() == there
    assert len(list(media.glob("*"))) == len(there.widths)
