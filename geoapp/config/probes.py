"""`/livez` and `/readyz`: what a supervisor asks before it sends people here.

They are answered before sessions, languages and limits, and for every host name.
Anybody may ask, so a process looks at the database at most once a second. It does so in
a thread of its own with a connection of its own: nobody waits for a database that
hangs, and one that takes no more connections is not called ready.
"""

import json
import threading
from collections.abc import Callable
from concurrent.futures import Future, wait
from time import monotonic

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from geoapp.config.health import read_health
from geoapp.mailing.status import outbox_status

_UNAVAILABLE = 503
_LASTS_S = 1.0
_PATIENCE_S = 1.0  # for a database that does not answer
# What `/readyz` says, and its status.
Result = tuple[dict[str, object], int]
_UNKNOWN: Result = (
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
        self._lock = threading.Lock()
        self._result = _UNKNOWN
        self._read_at = -_LASTS_S
        self._reading: Future[Result] | None = None

    def read(self) -> Result:
        """Return what `/readyz` says, at most a second old, and its status.

        Waits a second at most for a database that does not answer.
        """
        with self._lock:
            if monotonic() - self._read_at < _LASTS_S:
                return self._result
            reading = self._reading = self._reading or _in_a_thread(_fresh_readiness)
        wait({reading}, timeout=_PATIENCE_S)
        with self._lock:
            if not reading.done():
                return _UNKNOWN
            if reading is self._reading:
                self._reading = None
                self._result, self._read_at = reading.result(), monotonic()
            return reading.result()


def _in_a_thread(read: Callable[[], Result]) -> Future[Result]:
    """Begin to read; the process does not wait for the end of it when it stops."""
    future: Future[Result] = Future()

    def run() -> None:
        try:
            future.set_result(read())
        except Exception as error:
            future.set_exception(error)
            raise

    threading.Thread(target=run, name="readiness", daemon=True).start()
    return future


def live() -> HttpResponse:
    """Say that this process answers; nothing else is looked at."""
    return _response({"status": "ok"}, 200)


def _fresh_readiness() -> Result:
    try:
        return _readiness()
    finally:
        connection.close()


def _readiness() -> Result:
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
