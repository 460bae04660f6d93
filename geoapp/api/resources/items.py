"""The venues: a page of a search, and a single one."""

from functools import cache
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.shortcuts import get_object_or_404
from django.urls import reverse

from geoapp.api.http.exchange import ResourceRequest, ResourceResponse
from geoapp.api.http.links import Link, venue_url
from geoapp.api.http.negotiation import GEOJSON, HTML, JSON
from geoapp.api.http.resource_view import resource
from geoapp.api.http.search_params import ITEM_PARAMETERS
from geoapp.api.resources.collections import TITLE
from geoapp.api.resources.collections import VENUES as COLLECTION
from geoapp.api.resources.feature_collection import (
    canonical_params,
    collection_text,
    search_features,
    understood_text,
)
from geoapp.api.resources.serializers import VenueSerializer
from geoapp.common.public_url import public_url
from geoapp.discovery.search.criteria import SearchCriteria
from geoapp.discovery.search.feature_pages import FeaturePage, feature_page, is_plain
from geoapp.publishing.models import PublishedVenue

_FORMS = (GEOJSON, HTML)


@resource(takes=ITEM_PARAMETERS, forms=_FORMS, reads_version=is_plain)
def items(request: ResourceRequest) -> ResourceResponse:
    """Return one page of venues as an RFC 7946 FeatureCollection."""
    criteria = request.criteria
    more = {}
    if is_plain(criteria):
        page = feature_page(criteria, base_url=settings.PUBLIC_BASE_URL)
    else:
        page, query = search_features(criteria, at=request.at)
        if criteria.q:
            more["understood"] = understood_text(query, criteria)
        criteria = query.as_params
    links = [*request.links, _collection_link(), *_next(request, criteria, page)]
    body = collection_text(
        page.features, count=page.count, links=links, at=request.at, more=more
    )
    return ResourceResponse(
        title=TITLE, body=body, links=links[len(request.links) :], version=page.version
    )


@cache
def _collection_path() -> str:
    return reverse("api:collection", args=[COLLECTION])


def _collection_link() -> Link:
    return Link("collection", public_url(_collection_path()), JSON.media_type)


def _next(
    request: ResourceRequest, criteria: SearchCriteria, page: FeaturePage
) -> list[Link]:
    if not page.next_cursor:
        return []
    params = [*criteria.params(), ("limit", str(criteria.limit))]
    params += [("cursor", page.next_cursor), *canonical_params(request.http_request)]
    href = f"{public_url(request.http_request.path)}?{urlencode(params)}"
    return [Link("next", href, request.form.media_type)]


@resource(forms=_FORMS)
def item(request: ResourceRequest, venue_id: UUID) -> ResourceResponse:
    """Return one venue with all its public fields as an RFC 7946 Feature."""
    venue = get_object_or_404(PublishedVenue, pk=venue_id)
    links = [
        *request.links,
        _collection_link(),
        Link(
            "alternate", venue_url(venue.slug), HTML.media_type, ("Venue page (HTML)")
        ),
    ]
    context = {"links": [link.body() for link in links]}
    feature: dict[str, object] = VenueSerializer(venue, context=context).data
    return ResourceResponse(
        title=venue.name, body=feature, links=links[len(request.links) :]
    )
