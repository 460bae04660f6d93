"""Tell the moderators that a venue is one's own, or that something is wrong there."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from geoapp.accounts.models import User
from geoapp.common.errors import DomainError
from geoapp.common.text import paragraphs
from geoapp.stewardship.models import Decision, Report, Topic
from geoapp.venues.models import Organizer, Publication, Venue

LONGEST_WORDS = 1000
# Enough for somebody who knows the places of a town, too few for a nuisance.
MOST_WAITING = 10


class WordsMissing(DomainError):
    """A report that says nothing."""


class TooManyReports(DomainError):
    """So many of the person's reports wait that no more are taken."""


class KeptAlready(DomainError):
    """A claim of a venue that the person keeps."""


@transaction.atomic
def report(
    *, user: User, venue_id: UUID, topic: Topic, words: str, at: datetime
) -> Report:
    """Keep a report; again, while one waits, says it in the newer words.

    Raises WordsMissing, TextTooLong, TooManyReports, KeptAlready, and
    Venue.DoesNotExist for a venue that nobody can see.
    """
    words = paragraphs(words, longest=LONGEST_WORDS)
    if not words:
        raise WordsMissing("Say what it is.")
    # One's own row is the lock: two sendings at once do not both count nine. Whoever
    # settles one may point at the person meanwhile, or both would wait in a circle.
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    venue = Venue.objects.filter(publication=Publication.PUBLISHED).get(pk=venue_id)
    waiting = Report.objects.filter(author=user, decision=Decision.WAITING)
    # Locked, and first: a decision that is being made comes before what follows.
    earlier = waiting.select_for_update().filter(venue=venue, topic=topic).first()
    keeps = Organizer.objects.filter(user=user, venue=venue).exists()
    if topic == Topic.CLAIM and keeps:
        raise KeptAlready("You keep this venue already.")
    if earlier is not None:
        earlier.words = words
        earlier.save(update_fields=["words"])
        return earlier
    if waiting.count() >= MOST_WAITING:
        raise TooManyReports(f"{MOST_WAITING} of your reports wait for a look.")
    return Report.objects.create(
        author=user, venue=venue, topic=topic, words=words, made_at=at
    )
