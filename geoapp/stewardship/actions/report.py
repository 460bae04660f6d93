"""Report a mistake about a venue, or claim it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from geoapp.accounts.models import User
from geoapp.common.errors import DomainError
from geoapp.common.text import paragraphs
from geoapp.stewardship.models import Decision, Report, ReportTopic
from geoapp.venues.models import Organizer, Publication, Venue

MAX_MESSAGE_LENGTH = 1000
# Enough for somebody who knows the places of a town, too few for spam.
MAX_PENDING_REPORTS = 10


class MessageMissing(DomainError):
    """The report has no text."""


class TooManyReports(DomainError):
    """The user has reached the limit of pending reports."""


class AlreadyManager(DomainError):
    """The user claims a venue that they manage already."""


@transaction.atomic
def report(
    *, user: User, venue_id: UUID, topic: ReportTopic, words: str, at: datetime
) -> Report:
    """Save a report, or replace the text of the user's pending report.

    Raises WordsMissing, TextTooLong, TooManyReports, KeptAlready, and
    Venue.DoesNotExist for a venue that is not published.
    """
    words = paragraphs(words, longest=MAX_MESSAGE_LENGTH)
    if not words:
        raise MessageMissing("Enter a message.")
    # Lock the user's row so that two requests at once cannot both pass the limit. No
    # key: resolving a report may reference the user meanwhile, which would deadlock.
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    venue = Venue.objects.filter(publication=Publication.PUBLISHED).get(pk=venue_id)
    waiting = Report.objects.filter(author=user, decision=Decision.WAITING)
    # Lock it before checking anything: a decision in progress has to finish first.
    earlier = waiting.select_for_update().filter(venue=venue, topic=topic).first()
    keeps = Organizer.objects.filter(user=user, venue=venue).exists()
    if topic == ReportTopic.CLAIM and keeps:
        raise AlreadyManager("You already manage this venue.")
    if earlier is not None:
        earlier.words = words
        earlier.save(update_fields=["words"])
        return earlier
    if waiting.count() >= MAX_PENDING_REPORTS:
        raise TooManyReports(
            f"{MAX_PENDING_REPORTS} of your reports are awaiting review."
        )
    return Report.objects.create(
        author=user, venue=venue, topic=topic, words=words, made_at=at
    )
