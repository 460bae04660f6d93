"""`/livez` and `/readyz`: what a supervisor asks before it sends people here.

They are answered before sessions, languages and limits, and for every host name.
"""

import json
from collections.abc import Callable

from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from geoapp.config.health import read_health
from geoapp.mailing.status import outbox_status

_UNAVAILABLE = 503


class ProbesMiddleware:
    """Answer the probes, and leave every other request alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a probe, or pass the request on."""
        probe = {"/livez": live, "/readyz": ready}.get(request.path_info)
        return self._get_response(request) if probe is None else probe()


def live() -> HttpResponse:
    """Say that this process answers; nothing else is looked at."""
    return _response({"status": "ok"}, 200)


def ready() -> HttpResponse:
    """Return 200 if the database answers, else 503.

    A worker that is not running, and emails that wait or have failed, are reported but
    do not affect readiness: the pages work without them.
    """
    try:
        at = timezone.now()
        worker = read_health(at=at).worker_is_alive
        outbox = outbox_status(at=at)
    except Error:
        return _response({"status": "unavailable", "database": "unavailable"}, 503)
    emails = {
        "waiting": outbox.waiting,
        "failed": outbox.failed,
        "uncertain": outbox.uncertain,
    }
    return _response(
        {
            "status": "ok",
            "database": "ok",
            "worker": "ok" if worker else "not running",
            "emails": emails,
        },
        200,
    )


def _response(body: dict[str, object], status: int) -> HttpResponse:
    response = HttpResponse(
        json.dumps(body), content_type="application/json", status=status
    )
    response["Cache-Control"] = "no-store"
    if status == _UNAVAILABLE:
        response["Retry-After"] = "5"
    return response
