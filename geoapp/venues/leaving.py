"""What becomes of published places when the person who described them leaves."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

from django.db.models import Count, Q, QuerySet

from geoapp.accounts.addresses import addresses_of
from geoapp.accounts.models import User
from geoapp.accounts.personal_data import PublishedTrace
from geoapp.crafts.choices import Precision
from geoapp.venues.actions.change_publication import withdraw_venue
from geoapp.venues.erasure import erase_contact_address, erase_exact_place
from geoapp.venues.models import Publication, Venue


class Trace(StrEnum):
    """What a published place says about the person."""

    HOME = "home"  # it is at their home, and nobody else manages it
    ADDRESS = "address"  # its contact address is one of theirs


class VenueTraces:
    """Homes and contact addresses of a person among published places."""

    def __call__(self, user: User) -> tuple[PublishedTrace, ...]:
        """Return what published places say about the user, homes first."""
        return tuple(
            PublishedTrace(key=_key(trace, venue), kind=trace, name=venue.name)
            for trace, venue in _traces(user)
        )

    def remove(self, user: User, *, kept: frozenset[str], at: datetime) -> None:
        """Withdraw homes and erase contact addresses, but for the keys in `kept`."""
        own = _own_addresses(user)
        for trace, venue in list(_traces(user)):
            if _key(trace, venue) in kept:
                continue
            if trace == Trace.HOME:
                withdraw_venue(venue_id=venue.pk)
                erase_exact_place(venue_id=venue.pk)
            else:
                erase_contact_address(venue_id=venue.pk, addresses=own, at=at)


def _key(trace: Trace, venue: Venue) -> str:
    return f"{trace}:{venue.pk}"


def _traces(user: User) -> Iterator[tuple[Trace, Venue]]:
    for venue in _homes(user):
        yield Trace.HOME, venue
    for venue in _with_own_address(user):
        yield Trace.ADDRESS, venue


def erase_unpublished_traces(user: User, *, at: datetime) -> None:
    """Erase what withdrawn places say of the user's home and contact addresses.

    Nobody is asked: nothing that others see goes with it. `at` is aware.
    """
    for venue in list(unpublished_homes(user)):
        erase_exact_place(venue_id=venue.pk)
    own = _own_addresses(user)
    for venue in list(_with_own_address(user, Publication.WITHDRAWN)):
        erase_contact_address(venue_id=venue.pk, addresses=own, at=at)


def unpublished_homes(user: User) -> QuerySet[Venue]:
    """Return the homes that only the user manages and that are not public."""
    public = (Publication.PUBLISHED, Publication.MERGED)
    return _homes_in_any_state(user).exclude(publication__in=public)


def _homes(user: User) -> QuerySet[Venue]:
    return _homes_in_any_state(user).filter(publication=Publication.PUBLISHED)


def _homes_in_any_state(user: User) -> QuerySet[Venue]:
    managed = Venue.objects.filter(organizers__user=user).values("pk")
    alone = Venue.objects.filter(pk__in=managed).annotate(n=Count("organizers"))
    # As Venue.hides_its_place.
    hidden = (
        Q(hide_exact_place=True)
        | Q(precision=Precision.AREA)
        | Q(area_served_m__isnull=False)
    )
    return alone.filter(hidden, n=1).order_by("name", "pk")


def _with_own_address(
    user: User, publication: Publication = Publication.PUBLISHED
) -> Iterator[Venue]:
    own = _own_addresses(user)
    described = Venue.objects.filter(
        Q(organizers__user=user) | Q(corrections__author=user),
        publication=publication,
    )
    for venue in described.distinct().order_by("name", "pk"):
        if own & {str(value).lower() for value in venue.contact.values()}:
            yield venue


def _own_addresses(user: User) -> frozenset[str]:
    return frozenset(address.lower() for address in addresses_of(user))
