"""What staff say about a tutorial that somebody added."""

from django.db import IntegrityError, transaction

from geoapp.tutorials.actions.add_tutorial import AlreadyThere
from geoapp.tutorials.models import Review, Tutorial


@transaction.atomic
def confirm_tutorial(*, tutorial: Tutorial) -> None:
    """Show a tutorial to everybody. Again changes nothing.

    Raises AlreadyThere where another one of this address is confirmed.
    """
    others = Tutorial.objects.confirmed().exclude(pk=tutorial.pk)
    listed = others.at_address(tutorial.url).first()
    if listed is not None:
        raise AlreadyThere(listed)
    tutorial.review = Review.CONFIRMED
    try:
        with transaction.atomic():
            tutorial.save(update_fields=["review"])
    except IntegrityError:
        # Somebody else confirmed the address meanwhile: the constraint is the truth.
        raise AlreadyThere(others.at_address(tutorial.url).get()) from None


def refuse_tutorial(*, tutorial: Tutorial) -> None:
    """Leave a tutorial to its adder, who reads that it was refused."""
    tutorial.review = Review.REFUSED
    tutorial.save(update_fields=["review"])
