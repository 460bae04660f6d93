"""`/api/feeds/venues.atom`: what is new and changed of a search (RFC 4287, GeoRSS).

A change is one that everybody can read: a home that moves inside its area, a live
state and a rebuild leave no trace here (geoapp.publishing.changes).
"""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from django.conf import settings
from django.urls import reverse

from geoapp.api.exports.file_formats import ATOM
from geoapp.api.exports.streaming import file_view
from geoapp.api.feeds.xml import child, document
from geoapp.api.http.exchange import ResourceRequest, moment_text
from geoapp.api.http.links import venue_url
from geoapp.api.http.search_params import FILTER_PARAMETERS
from geoapp.common.public_url import public_url
from geoapp.crafts.choices import Kind
from geoapp.crafts.vocabulary import current
from geoapp.discovery.search.resolved_query import ResolvedQuery, resolve_query
from geoapp.discovery.search.results import filtered_queryset
from geoapp.publishing.models import PublishedVenue
from geoapp.publishing.table_cells import source_line

MAX_ENTRIES = 50  # entries: a reader asks again, and what is older it has
_NAMESPACE = "http://www.w3.org/2005/Atom"
_GEORSS = "http://www.georss.org/georss"
_BEGAN = "2026"  # of tag URIs (RFC 4151): who named it, and since when


@file_view(ATOM, takes=FILTER_PARAMETERS, attached=False)
def venues(request: ResourceRequest) -> Iterable[bytes]:
    """Return the latest changes among the venues of a search."""
    return _feed_text(resolve_query(request.criteria), request.at)


def _feed_text(question: ResolvedQuery, at: datetime) -> Iterator[bytes]:
    rows = filtered_queryset(question).order_by("-changed_at", "pk")
    page = list(rows.defer("search", "said_by")[:MAX_ENTRIES])
    query = question.criteria.query_string()
    root = ET.Element("feed", {"xmlns": _NAMESPACE, "xmlns:georss": _GEORSS})
    child(root, "title", "Makerloom: new and changed venues")
    child(root, "id", _feed_id(query))
    child(root, "updated", moment_text(page[0].changed_at if page else at))
    child(child(root, "author"), "name", "Makerloom")
    _link(root, "self", kind=ATOM.media_type.partition(";")[0], href=_address(query))
    home = public_url("/") + (f"?{query}" if query else "")
    _link(root, "alternate", kind="text/html", href=home)
    for venue in page:
        _entry(root, venue)
    yield document(root)


def _address(query: str) -> str:
    return public_url(reverse("api:feed_atom")) + (f"?{query}" if query else "")


def _feed_id(query: str) -> str:
    host = urlsplit(settings.PUBLIC_BASE_URL).hostname or "localhost"
    digest = hashlib.sha256(query.encode()).hexdigest()[:16]
    return f"tag:{host},{_BEGAN}:venues:{digest}"


def _entry(root: ET.Element, venue: PublishedVenue) -> None:
    entry = child(root, "entry")
    child(entry, "title", venue.name)
    child(entry, "id", venue.pk.urn)
    child(entry, "updated", moment_text(venue.changed_at))
    child(entry, "published", moment_text(venue.published_at))
    _link(entry, "alternate", kind="text/html", href=venue_url(venue.slug))
    item = public_url(reverse("api:venue", args=[venue.pk]))
    _link(entry, "related", kind="application/geo+json", href=item)
    for craft in dict.fromkeys(o["craft"] for o in venue.page["offers"]):
        label = current().label(craft, of="crafts", language="en")
        child(entry, "category", attributes={"term": craft, "label": label})
    child(entry, "summary", _summary(venue))
    child(entry, "rights", "\n".join(map(source_line, venue.page["sources"])))
    child(
        entry, "georss:point", f"{venue.public_point.y:.6f} {venue.public_point.x:.6f}"
    )
    if venue.uncertainty_m:
        # Of a home this is its area; metres, as GeoRSS means it.
        child(entry, "georss:radius", str(venue.uncertainty_m))


def _summary(venue: PublishedVenue) -> str:
    parts = [str(Kind(venue.kind).label), venue.locality]
    head = ", ".join(part for part in parts if part)
    return f"{head}. {venue.page['summary']}".strip()


def _link(parent: ET.Element, rel: str, *, kind: str, href: str) -> None:
    child(parent, "link", attributes={"rel": rel, "type": kind, "href": href})
