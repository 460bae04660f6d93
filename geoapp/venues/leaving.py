"""What becomes of published places when the person who described them leaves."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Count, Q

from geoapp.accounts.addresses import addresses_of
from geoapp.accounts.models import User
from geoapp.venues.actions.change_publication import withdraw_venue
from geoapp.venues.erasure import erase_contact_address, erase_exact_place
from geoapp.venues.models import Publication, Venue


class Trace(StrEnum):
    """What a published place says about the person."""

    HOME = "home"  # it is at their home, and nobody else manages it
    ADDRESS = "address"  # its contact address is one of theirs


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalTrace:
    """Something that a published place says about a person."""

    trace: Trace
    venue: Venue

    @property
    def key(self) -> str:
        """Return what forms call it."""
        return f"{self.trace}:{self.venue.pk}"


def personal_traces(user: User) -> tuple[PersonalTrace, ...]:
    """Return what published places say about the user, homes first."""
    return (*_homes(user), *_addresses(user))


def remove_personal_traces(user: User, kept: frozenset[str], at: datetime) -> None:
    """Withdraw homes and erase contact addresses, but for the keys in `kept`.

    `at` is aware.
    """
    own = _own_addresses(user)
    for item in personal_traces(user):
        if item.key in kept:
            continue
        if item.trace == Trace.HOME:
            withdraw_venue(venue_id=item.venue.pk)
            erase_exact_place(venue_id=item.venue.pk)
        else:
            erase_contact_address(venue_id=item.venue.pk, addresses=own, at=at)


def _homes(user: User) -> Iterator[PersonalTrace]:
    managed = Venue.objects.filter(
        organizers__user=user,
        publication=Publication.PUBLISHED,
        hide_exact_place=True,
    ).values("pk")
    alone = Venue.objects.filter(pk__in=managed).annotate(n=Count("organizers"))
    for venue in alone.filter(n=1).order_by("name", "pk"):
        yield PersonalTrace(trace=Trace.HOME, venue=venue)


def _addresses(user: User) -> Iterator[PersonalTrace]:
    own = _own_addresses(user)
    described = Venue.objects.filter(
        Q(organizers__user=user) | Q(corrections__author=user),
        publication=Publication.PUBLISHED,
    )
    for venue in described.distinct().order_by("name", "pk"):
        if own & {str(value).lower() for value in venue.contact.values()}:
            yield PersonalTrace(trace=Trace.ADDRESS, venue=venue)


def _own_addresses(user: User) -> frozenset[str]:
    return frozenset(address.lower() for address in addresses_of(user))
