"""The site, served from the process of the tests to a browser."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.test.testcases import LiveServerThread
from pytest_django.live_server_helper import LiveServer


class _Server(ThreadedWSGIServer):
    """A server that is asked to end, and ends at once: not up to half a second later."""

    def serve_forever(self, poll_interval: float = 0.02) -> None:
        super().serve_forever(poll_interval)


@contextmanager
def serving() -> Iterator[str]:
    """Serve the site, with no tiles of anybody else, and yield its address."""
    # A page that a failed test left open must not keep the server from ending.
    WSGIRequestHandler.timeout = 10
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "TILE_URL", "off")
        patch.setattr(LiveServerThread, "server_class", _Server)
        # A thread serves one connection of a browser, and closes its own after it.
        patch.setitem(settings.DATABASES["default"], "CONN_MAX_AGE", 60)
        server = LiveServer("127.0.0.1")
        # Stopping waits for what closed pages still ask: no connection stays behind.
        server.thread.httpd.daemon_threads = False
        patch.setattr(settings, "PUBLIC_BASE_URL", server.url)
        yield server.url
        server.stop()
