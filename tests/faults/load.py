"""Clients that read pages and send reports without a pause."""

import re
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count

from tests.faults.figures import Figures
from tests.faults.private_cluster import PrivateCluster

PATIENCE_S = 60
CLIENTS = 8
_READS = ("/api/collections/venues/items?limit=5", "/crafts/", "/?q=pottery")
_UNAVAILABLE = 503
_FURTHER = 50  # answers that show that the site is itself again
_numbers = count()


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """Leaves redirects to the caller."""

    def redirect_request(self, *_args):
        return None


_opener = urllib.request.build_opener(_NoRedirects)


@dataclass
class Load:
    """What clients got while they asked."""

    site: str
    venue: str
    stop: threading.Event = field(default_factory=threading.Event)
    statuses: Counter = field(default_factory=Counter)
    without_retry: int = 0
    errors: list[str] = field(default_factory=list)
    receipts: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)  # of each page
    last_failure_at: float = 0.0

    @property
    def failed(self) -> int:
        """How many answers were of 500 and above, or none at all."""
        answers = sum(n for code, n in self.statuses.items() if code >= 500)
        return answers + len(self.errors)

    def ask(self) -> None:
        """Ask until the load is stopped; each fourth time, send a report."""
        while not self.stop.is_set():
            number = next(_numbers)
            if number % 4 == 3:
                self._report(number)
            else:
                self.open(_READS[number % len(_READS)])

    def _report(self, number: int) -> None:
        path = f"/report/venue/{self.venue}/"
        address = {"X-Forwarded-For": f"2001:db8:{number:x}::1"}
        page, cookie = self.open(path, headers=address)
        token = re.search(r'name="token" value="([^"]+)"', page)
        form = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        if token is None or form is None:
            return
        entered = {
            "token": token[1],
            "csrfmiddlewaretoken": form[1],
            "topic": "mistake",
            "words": f"Report {number}",
        }
        data = urllib.parse.urlencode(entered).encode()
        headers = {**address, "Cookie": cookie, "Referer": self.site}
        self.open(path, data=data, headers=headers)

    def open(self, path: str, **more) -> tuple[str, str]:
        """Return the text and cookie of an answer; both empty where it failed."""
        request = urllib.request.Request(self.site + path, **more)  # noqa: S310 - ours
        begun_at = time.monotonic()
        try:
            with _opener.open(request, timeout=PATIENCE_S) as answer:
                self.statuses[answer.status] += 1
                cookie = (answer.headers["Set-Cookie"] or "").partition(";")[0]
                text = answer.read().decode()
                self.seconds.append(time.monotonic() - begun_at)
                return text, cookie
        except urllib.error.HTTPError as error:
            self._failed_with(error)
        except OSError as error:
            self.errors.append(f"{path}: {error}")
            self.last_failure_at = time.monotonic()
        return "", ""

    def _failed_with(self, error: urllib.error.HTTPError) -> None:
        self.statuses[error.code] += 1
        if error.code >= 500:
            self.last_failure_at = time.monotonic()
        if error.code == _UNAVAILABLE:
            self.without_retry += "Retry-After" not in error.headers
        if error.code == 302:
            self.receipts.append(error.headers["Location"].split("/")[2])

    def seconds_to_recover(self) -> float:
        """Wait for further answers; return the seconds until the last failure.

        Counted from now: this is called when the fault has ended.
        """
        ended_at, before = time.monotonic(), self.statuses[200]
        until(lambda: self.statuses[200] > before + _FURTHER)
        until(lambda: status(self.site, "/readyz") == 200)
        return max(0.0, self.last_failure_at - ended_at)


@contextmanager
def load(
    site: str, cluster: PrivateCluster, figures: Figures, clients: int = CLIENTS
) -> Iterator[Load]:
    """Ask from many threads until the block ends; then check what holds for all.

    Every answer is whole or a 503 with Retry-After, and every report that was confirmed
    is there once.
    """
    with cluster.connect() as database:
        row = database.execute(
            "SELECT id FROM venues_venue WHERE publication = 'published' LIMIT 1"
        )
        running = Load(site, str(row.fetchone()[0]))
    with ThreadPoolExecutor(clients) as threads:
        tasks = [threads.submit(running.ask) for _client in range(clients)]
        try:
            until(lambda: running.statuses[200] > 20)
            yield running
        finally:
            running.stop.set()
    for task in tasks:
        task.result()
    figures.sent += running.statuses.total() + len(running.errors)
    figures.failed += running.failed
    figures.lost += lost(running.receipts, cluster)
    assert running.errors == []
    assert set(running.statuses) <= {200, 302, _UNAVAILABLE}
    assert running.without_retry == 0
    assert running.receipts
    assert figures.lost == 0


def lost(receipts: list[str], cluster: PrivateCluster) -> int:
    """Return how many confirmed reports are missing, or there twice."""
    with cluster.connect() as database:
        rows = database.execute("SELECT number, words FROM stewardship_report")
        stored = rows.fetchall()
    missing = set(receipts) - {number for number, _words in stored}
    copies = len(stored) - len({words for _number, words in stored})
    return len(missing) + copies


def until(is_so: Callable[[], bool], *, patience_s: float = PATIENCE_S) -> None:
    """Wait until something is so; fail after a minute, or as long as is said."""
    end = time.monotonic() + patience_s
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)


def status(site: str, path: str) -> int:
    """Return the status of an answer."""
    try:
        with urllib.request.urlopen(site + path, timeout=20) as answer:  # noqa: S310
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return int(error.code)
