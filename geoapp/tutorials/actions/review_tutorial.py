"""Accept, decline, remove or erase tutorials."""

from collections.abc import Collection
from contextlib import suppress
from uuid import UUID

from django.db import IntegrityError, transaction

from geoapp.tutorials.actions.add_tutorial import AlreadyThere
from geoapp.tutorials.models import Review, Tutorial


@transaction.atomic
def confirm_tutorial(*, tutorial: Tutorial) -> None:
    """Accept a tutorial for everyone to see; idempotent.

    Raises AlreadyThere if another tutorial with this URL is accepted.
    """
    other_tutorials = Tutorial.objects.confirmed().exclude(pk=tutorial.pk)
    listed = other_tutorials.at_address(tutorial.url).first()
    if listed is not None:
        raise AlreadyThere(listed)
    tutorial.review, tutorial.removed = Review.CONFIRMED, False
    try:
        with transaction.atomic():
            tutorial.save(update_fields=["review", "removed"])
    except IntegrityError:
        # A concurrent request accepted the same URL: the constraint decides.
        raise AlreadyThere(other_tutorials.at_address(tutorial.url).get()) from None


def decline_tutorial(*, tutorial: Tutorial) -> None:
    """Decline a tutorial; only its contributor and staff can still see it."""
    tutorial.review = Review.REFUSED
    tutorial.save(update_fields=["review"])


def remove_tutorial(*, tutorial: Tutorial) -> None:
    """Take a tutorial from public view; imports do not add its URL again."""
    tutorial.review, tutorial.removed = Review.REFUSED, True
    tutorial.save(update_fields=["review", "removed"])


@transaction.atomic
def take_tutorials_back(*, tutorial_ids: Collection[UUID]) -> None:
    """Remove accepted ones from public view, and decline those that await review."""
    rows = Tutorial.objects.filter(pk__in=list(tutorial_ids))
    rows.confirmed().update(review=Review.REFUSED, removed=True)
    rows.filter(review=Review.PENDING).update(review=Review.REFUSED)


def restore_review(*, tutorial_id: UUID, review: Review) -> None:
    """Undo take_tutorials_back, unless it is erased or its URL was accepted again."""
    declined = Tutorial.objects.filter(pk=tutorial_id, review=Review.REFUSED)
    for tutorial in declined.exclude(added_by=None):
        if review == Review.CONFIRMED:
            with suppress(AlreadyThere):
                confirm_tutorial(tutorial=tutorial)
        else:
            tutorial.review = review
            tutorial.save(update_fields=["review"])


@transaction.atomic
def erase_tutorial(*, tutorial: Tutorial) -> None:
    """Remove a tutorial with its title, crafts and likes for good.

    Only its URL stays, so that imports do not add it again.
    """
    for rows in (tutorial.crafts, tutorial.equipment, tutorial.likes):
        rows.all().delete()
    tutorial.title = tutorial.site
    tutorial.slug = f"removed-{tutorial.pk.hex}"
    tutorial.added_by = None
    tutorial.save(update_fields=["title", "slug", "added_by"])
    remove_tutorial(tutorial=tutorial)
