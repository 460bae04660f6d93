"""Handles every other path below the API's root."""

from django.http import Http404

from geoapp.api.http.exchange import ResourceRequest, ResourceResponse
from geoapp.api.http.resource_view import resource


@resource()
def not_found(_request: ResourceRequest, **_rest: str) -> ResourceResponse:
    """Return 404 as problem+json."""
    raise Http404
