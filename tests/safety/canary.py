"""A listener that must hear nothing: whoever follows a link meets it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer


class Canary:
    """Counts the requests to an address of this machine."""

    def __init__(self) -> None:
        heard: list[str] = []

        class Handler(BaseHTTPRequestHandler):
            def handle_one_request(self) -> None:
                """Keep the first line, whatever the method, and say no."""
                heard.append(self.rfile.readline(2000).decode("latin-1").strip())
                self.wfile.write(b"HTTP/1.1 404 Not Found\r\n\r\n")
                self.close_connection = True

            def log_message(self, *_said: object) -> None:
                """Keep silent: what counts is `heard`."""

        self.heard = heard
        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/x"


@contextmanager
def listening() -> Iterator[Canary]:
    """Listen as long as the block runs."""
    canary = Canary()
    thread = threading.Thread(target=canary.server.serve_forever, args=(0.01,))
    thread.start()
    yield canary
    canary.server.shutdown()
    thread.join()
    canary.server.server_close()
