"""The contact details of a venue, ready for display."""

from dataclasses import dataclass

from django.utils.translation import gettext

from geoapp.publishing.models import PublishedVenue

# The website has a button of its own.
_SHOWN_APART = frozenset({"web"})


@dataclass(frozen=True, slots=True)
class ContactValue:
    """A link or plain text."""

    text: str
    is_link: bool


def contact_of(venue: PublishedVenue) -> list[tuple[str, ContactValue]]:
    """Return (name, value) of every published contact detail."""
    names = {"phone": gettext("Phone"), "twitter": "X", "irc": "IRC", "sip": "SIP"}
    return [
        (
            names.get(key, key.replace("_", " ").capitalize()),
            ContactValue(value, value.startswith(("https://", "http://"))),
        )
        for key, value in venue.page["contact"].items()
        if key not in _SHOWN_APART
    ]
