"""Streams exports with a file name, CORS headers and a weak ETag.

The first chunk is produced before the headers, so that an error becomes a problem
document, not a truncated file. HEAD produces no chunk. Only one chunk is held in
memory.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone, translation

from geoapp.api.http.etags import is_known, weak_tag
from geoapp.api.http.exchange import ResourceRequest
from geoapp.api.http.negotiation import MediaFormat, negotiate
from geoapp.api.http.resource_view import CACHING, View, resource_view
from geoapp.api.http.search_params import parse_search_params

Pieces = Callable[[ResourceRequest], Iterable[bytes]]


def file_view(
    form: MediaFormat, *, takes: frozenset[str], attached: bool = True
) -> Callable[[Pieces], View]:
    """Return a decorator that makes a view of a function returning a file's chunks.

    The function parses the request at once and raises what is wrong with it; its chunks
    are produced while they are sent.
    """
    name = f'filename="makerloom-venues.{form.name}"'
    disposition = f"attachment; {name}" if attached else "inline"

    def decorate(pieces: Pieces) -> View:
        @wraps(pieces)
        def handler(request: HttpRequest) -> HttpResponseBase:
            response = _response(_parse(request, form, takes), pieces)
            response.headers["Content-Disposition"] = disposition
            return response

        return resource_view(handler)

    return decorate


def _parse(
    request: HttpRequest, form: MediaFormat, takes: frozenset[str]
) -> ResourceRequest:
    """Return the parsed request; raises InvalidCriteria."""
    at = timezone.now()
    if request.GET.get("f"):
        negotiate(request, (form,))  # an address with an ending has one form
    return ResourceRequest(
        request, parse_search_params(request.GET, takes, at=at), form, (), at
    )


def _response(request: ResourceRequest, pieces: Pieces) -> HttpResponseBase:
    tag = weak_tag(
        request.http_request, request.form, at=request.at, by_the_minute=False
    )
    response: HttpResponseBase
    if is_known(request.http_request, tag):
        response = HttpResponse(status=HTTPStatus.NOT_MODIFIED)
    else:
        with translation.override(request.criteria.language):
            content = pieces(request)
        body = (
            () if request.http_request.method == "HEAD" else _PrefetchedPieces(content)
        )
        response = StreamingHttpResponse(body, content_type=request.form.media_type)
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = CACHING
    return response


class _PrefetchedPieces:
    """The chunks of a file, the first already produced."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._first: bytes | None = next(self._pieces, b"")

    def __iter__(self) -> Iterator[bytes]:
        """Return the iterator itself."""
        return self

    def __next__(self) -> bytes:
        """Return the next piece."""
        if self._first is None:
            return next(self._pieces)
        chunk, self._first = self._first, None
        return chunk

    def close(self) -> None:
        """Release cursor and file. Django calls this when the client disconnects."""
        close = getattr(self._pieces, "close", None)
        if close is not None:
            close()
