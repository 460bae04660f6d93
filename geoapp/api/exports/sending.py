"""How a file is sent: named, opened to all origins, known by a weak ETag, in pieces.

The first piece is made before the first header, so that what cannot be answered is
a problem and not half a file. Nothing of a file is kept in memory but a piece.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import wraps
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from geoapp.api.etags import is_known, weak_tag
from geoapp.api.media import Form, negotiated
from geoapp.api.serving import View, served

# Whoever keeps a file asks again whether it still holds: what is withdrawn or
# hidden must not live on in a cache, and a 304 costs one look at a number.
_CACHING = "public, no-cache"

Pieces = Callable[[HttpRequest, datetime], Iterable[bytes]]


def file_view(form: Form, *, attached: bool = True) -> Callable[[Pieces], View]:
    """Make a view of a function that returns the pieces of a file.

    The function reads its parameters at once and raises what is wrong with them;
    its pieces are made while they are sent.
    """
    name = f'filename="makerloom-venues.{form.name}"'
    kept = f"attachment; {name}" if attached else "inline"

    def decorate(pieces: Pieces) -> View:
        @wraps(pieces)
        def answered(request: HttpRequest) -> HttpResponseBase:
            response = _answered(request, pieces, form)
            response.headers["Content-Disposition"] = kept
            return response

        return served(answered)

    return decorate


def _answered(request: HttpRequest, pieces: Pieces, form: Form) -> HttpResponseBase:
    at = timezone.now()
    if request.GET.get("f"):
        negotiated(request, (form,))  # an address with an ending has one form
    tag = weak_tag(request, form, at=at, by_the_minute=False)
    found = pieces(request, at)
    response: HttpResponseBase
    if is_known(request, tag):
        response = HttpResponse(status=HTTPStatus.NOT_MODIFIED)
    else:
        asked_for_body = request.method != "HEAD"
        body = _Begun(found) if asked_for_body else ()
        response = StreamingHttpResponse(body, content_type=form.media_type)
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = _CACHING
    return response


class _Begun:
    """The pieces of a file, the first made already; they end with the answer."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._first: bytes | None = next(self._pieces, b"")

    def __iter__(self) -> Iterator[bytes]:
        """Return itself, as a file does."""
        return self

    def __next__(self) -> bytes:
        """Return the next piece."""
        if self._first is None:
            return next(self._pieces)
        piece, self._first = self._first, None
        return piece

    def close(self) -> None:
        """Let go of cursor and file: Django calls it when the reader has left."""
        close = getattr(self._pieces, "close", None)
        if close is not None:
            close()
