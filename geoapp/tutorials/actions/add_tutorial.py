"""Add a tutorial that somebody found."""

from datetime import datetime

from django.db import transaction

from geoapp.accounts.models import User
from geoapp.common.errors import DomainError
from geoapp.tutorials.additions import TutorialDraft
from geoapp.tutorials.models import (
    Need,
    Review,
    Tutorial,
    TutorialCraft,
    TutorialEquipment,
)
from geoapp.tutorials.slugs import free_slug

MOST_WAITING = 20


class AlreadyThere(DomainError):
    """The person can already see a tutorial of this address: `tutorial`."""

    def __init__(self, tutorial: Tutorial) -> None:
        super().__init__("This address is already here.")
        self.tutorial = tutorial


class TooManyWaiting(DomainError):
    """So many of the person's tutorials wait for a look that no more are taken."""


@transaction.atomic
def add_tutorial(*, user: User, draft: TutorialDraft, at: datetime) -> Tutorial:
    """Keep a tutorial for its adder alone, until staff confirm it.

    `at` is aware. Raises AlreadyThere and TooManyWaiting.
    """
    # One after another, so that two clicks are neither two rows nor one too many.
    User.objects.select_for_update().get(pk=user.pk)
    mine = Tutorial.objects.added_by(user)
    seen = Tutorial.objects.confirmed() | Tutorial.objects.filter(added_by=user)
    there = seen.at_address(draft.url).first()
    if there is not None:
        raise AlreadyThere(there)
    if mine.filter(review=Review.PENDING).count() >= MOST_WAITING:
        raise TooManyWaiting(f"{MOST_WAITING} of your tutorials wait for a look.")
    tutorial = Tutorial.objects.create(
        slug=free_slug(draft.title),
        title=draft.title,
        url=draft.url,
        site=draft.site,
        added_at=at,
        added_by=user,
        review=Review.PENDING,
    )
    _write_needs(tutorial, draft)
    return tutorial


def _write_needs(tutorial: Tutorial, draft: TutorialDraft) -> None:
    TutorialCraft.objects.bulk_create(
        TutorialCraft(tutorial=tutorial, craft_id=craft, confirmed=True)
        for craft in draft.crafts
    )
    TutorialEquipment.objects.bulk_create(
        TutorialEquipment(
            tutorial=tutorial, equipment_id=equipment, need=need, confirmed=confirmed
        )
        for ids, need, confirmed in (
            (draft.required, Need.REQUIRED, True),
            (draft.optional, Need.OPTIONAL, True),
            (draft.guessed, Need.REQUIRED, False),
        )
        for equipment in ids
    )
