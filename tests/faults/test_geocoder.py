"""F8: the geocoder is silent, slow, away, or answers nonsense."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.faults.conftest import site_of
from tests.faults.load import load, status
from tests.faults.private_cluster import PrivateCluster
from tests.faults.visitor import Visitor

pytestmark = [pytest.mark.django_db, pytest.mark.long]
_WELL = [
    {"lat": "51.54", "lon": "-0.05", "display_name": "Here", "addresstype": "road"}
]
_SLOW = (200, json.dumps(_WELL).encode())  # a byte at a time
_PAUSE_S = 0.2
ANSWERS = {
    "silent": None,
    "slow": _SLOW,
    "failing": (500, b"{}"),
    "too many": (429, b"{}"),
    "a page": (200, b"<html>Down for repair</html>"),
    "nonsense": (200, b'[{"lat": "x", "lon": null}]'),
}
_LOOKUPS = 6  # of which three fail before it is given a rest
_APART_S = 1.1  # it is asked once a second


class Geocoder(ThreadingHTTPServer):
    """Gives the answer that is set; counts the requests."""

    daemon_threads = True
    answer: tuple[int, bytes] | None = None

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.requests = 0
        self.closing = threading.Event()


class _Handler(BaseHTTPRequestHandler):
    server: Geocoder

    def do_GET(self) -> None:  # the name that http.server calls
        self.server.requests += 1
        if self.server.answer is None:
            self.server.closing.wait(30)
            return
        code, body = self.server.answer
        with suppress(OSError):
            self.send_response(code)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.server.answer is not _SLOW:
                self.wfile.write(body)
                return
            for byte in body:
                self.wfile.write(bytes([byte]))
                self.server.closing.wait(_PAUSE_S)

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


@contextmanager
def geocoder() -> Iterator[Geocoder]:
    """Serve one until the block ends."""
    with Geocoder() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server
        finally:
            server.closing.set()
            server.shutdown()


def test_f8_the_geocoder_fails(cluster, population, figures):
    with geocoder() as service:
        url = f"http://127.0.0.1:{service.server_port}"
        with site_of(cluster.url(), GEOCODER="nominatim", GEOCODER_URL=url) as served:
            site, _process = served
            person = Visitor(site, dict(population.cookies))
            with load(site, cluster, figures) as busy:
                for answer in ANSWERS.values():
                    service.answer, service.requests = answer, 0
                    rested(cluster)
                    precisions = looked_up(person, times=_LOOKUPS)
                    assert precisions == ["city"] * _LOOKUPS
                    assert service.requests == 3
                    figures.sent += _LOOKUPS
                assert status(site, "/readyz") == 200
                service.answer = (200, json.dumps(_WELL).encode())
                rested(cluster)
                assert looked_up(person, times=1) == ["street"]
                service.shutdown()
                service.server_close()
                rested(cluster)
                assert looked_up(person, times=1) == ["city"]
            assert busy.failed == 0


def looked_up(person: Visitor, *, times: int) -> list[str]:
    """Look addresses up; return how precise the answers are."""
    form = person.form("/manage/add/", "draft_id")
    token = {"csrfmiddlewaretoken": form["csrfmiddlewaretoken"]}
    precisions = []
    for number in range(times):
        begun_at = time.monotonic()
        place = {"street": f"Kiln Street {time.time_ns()}", "locality": "Leeds"}
        entered = token | place | {"country": "GB"}
        answer, text, _to = person.post("/manage/find/", entered)
        assert answer == 200
        precisions.append(json.loads(text)["place"]["precision"])
        if number + 1 < times:
            time.sleep(max(0.0, begun_at + _APART_S - time.monotonic()))
    return precisions


def rested(cluster: PrivateCluster) -> None:
    """Let the geocoder be asked again at once."""
    with cluster.connect() as database:
        database.execute("DELETE FROM geocoding_geocoderwatch")
