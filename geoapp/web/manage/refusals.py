"""Why a venue cannot begin or a text is not taken, in the words of whoever reads it."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext

from geoapp.common.errors import DomainError
from geoapp.fetching.addresses import AddressRefused
from geoapp.fetching.client import NotReached, NotWanted, TooLarge, TooSlow
from geoapp.venues.actions.register_venue import (
    MOST_DRAFTS,
    NotYours,
    TooManyDrafts,
)
from geoapp.venues.validity import InvalidVenue


def reason_of(error: DomainError) -> str:
    """Return what went wrong and what to do, in the reader's language."""
    say = _REASONS.get(type(error), _REASONS[InvalidVenue])
    return say()


def too_long(most: int) -> str:
    """Return what to do about a text that has more than `most` characters."""
    said = gettext("This is too long: shorten it to %(most)d characters.")
    return said % {"most": most}


_REASONS: Mapping[type[DomainError], Callable[[], str]] = {
    InvalidVenue: lambda: gettext(
        "Something here is too long or cannot be kept: shorten it or leave it out."
    ),
    TooManyDrafts: lambda: (
        gettext("You have %(n)s unfinished venues: finish or discard one first.")
        % {"n": MOST_DRAFTS}
    ),
    NotYours: lambda: gettext("This form belongs to another venue: open a new one."),
    AddressRefused: lambda: gettext(
        "This address cannot be asked: give a public one that begins with https://."
    ),
    NotReached: lambda: gettext(
        "Nothing answers at this address: check it, or paste a text."
    ),
    NotWanted: lambda: gettext(
        "There is no page and no document at this address: paste a text."
    ),
    TooLarge: lambda: gettext("There is more than one megabyte: paste what matters."),
    TooSlow: lambda: gettext(
        "The site takes too long to answer: try later, or paste a text."
    ),
}
