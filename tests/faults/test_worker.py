"""F7 and F9: the worker is killed, and the mail server does not speak."""

import os
import random
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import pytest
from django.conf import settings

from geoapp.config.launcher.serve import WORKER_OPTIONS
from tests.faults.load import load, until
from tests.faults.private_cluster import PrivateCluster
from tests.faults.visitor import Visitor
from tests.mailing.stub_server import StubServer, stub_server
from tests.running import ROOT

pytestmark = [pytest.mark.django_db, pytest.mark.long]
_EMAILS, _KILLS = 40, 20
# Until what a killed worker had begun is taken up again, or is tried once more.
_PATIENCE_S = 240
_KILLED_AFTER_S = 6
_RECIPIENT = re.compile(r"^To: (\S+)", re.MULTILINE)
_numbers = count(1)


def test_f9_a_mail_server_that_says_nothing(site, cluster, population, figures):
    prefix = f"silent{next(_numbers)}"
    with stub_server({"CONNECT": ""}) as server, worker(cluster, server):
        with load(site, cluster, figures) as busy:
            report_with_emails(site, population.published, prefix)
            until(lambda: server.connections > 0)
            busy.seconds_to_recover()
        assert busy.failed == 0
        server.replies.clear()
        began_at = time.monotonic()
        until(lambda: settled(cluster, prefix), patience_s=_PATIENCE_S)
        figures.recovery_s = time.monotonic() - began_at
        figures.lost += lost(cluster, server, prefix)
    assert states(cluster, prefix) == {"sent": _EMAILS}
    assert figures.lost == 0


def test_f7_the_worker_is_killed(site, cluster, population, figures):
    prefix, moments = f"killed{next(_numbers)}", random.Random(7)
    with stub_server() as server:
        report_with_emails(site, population.published, prefix)
        figures.sent += _EMAILS
        for _kill in range(_KILLS):
            with worker(cluster, server) as process:
                begun, end = server.connections, time.monotonic() + _KILLED_AFTER_S
                # All that is left may be what earlier ones had begun.
                until(
                    lambda begun=begun, end=end: (
                        server.connections > begun or time.monotonic() > end
                    )
                )
                time.sleep(moments.uniform(0, 0.2))
                process.kill()
        began_at = time.monotonic()
        with worker(cluster, server):
            until(lambda: settled(cluster, prefix), patience_s=_PATIENCE_S)
        figures.recovery_s = time.monotonic() - began_at
        figures.lost += lost(cluster, server, prefix)
    assert set(states(cluster, prefix)) <= {"sent", "uncertain"}
    assert figures.lost == 0


def report_with_emails(site: str, venue: str, prefix: str) -> None:
    """Report a place for people who want an answer: each gets an email."""
    path = f"/report/venue/{venue}/"
    for number in range(_EMAILS):
        visitor = Visitor(site, address=f"2001:db8:{next(_numbers):x}::1")
        email = f"{prefix}-{number}@example.org"
        entered = {"topic": "mistake", "words": email, "email": email}
        status, _text, _to = visitor.post(path, visitor.form(path, "token") | entered)
        assert status == 302


@contextmanager
def worker(
    cluster: PrivateCluster, server: StubServer
) -> Iterator[subprocess.Popen[bytes]]:
    """Run the worker on the site's database until the block ends."""
    environment = {
        **os.environ,
        "DATABASE_URL": cluster.url(),
        "SECRET_KEY": settings.SECRET_KEY,
        "EMAIL_URL": f"smtp://127.0.0.1:{server.port}",
        "STATEMENT_TIMEOUT_MS": "0",
    }
    words = ["manage.py", "procrastinate", "worker", *WORKER_OPTIONS]
    process = subprocess.Popen([sys.executable, *words], cwd=ROOT, env=environment)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def states(cluster: PrivateCluster, prefix: str) -> dict[str, int]:
    """Return how many of the emails have got how far."""
    with cluster.connect() as database:
        rows = database.execute(
            "SELECT state, count(*) FROM mailing_message WHERE recipient LIKE %s"
            " GROUP BY state",
            [f"{prefix}-%"],
        )
        return dict(rows.fetchall())


def settled(cluster: PrivateCluster, prefix: str) -> bool:
    """Whether none of the emails waits or is being handed over."""
    return not {"waiting", "handing_over"} & states(cluster, prefix).keys()


def lost(cluster: PrivateCluster, server: StubServer, prefix: str) -> int:
    """Return how many emails came twice, or are neither sent nor called uncertain."""
    arrived = Counter(
        recipient
        for text in server.received
        for recipient in _RECIPIENT.findall(text)
        if recipient.startswith(prefix)
    )
    ends = states(cluster, prefix)
    missing = _EMAILS - ends.get("sent", 0) - ends.get("uncertain", 0)
    unsent = max(0, ends.get("sent", 0) - len(arrived))
    return missing + unsent + sum(number - 1 for number in arrived.values())
