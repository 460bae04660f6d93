"""Published contact details of a space, without personal ones."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from geoapp.sources.spaceapi.values import RepairLog, part, text_of

# Excluded: keymasters, who are persons, and email addresses.
_KEYS = (
    *("phone", "sip", "irc", "twitter", "mastodon", "facebook", "instagram"),
    *("identica", "foursquare", "matrix", "mumble", "xmpp", "gopher"),
)
_SCHEMES = frozenset(
    {"", "http", "https", "irc", "ircs", "matrix", "mumble", "sip", "xmpp", "gopher"}
)
_MAX_LENGTH = 300


def contact_of(document: Mapping[str, Any], book: RepairLog) -> dict[str, str]:
    """Return SpaceAPI's keys; URLs with other schemes are left out."""
    values = {"web": document.get("url"), **_published(document)}
    contact = {
        key: text_of(value, book, what=f"contact {key}", longest=_MAX_LENGTH)
        for key, value in values.items()
    }
    for key, text in contact.items():
        if text and not _is_harmless(text):
            book.add(f"{key} is not a supported URL. Left out.")
    return {key: text for key, text in contact.items() if text and _is_harmless(text)}


def _published(document: Mapping[str, Any]) -> dict[str, object]:
    contact = part(document, "contact")
    return {key: contact[key] for key in _KEYS if key in contact}


def _is_harmless(text: str) -> bool:
    try:
        scheme = urlsplit(text).scheme
    except ValueError:
        return False
    # "name:server" of chats and "example.org:80" look as if they had a scheme.
    return scheme in _SCHEMES or "." in scheme or text.startswith(("#", "@", "+"))
