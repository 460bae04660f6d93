"""How a space may be reached: what it publishes for that, and no person's own."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from geoapp.sources.spaceapi.values import RepairLog, part, text_of

# Not among them: keymasters, who are persons, and mail addresses.
_KEYS = (
    *("phone", "sip", "irc", "twitter", "mastodon", "facebook", "instagram"),
    *("identica", "foursquare", "matrix", "mumble", "xmpp", "gopher"),
)
_SCHEMES = frozenset(
    {"", "http", "https", "irc", "ircs", "matrix", "mumble", "sip", "xmpp", "gopher"}
)
_LONGEST = 300


def contact_of(document: Mapping[str, Any], book: RepairLog) -> dict[str, str]:
    """Return SpaceAPI's keys; addresses of any other scheme than theirs are left out."""
    values = {"web": document.get("url"), **_given(document)}
    contact = {
        key: text_of(value, book, what=f"contact {key}", longest=_LONGEST)
        for key, value in values.items()
    }
    for key, text in contact.items():
        if text and not _is_harmless(text):
            book.say(f"Its {key} is no address that can be followed; left out.")
    return {key: text for key, text in contact.items() if text and _is_harmless(text)}


def _given(document: Mapping[str, Any]) -> dict[str, object]:
    contact = part(document, "contact")
    return {key: contact[key] for key in _KEYS if key in contact}


def _is_harmless(text: str) -> bool:
    try:
        scheme = urlsplit(text).scheme
    except ValueError:
        return False
    # "name:server" of chats and "example.org:80" have something like a scheme.
    return scheme in _SCHEMES or "." in scheme or text.startswith(("#", "@", "+"))
