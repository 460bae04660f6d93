"""Parse and normalise URLs of external pages, without opening them."""

import re
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

from geoapp.common.errors import DomainError

SCHEMES = frozenset({"http", "https"})
MAX_URL_LENGTH = 800
TRACKING = re.compile(r"(utm_\w+|fbclid|gclid|igshid|mc_cid|mc_eid)", re.IGNORECASE)
_WITHOUT_SCHEME = re.compile(r"[\w-]+(\.[\w-]+)*\.[a-z]{2,}([:/?#]\S*)?", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:\S", re.IGNORECASE)
# Lone surrogates cannot be encoded in UTF-8, so the database rejects them.
_UNREADABLE = re.compile(r"[\s\x00-\x1f\\\ud800-\udfff]")
_IN_TEXT = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)


class NotAWebAddress(DomainError):
    """The text is not an http or https URL with a host."""


def address_in(text: str) -> str:
    """Return the first web URL in a text, or an empty string."""
    match = _IN_TEXT.search(text)
    return match.group().rstrip(".,;:!?)") if match else ""


def is_like_an_address(text: str) -> bool:
    """Return whether text looks like a URL: with a scheme, or `example.org/bowl`."""
    return bool(_SCHEME.match(text) or _WITHOUT_SCHEME.fullmatch(text))


def clean_address(text: str) -> str:
    """Return the URL without its fragment and tracking parameters.

    Raises NotAWebAddress for other schemes, for none at all (unless it starts with a
    host), for URLs with credentials, and above 800 characters.
    """
    typed = text.strip()
    if _WITHOUT_SCHEME.fullmatch(typed):
        typed = f"https://{typed}"
    parts = _parts(typed)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    params = [(name, value) for name, value in pairs if not TRACKING.fullmatch(name)]
    # Rewriting a query can change it, so queries without tracking stay as they are.
    query = parts.query if params == pairs else urlencode(params)
    cleaned = parts._replace(
        scheme=parts.scheme.lower(),
        netloc=parts.netloc.lower(),
        path=parts.path or "/",
        query=query,
        fragment="",
    ).geturl()
    if len(cleaned) > MAX_URL_LENGTH:
        raise NotAWebAddress("The URL is longer than 800 characters.")
    return cleaned


def _parts(typed: str) -> SplitResult:
    try:
        parts = urlsplit(typed)
        host, _port = parts.hostname, parts.port
    except ValueError:
        raise NotAWebAddress("This is not a valid URL.") from None
    if parts.scheme.lower() not in SCHEMES or not host:
        raise NotAWebAddress("The URL must start with https:// or http://.")
    if "@" in parts.netloc or _UNREADABLE.search(typed):
        raise NotAWebAddress("This is not a valid URL.")
    return parts


def site_of(url: str) -> str:
    """Return the host without `www.`."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def spellings(url: str) -> tuple[str, ...]:
    """Return all variants of a cleaned URL: scheme, `www.`, trailing slash."""
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
    """Return the same key for all variants of a URL, for comparisons only.

    Text that is not a URL is returned unchanged.
    """
    try:
        return spellings(clean_address(url))[0]
    except NotAWebAddress:
        return url
