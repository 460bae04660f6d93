"""How a file is sent: named, opened to all origins, known by a weak ETag, in pieces.

The first piece is made before the first header, so that what cannot be answered is
a problem and not half a file. Nothing of a file is kept in memory but a piece.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response

from geoapp.api.problems import problem_response
from geoapp.common.errors import DomainError
from geoapp.publishing.sql.data_version import data_version

# Whoever keeps a file asks again whether it still holds: what is withdrawn or
# hidden must not live on in a cache, and a 304 costs one look at a number.
_CACHING = "public, no-cache"
_METHODS = "GET, HEAD, OPTIONS"
# Texts whose meaning hangs on the day, and words that an answer dates.
_DATED = frozenset({"q", "open_at"})

Pieces = Callable[[HttpRequest, datetime], Iterable[bytes]]


def file_view(
    *, media_type: str, name: str, attached: bool = True
) -> Callable[[Pieces], Callable[..., HttpResponseBase]]:
    """Make a view of a function that returns the pieces of a file.

    The function reads its parameters at once and raises what is wrong with them;
    its pieces are made while they are sent.
    """

    def decorate(pieces: Pieces) -> Callable[..., HttpResponseBase]:
        def view(request: HttpRequest) -> HttpResponseBase:
            if request.method == "OPTIONS":
                return _opened(_headed(HttpResponse(status=204), allow=True))
            if request.method not in {"GET", "HEAD"}:
                return _opened(_headed(HttpResponse(status=405), allow=True))
            at = timezone.now()
            try:
                tag = _tag(request, at)
                found = pieces(request, at)
                known = get_conditional_response(request, etag=tag)
                response = known or _streamed(request, found, media_type)
            except DomainError as error:
                answer = problem_response(error, {"request": request})
                return _opened(answer) if answer else HttpResponse(status=500)
            response.headers["ETag"] = tag
            response.headers["Cache-Control"] = _CACHING
            if attached and not known:
                kept = f'attachment; filename="{name}"'
                response.headers["Content-Disposition"] = kept
            return _opened(response)

        return view

    return decorate


def _streamed(
    request: HttpRequest, pieces: Iterable[bytes], media_type: str
) -> StreamingHttpResponse:
    if request.method == "HEAD":
        return StreamingHttpResponse((), content_type=media_type)
    return StreamingHttpResponse(_Begun(pieces), content_type=media_type)


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


def _tag(request: HttpRequest, at: datetime) -> str:
    dated = not _DATED.isdisjoint(request.GET)
    said = (
        data_version(),
        request.path,
        sorted(request.GET.lists()),
        at.strftime("%Y-%m-%dT%H:%M") if dated else "",
    )
    return f'W/"{hashlib.sha256(repr(said).encode()).hexdigest()[:24]}"'


def _headed(response: HttpResponse, *, allow: bool) -> HttpResponse:
    if allow:
        response.headers["Allow"] = _METHODS
        response.headers["Access-Control-Allow-Methods"] = _METHODS
        response.headers["Access-Control-Allow-Headers"] = "If-None-Match"
    return response


def _opened(response: HttpResponseBase) -> HttpResponseBase:
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "ETag, Content-Disposition"
    return response
