"""Somebody else's page: another origin, with a policy that allows what we document."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from playwright.sync_api import Page

# Nothing else may be loaded, and nothing inline may run or style.
STRICT = (
    "default-src 'none'; script-src {site}; connect-src {site}; frame-src {site};"
    " img-src data:"  # the page's own empty icon, which browsers else ask for
)

# What breaks the policy is noted in the page.
VIOLATIONS = """
    window.violations = [];
    document.addEventListener("securitypolicyviolation", (event) => {
        window.violations.push(`${event.violatedDirective} ${event.blockedURI}`);
    });
"""


class Host:
    """Serves pages by their path, each with the strict policy."""

    def __init__(self, site: str) -> None:
        pages: dict[str, str] = {}
        policy = STRICT.format(site=site)

        class Handler(BaseHTTPRequestHandler):
            timeout = 10

            def do_GET(self) -> None:  # the name that http.server calls
                """Answer the page of this path."""
                text = pages.get(self.path, "")
                self.send_response(200 if text else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Security-Policy", policy)
                self.end_headers()
                self.wfile.write(text.encode())

            def log_message(self, *_said: object) -> None:
                """Keep silent."""

        self.pages = pages
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        # Another name is another origin, and another site for cookies.
        self.url = f"http://localhost:{self.server.server_port}"

    def page(self, path: str, body: str, *, title: str, language: str = "en") -> str:
        """Put up a page and return its address."""
        self.pages[path] = (
            f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            '<link rel="icon" href="data:,">'
            f"<title>{title}</title></head><body><main><h1>{title}</h1>{body}"
            "</main></body></html>"
        )
        return self.url + path


@contextmanager
def hosting(site: str) -> Iterator[Host]:
    """Serve as long as the block runs."""
    host = Host(site)
    thread = threading.Thread(target=host.server.serve_forever, args=(0.01,))
    thread.start()
    yield host
    host.server.shutdown()
    thread.join()
    host.server.server_close()


def check_clean(page: Page) -> None:
    """Assert that the host's policy was kept, and that nothing was kept anywhere."""
    assert page.evaluate("window.violations") == []
    assert page.context.cookies() == []
    kept = "[localStorage.length, sessionStorage.length, document.cookie]"
    assert page.evaluate(kept) == [0, 0, ""]
