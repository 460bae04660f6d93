"""Content negotiation: `f` decides, then the Accept header."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from django.http import HttpRequest
from rest_framework.exceptions import APIException

from geoapp.discovery.search.criteria import InvalidCriteria
from geoapp.discovery.search.params import Problem


@dataclass(frozen=True, slots=True)
class MediaFormat:
    """One way to write a resource.

    `names` are the values of `f` that ask for it, `accepts` the media types that a
    client may name for it, `media_type` what it is then sent as.
    """

    names: tuple[str, ...]
    media_type: str
    accepts: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The value of `f` that links use."""
        return self.names[0]


JSON = MediaFormat(("json",), "application/json")
# Clients that know JSON only are given GeoJSON too: it is JSON.
GEOJSON = MediaFormat(
    ("json", "geojson"), "application/geo+json", ("application/json",)
)
HTML = MediaFormat(("html",), "text/html")
# Exactly this text: the OGC test suite and GDAL compare it letter by letter.
OPENAPI_30 = MediaFormat(
    ("json",),
    "application/vnd.oai.openapi+json;version=3.0",
    ("application/openapi+json;version=3.0", "application/json"),
)
OPENAPI_31 = MediaFormat(
    ("json",),
    "application/vnd.oai.openapi+json;version=3.1",
    ("application/openapi+json;version=3.1", "application/json"),
)


class NotAcceptable(APIException):
    """The client accepts none of the available media types."""

    status_code = HTTPStatus.NOT_ACCEPTABLE


def negotiate(request: HttpRequest, forms: Sequence[MediaFormat]) -> MediaFormat:
    """Return the format to respond in; the first if the client has no preference."""
    names = [value.strip() for value in request.GET.getlist("f") if value.strip()]
    if names:
        return _named(names, forms)
    if not request.headers.get("Accept"):
        return forms[0]
    form_by_media_type = {kind: f for f in forms for kind in (f.media_type, *f.accepts)}
    preferred = request.get_preferred_type(list(form_by_media_type))
    if preferred is None:
        kinds = ", ".join(form.media_type for form in forms)
        raise NotAcceptable(
            f"Not available in the requested media type. Accept one of {kinds}, or */*."
        )
    return form_by_media_type[preferred]


def reads_html(request: HttpRequest) -> bool:
    """Whether the client asks for HTML; such requests take the full middleware chain."""
    if "f" in request.GET:
        return request.GET["f"] == "html"
    return "text/html" in request.headers.get("Accept", "")


def _named(names: Sequence[str], forms: Sequence[MediaFormat]) -> MediaFormat:
    matching = [form for form in forms if names[0] in form.names]
    if len(names) > 1 or not matching:
        format_names = ", ".join(dict.fromkeys(n for form in forms for n in form.names))
        raise InvalidCriteria([Problem("f", f"Must be one of: {format_names}.")])
    return matching[0]
