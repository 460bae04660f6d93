"""The page for requests that the database could not answer, and for other faults."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader

RETRY_S = 5


def server_error(_request: HttpRequest) -> HttpResponse:
    """Return 503 if the database is away or gave a statement up, else 500.

    Django calls this as `handler500` while the exception is being handled. The pages
    need no database, session or request.
    """
    if not isinstance(sys.exception(), (OperationalError, InterfaceError)):
        return HttpResponse(loader.render_to_string("500.html"), status=500)
    response = HttpResponse(loader.render_to_string("503.html"), status=503)
    response["Retry-After"] = str(RETRY_S)
    response["Cache-Control"] = "no-store"
    return response
