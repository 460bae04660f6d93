"""Delete a person, and everything that is theirs alone."""

from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Count

from geoapp.accounts.models import User
from geoapp.stewardship.models import Contribution
from geoapp.stewardship.person_data import addresses_of, sessions_of
from geoapp.tutorials.models import Review, Tutorial
from geoapp.venues.actions.change_publication import (
    discard_draft,
    return_venue,
    was_published,
)
from geoapp.venues.models import CorrectionEvent, Invitation, Publication, Venue

# What nobody but its organizers has ever seen.
_UNSEEN = (Publication.DRAFT, Publication.PENDING, Publication.REFUSED)


@transaction.atomic
def delete_account(*, user: User, at: datetime) -> None:
    """Delete the person; what others built on stays, without their name.

    Gone: account, addresses, likes, home point, sessions, invitations by and for
    them, tutorials and venues that nobody else has seen, what of theirs waits. A
    published venue stays published even where nobody keeps it any more, and its
    history says "somebody". `at` is aware.
    """
    person = User.objects.select_for_update().get(pk=user.pk)
    _delete_unseen_venues(person)
    Tutorial.objects.added_by(person).exclude(review=Review.CONFIRMED).delete()
    Contribution.objects.made_by(person).waiting().delete()
    # What they wrote to moderators was for nobody else; reports go with the person.
    Contribution.objects.made_by(person).update(answer="")
    for address in addresses_of(person):
        Invitation.objects.filter(email__iexact=address).delete()
    # Its column has no constraint, so that history outlives what it is about.
    CorrectionEvent.objects.filter(author_id=person.pk).update(author_id=None)
    _end_sessions(person, at=at)
    person.delete()


def _delete_unseen_venues(person: User) -> None:
    unseen = Venue.objects.filter(
        organizers__user=person, publication__in=_UNSEEN
    ).values("pk")
    counted = Venue.objects.filter(pk__in=unseen).annotate(n=Count("organizers"))
    for pk, keepers in counted.values_list("pk", "n"):
        return_venue(venue_id=pk)  # what waits of it goes out of the queue
        if keepers == 1 and not was_published(pk):
            discard_draft(venue_id=pk)


def _end_sessions(person: User, *, at: datetime) -> None:
    """Delete every session of the person; those that are over anyway, too."""
    Session.objects.filter(expire_date__lt=at).delete()
    mine = [session.pk for session in sessions_of(person)]
    Session.objects.filter(pk__in=mine).delete()
