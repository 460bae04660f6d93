"""The venues themselves: a page of a search, and one of them."""

from functools import cache
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.shortcuts import get_object_or_404
from django.urls import reverse

from geoapp.api.answer import Answer, Asked
from geoapp.api.criteria import VENUES
from geoapp.api.features import collection_text, kept_params, search_features
from geoapp.api.links import Link, public_link, venue_url
from geoapp.api.media import GEOJSON, HTML, JSON
from geoapp.api.ogc.collections import TITLE
from geoapp.api.ogc.collections import VENUES as COLLECTION
from geoapp.api.resource import resource
from geoapp.api.serializers import VenueSerializer
from geoapp.discovery.criteria import SearchCriteria
from geoapp.discovery.feature_pages import FeaturePage, feature_page, is_plain
from geoapp.publishing.models import PublishedVenue

_FORMS = (GEOJSON, HTML)


@resource(takes=VENUES, forms=_FORMS, reads_version=is_plain)
def items(asked: Asked) -> Answer:
    """Answer one page of venues as an RFC 7946 FeatureCollection."""
    criteria = asked.criteria
    if is_plain(criteria):
        page = feature_page(criteria, base_url=settings.PUBLIC_BASE_URL)
    else:
        page, criteria = search_features(criteria, at=asked.at)
    links = [*asked.links, _collection_link(), *_next(asked, criteria, page)]
    body = collection_text(page.features, count=page.count, links=links, at=asked.at)
    return Answer(
        title=TITLE, body=body, links=links[len(asked.links) :], version=page.version
    )


@cache
def _collection_path() -> str:
    return reverse("api:collection", args=[COLLECTION])


def _collection_link() -> Link:
    return Link("collection", public_link(_collection_path()), JSON.media_type)


def _next(asked: Asked, criteria: SearchCriteria, page: FeaturePage) -> list[Link]:
    if not page.next_cursor:
        return []
    params = [*criteria.params(), ("limit", str(criteria.limit))]
    params += [("cursor", page.next_cursor), *kept_params(asked.request)]
    href = f"{public_link(asked.request.path)}?{urlencode(params)}"
    return [Link("next", href, asked.form.media_type)]


@resource(forms=_FORMS)
def item(asked: Asked, venue_id: UUID) -> Answer:
    """Answer one venue with all its public fields as an RFC 7946 Feature."""
    venue = get_object_or_404(PublishedVenue, pk=venue_id)
    links = [
        *asked.links,
        _collection_link(),
        Link("alternate", venue_url(venue.slug), HTML.media_type, "The venue's page"),
    ]
    context = {"links": [link.body() for link in links]}
    feature: dict[str, Any] = VenueSerializer(venue, context=context).data
    return Answer(title=venue.name, body=feature, links=links[len(asked.links) :])
