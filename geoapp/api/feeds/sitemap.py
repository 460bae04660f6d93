"""The sitemap (sitemaps.org 0.9): every page that stands for itself.

Venues are parted by their ids, which are random: a part is found through the index
of ids, however many venues there are.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID
from xml.sax.saxutils import escape

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from geoapp.api.feeds.conditional_get import conditional_get
from geoapp.api.http.exchange import moment_text
from geoapp.api.http.links import venue_url
from geoapp.api.http.negotiation import MediaFormat
from geoapp.common.public_url import public_url
from geoapp.crafts.vocabulary import current
from geoapp.publishing.models import PublishedVenue
from geoapp.tutorials.models import Tutorial

_XML = MediaFormat(("xml",), "application/xml")
MAX_URLS = 50_000  # of addresses in one file
_FULL = 40_000  # ids are random, so parts differ by some hundreds
_MAX_PARTS = 1 << 14
_ALL_IDS = 1 << 128
_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_PAGES = (
    "map:home",
    "tutorials:list",
    "terms:crafts",
    "terms:all_equipment",
    "make:make",
    "activities:offline_activities",
    "about:guidelines",
    "about:about",
    "about:help",
    "about:help_make",
    "about:help_places",
    "about:help_data",
    "about:privacy",
)
Address = tuple[str, datetime | None]


@conditional_get(_XML)
def index(_request: HttpRequest) -> HttpResponse:
    """Return the sitemap index."""
    parts = parts_for(PublishedVenue.objects.count())
    names = [reverse("feeds:sitemap_pages"), reverse("feeds:sitemap_tutorials")]
    names += [reverse("feeds:sitemap_venues", args=[n, parts]) for n in range(parts)]
    return _answer("sitemapindex", "sitemap", [(public_url(n), None) for n in names])


@conditional_get(_XML)
def pages(_request: HttpRequest) -> HttpResponse:
    """Return the sitemap of the site's own pages, crafts and machines."""
    vocabulary = current()
    paths = [reverse(name) for name in _PAGES]
    paths += [reverse("terms:craft", args=[term]) for term in vocabulary.crafts]
    paths += [reverse("terms:equipment", args=[term]) for term in vocabulary.equipment]
    return _answer("urlset", "url", [(public_url(path), None) for path in paths])


@conditional_get(_XML)
def tutorials(_request: HttpRequest) -> HttpResponse:
    """Return the sitemap of confirmed tutorials."""
    rows = Tutorial.objects.confirmed().order_by("pk").only("slug")[:MAX_URLS]
    addresses = ((public_url(row.get_absolute_url()), None) for row in rows.iterator())
    return _answer("urlset", "url", addresses)


@conditional_get(_XML)
def venues(_request: HttpRequest, part: int, parts: int) -> HttpResponse:
    """Return one part of the venue sitemap, with last-modified times.

    Parts named by an older index remain valid: the number determines the id range.
    """
    is_power_of_two = parts in {1 << n for n in range(_MAX_PARTS.bit_length())}
    if not is_power_of_two or part >= parts:
        raise Http404
    width = _ALL_IDS // parts
    rows = PublishedVenue.objects.filter(pk__gte=UUID(int=part * width))
    if part + 1 < parts:
        rows = rows.filter(pk__lt=UUID(int=(part + 1) * width))
    slugs = rows.order_by("pk").values_list("slug", "changed_at")[:MAX_URLS]
    addresses = ((venue_url(slug), at) for slug, at in slugs.iterator(chunk_size=2_000))
    return _answer("urlset", "url", addresses)


def parts_for(count: int) -> int:
    """Return the number of sitemap parts for `count` venues: a power of two."""
    parts = 1
    while count > (MAX_URLS if parts == 1 else _FULL * parts) and parts < _MAX_PARTS:
        parts *= 2
    return parts


def _answer(root: str, name: str, addresses: Iterable[Address]) -> HttpResponse:
    # Whole: a part has some megabytes, and a streamed one holds a thread as long as
    # its reader reads.
    text = b"".join(_pieces(root, name, addresses))
    return HttpResponse(text, content_type=_XML.media_type)


def _pieces(root: str, name: str, addresses: Iterable[Address]) -> Iterator[bytes]:
    yield f"{_HEAD}<{root} {_NAMESPACE}>\n".encode()
    for address, at in addresses:
        changed = f"<lastmod>{moment_text(at)}</lastmod>" if at else ""
        yield f"<{name}><loc>{escape(address)}</loc>{changed}</{name}>\n".encode()
    yield f"</{root}>\n".encode()
