"""Add tutorials submitted by users."""

from datetime import datetime

from django.db import transaction

from geoapp.accounts.models import User
from geoapp.common.errors import DomainError
from geoapp.common.free_slug import save_with_slug
from geoapp.tutorials.models import Review, Tutorial
from geoapp.tutorials.requirements import write_needs
from geoapp.tutorials.slugs import free_slug
from geoapp.tutorials.submissions import TutorialDraft

MAX_PENDING = 20


class AlreadyThere(DomainError):
    """There is already a `tutorial` with this URL that the user can see."""

    def __init__(self, tutorial: Tutorial) -> None:
        super().__init__("This URL has already been added.")
        self.tutorial = tutorial


class TooManyPending(DomainError):
    """The user has reached the limit of tutorials awaiting review."""


@transaction.atomic
def add_tutorial(*, user: User, draft: TutorialDraft, at: datetime) -> Tutorial:
    """Store a tutorial, visible only to its contributor until it is accepted.

    `at` is aware. Raises AlreadyThere and TooManyPending.
    """
    # Serialise the user's requests, so that two clicks neither add two rows nor exceed
    # the limit.
    User.objects.select_for_update().get(pk=user.pk)
    mine = Tutorial.objects.added_by(user)
    listed = Tutorial.objects.known_to(user).at_address(draft.url).first()
    if listed is not None:
        raise AlreadyThere(listed)
    if mine.filter(review=Review.PENDING).count() >= MAX_PENDING:
        raise TooManyPending(f"{MAX_PENDING} of your tutorials are awaiting review.")
    tutorial = save_with_slug(
        lambda slug: Tutorial.objects.create(
            slug=slug,
            title=draft.title,
            url=draft.url,
            site=draft.site,
            added_at=at,
            added_by=user,
            review=Review.PENDING,
        ),
        free_slug=lambda: free_slug(draft.title),
    )
    _write(tutorial, draft)
    return tutorial


@transaction.atomic
def revise_tutorial(*, tutorial: Tutorial, draft: TutorialDraft) -> None:
    """Replace the title and requirements of a pending tutorial; its URL stays."""
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
