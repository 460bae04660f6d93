"""Add a tutorial that somebody found."""

from datetime import datetime

from django.db import transaction

from geoapp.accounts.models import User
from geoapp.common.errors import DomainError
from geoapp.tutorials.models import Review, Tutorial
from geoapp.tutorials.requirements import write_needs
from geoapp.tutorials.slugs import free_slug
from geoapp.tutorials.submissions import TutorialDraft

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
    listed = Tutorial.objects.known_to(user).at_address(draft.url).first()
    if listed is not None:
        raise AlreadyThere(listed)
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
    _write(tutorial, draft)
    return tutorial


@transaction.atomic
def revise_tutorial(*, tutorial: Tutorial, draft: TutorialDraft) -> None:
    """Say anew what a tutorial that waits is called and needs; its address stays."""
    tutorial.title = draft.title
    tutorial.save(update_fields=["title"])
    tutorial.crafts.all().delete()
    tutorial.equipment.all().delete()
    _write(tutorial, draft)


def _write(tutorial: Tutorial, draft: TutorialDraft) -> None:
    write_needs(
        tutorial,
        crafts=draft.crafts,
        required=draft.required,
        optional=draft.optional,
        guessed=draft.guessed,
    )
