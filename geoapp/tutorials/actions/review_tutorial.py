"""Accept or decline tutorials."""

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
    tutorial.review = Review.CONFIRMED
    try:
        with transaction.atomic():
            tutorial.save(update_fields=["review"])
    except IntegrityError:
        # A concurrent request accepted the same URL: the constraint decides.
        raise AlreadyThere(other_tutorials.at_address(tutorial.url).get()) from None


def decline_tutorial(*, tutorial: Tutorial) -> None:
    """Decline a tutorial; only its contributor and staff can still see it."""
    tutorial.review = Review.REFUSED
    tutorial.save(update_fields=["review"])
