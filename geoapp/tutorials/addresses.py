"""Addresses of pages elsewhere: read as text alone, never opened."""

import re
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

from geoapp.common.errors import DomainError

SCHEMES = frozenset({"http", "https"})
MOST_CHARACTERS = 800
TRACKING = re.compile(r"(utm_\w+|fbclid|gclid|igshid|mc_cid|mc_eid)", re.IGNORECASE)
_WITHOUT_SCHEME = re.compile(r"[\w-]+(\.[\w-]+)*\.[a-z]{2,}([:/?#]\S*)?", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:\S", re.IGNORECASE)
# Halves of a surrogate pair are no text: neither UTF-8 nor the database takes them.
_UNREADABLE = re.compile(r"[\s\x00-\x1f\\\ud800-\udfff]")
_IN_TEXT = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)


class NotAWebAddress(DomainError):
    """It does not begin with http:// or https://, or names no site."""


def address_in(text: str) -> str:
    """Return the first web address inside a text, or nothing."""
    match = _IN_TEXT.search(text)
    return match.group().rstrip(".,;:!?)") if match else ""


def is_like_an_address(text: str) -> bool:
    """Whether a person means an address by it: with a scheme, or `example.org/bowl`."""
    return bool(_SCHEME.match(text) or _WITHOUT_SCHEME.fullmatch(text))


def clean_address(text: str) -> str:
    """Return the address without its fragment and what only tracks readers.

    Raises NotAWebAddress for other schemes, for none at all (unless a host stands
    there), for addresses with a user's name, and above 800 characters.
    """
    typed = text.strip()
    if _WITHOUT_SCHEME.fullmatch(typed):
        typed = f"https://{typed}"
    parts = _parts(typed)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    params = [(name, value) for name, value in pairs if not TRACKING.fullmatch(name)]
    # Rewriting a query can change it, so one without tracking stays as it came.
    query = parts.query if params == pairs else urlencode(params)
    cleaned = parts._replace(
        scheme=parts.scheme.lower(),
        netloc=parts.netloc.lower(),
        path=parts.path or "/",
        query=query,
        fragment="",
    ).geturl()
    if len(cleaned) > MOST_CHARACTERS:
        raise NotAWebAddress("The address is longer than 800 characters.")
    return cleaned


def _parts(typed: str) -> SplitResult:
    try:
        parts = urlsplit(typed)
        host, _port = parts.hostname, parts.port
    except ValueError:
        raise NotAWebAddress("This address cannot be read.") from None
    if parts.scheme.lower() not in SCHEMES or not host:
        raise NotAWebAddress("It has to begin with https:// or http://.")
    if "@" in parts.netloc or _UNREADABLE.search(typed):
        raise NotAWebAddress("This address cannot be read.")
    return parts


def site_of(url: str) -> str:
    """Return the host as people say it: without `www.`."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def spellings(url: str) -> tuple[str, ...]:
    """Return every way to write a clean address: scheme, `www.`, closing slash."""
    parts = urlsplit(url)
    host = parts.netloc.removeprefix("www.")
    path = parts.path.rstrip("/")
    return tuple(
        parts._replace(scheme=scheme, netloc=www + host, path=path + slash).geturl()
        for scheme in ("https", "http")
        for www in ("", "www.")
        for slash in ("", "/")
    )


def normalised(url: str) -> str:
    """Return one spelling for all addresses of a page, for comparing only.

    What is no address is like itself only.
    """
    try:
        return spellings(clean_address(url))[0]
    except NotAWebAddress:
        return url
