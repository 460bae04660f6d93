"""How to reach a venue, ready to be shown: its own links first."""

from dataclasses import dataclass

from django.utils.translation import gettext

from geoapp.publishing.models import PublishedVenue

# SpaceAPI's keys that read better as words; the website has a button of its own.
_SHOWN_APART = frozenset({"web"})


@dataclass(frozen=True, slots=True)
class ContactValue:
    """An address to follow, or text to read."""

    text: str
    is_link: bool


def contact_of(venue: PublishedVenue) -> list[tuple[str, ContactValue]]:
    """Return (name, value) of every published way to reach the venue."""
    names = {"phone": gettext("Phone"), "twitter": "X", "irc": "IRC", "sip": "SIP"}
    return [
        (
            names.get(key, key.replace("_", " ").capitalize()),
            ContactValue(value, value.startswith(("https://", "http://"))),
        )
        for key, value in venue.page["contact"].items()
        if key not in _SHOWN_APART
    ]
