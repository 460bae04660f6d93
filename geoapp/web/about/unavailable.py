"""The page for requests that the database could not answer, and for other faults."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.views import defaults

from geoapp.common.full_disk import is_full

RETRY_S = 5


def server_error(_request: HttpRequest) -> HttpResponse:
    """Return 503 without the database, 507 if a disk is full, else 500.

    The database is away, or has given a statement up.

    Django calls this as `handler500` while the exception is being handled. The pages
    need no database, session or request.
    """
    error = sys.exception()
    if _is_of_database(error):
        return _unavailable()
    if is_full(error):
        return HttpResponse(loader.render_to_string("507.html"), status=507)
    return HttpResponse(loader.render_to_string("500.html"), status=500)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return 503 if a session could not be saved for want of a database, else 400."""
    if _is_of_database(exception):
        return _unavailable()
    return defaults.bad_request(request, exception)


def _is_of_database(error: BaseException | None) -> bool:
    """Whether an exception, or one that led to it, is the database's."""
    while error is not None:
        if isinstance(error, (OperationalError, InterfaceError)):
            return True
        error = error.__cause__ or error.__context__
    return False


def _unavailable() -> HttpResponse:
    response = HttpResponse(loader.render_to_string("503.html"), status=503)
    response["Retry-After"] = str(RETRY_S)
    response["Cache-Control"] = "no-store"
    return response
