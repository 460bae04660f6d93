"""Every other address below the API's root."""

from django.http import Http404

from geoapp.api.answer import Answer, Asked
from geoapp.api.resource import resource


@resource()
def nothing(_asked: Asked, **_rest: str) -> Answer:
    """Answer 404 as problem+json."""
    raise Http404
