"""`/livez` and `/readyz`: what a supervisor asks before it sends people here.

They are answered before sessions, languages and limits, and for every host name.
Anybody may ask, so a process looks at the database at most once a second.
"""

import json
import threading
from collections.abc import Callable
from time import monotonic

from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from geoapp.config.health import read_health
from geoapp.mailing.status import outbox_status

_UNAVAILABLE = 503
_LASTS_S = 1.0
_UNKNOWN: tuple[dict[str, object], int] = (
    {"status": "unavailable", "database": "unavailable"},
    _UNAVAILABLE,
)


class ProbesMiddleware:
    """Answer the probes, and leave every other request alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response
        self._readiness = Readiness()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a probe, or pass the request on."""
        if request.path_info == "/livez":
            return live()
        if request.path_info == "/readyz":
            return _response(*self._readiness.read())
        return self._get_response(request)


class Readiness:
    """Whether the database answers, asked by one thread at a time."""

    def __init__(self) -> None:
        self._asking = threading.Lock()
        self._result = _UNKNOWN
        self._read_at = -_LASTS_S

    def read(self) -> tuple[dict[str, object], int]:
        """Return what `/readyz` says, at most a second old, and its status.

        While a database keeps one thread waiting, others wait a second at most.
        """
        if not self._asking.acquire(timeout=_LASTS_S):
            return _UNKNOWN
        try:
            if monotonic() - self._read_at >= _LASTS_S:
                self._result = _readiness()
                self._read_at = monotonic()
            return self._result
        finally:
            self._asking.release()


def live() -> HttpResponse:
    """Say that this process answers; nothing else is looked at."""
    return _response({"status": "ok"}, 200)


def _readiness() -> tuple[dict[str, object], int]:
    """Return 200 if the database answers, else 503.

    A worker that is not running, and emails that wait or have failed, are reported but
    do not affect readiness: the pages work without them.
    """
    try:
        at = timezone.now()
        worker = read_health(at=at).worker_is_alive
        outbox = outbox_status(at=at)
    except Error:
        return _UNKNOWN
    emails = {
        "waiting": outbox.waiting,
        "postponed": outbox.postponed,
        "failed": outbox.failed,
        "uncertain": outbox.uncertain,
    }
    body: dict[str, object] = {
        "status": "ok",
        "database": "ok",
        "worker": "ok" if worker else "not running",
        "emails": emails,
    }
    return body, 200


def _response(body: dict[str, object], status: int) -> HttpResponse:
    response = HttpResponse(
        json.dumps(body), content_type="application/json", status=status
    )
    response["Cache-Control"] = "no-store"
    if status == _UNAVAILABLE:
        response["Retry-After"] = "5"
    return response
