"""Messages for domain errors of the forms."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext

from geoapp.common.errors import DomainError
from geoapp.fetching.allowed_addresses import AddressRefused
from geoapp.fetching.client import NotReached, TooLarge, TooSlow, UnexpectedMediaType
from geoapp.stewardship.declined import DeclinedTwice
from geoapp.venues.actions.register_venue import (
    MAX_DRAFTS,
    NotYours,
    TooManyDrafts,
)
from geoapp.venues.validation import InvalidVenue


def error_message(error: DomainError) -> str:
    """Return what went wrong and what to do, in the reader's language."""
    message = _REASONS.get(type(error), _REASONS[InvalidVenue])
    return message()


def too_long(maximum: int) -> str:
    """Return the message about a text of more than `maximum` characters."""
    message = gettext("This is too long. Shorten it to %(most)d characters.")
    return message % {"most": maximum}


def correction_missing() -> str:
    """Return the message about a report that is closed as corrected, without one."""
    return gettext(
        "Nothing has changed here since the report. Correct it first, or say what you "
        "corrected."
    )


def declined_twice() -> str:
    """Return the message about something that only a moderator can submit again."""
    return gettext(
        "This has been submitted twice, by you or others, and was declined each time. "
        "Only a moderator can submit it again. Everything you entered stays here."
    )


def change_declined_twice() -> str:
    """Return the message about a change that only a moderator can make."""
    return gettext(
        "This change has been submitted twice, by you or others, and was declined each "
        "time. Only a moderator can make it."
    )


_REASONS: Mapping[type[DomainError], Callable[[], str]] = {
    InvalidVenue: lambda: gettext(
        "Something here is too long or cannot be saved. Shorten it or remove it."
    ),
    DeclinedTwice: change_declined_twice,
    TooManyDrafts: lambda: (
        gettext("You have %(n)s unfinished drafts. Finish or delete one first.")
        % {"n": MAX_DRAFTS}
    ),
    NotYours: lambda: gettext("This form belongs to another place. Start a new one."),
    AddressRefused: lambda: gettext(
        "We cannot open this address. Use a public one that starts with https://."
    ),
    NotReached: lambda: gettext(
        "We could not reach this address. Check it, or paste the text instead."
    ),
    UnexpectedMediaType: lambda: gettext(
        "We found no readable page at this address. Paste the text instead."
    ),
    TooLarge: lambda: gettext(
        "This page is larger than 1 MB. Paste the part you need instead."
    ),
    TooSlow: lambda: gettext(
        "The site took too long to respond. Try again later, or paste the text instead."
    ),
}
