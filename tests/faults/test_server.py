"""F16: the server's processes are replaced while people use the site."""

import os
import signal
from pathlib import Path

import pytest

from tests.faults.load import load, until

pytestmark = [pytest.mark.django_db, pytest.mark.long]
# Two processes each time.
_TIMES = 10
_PATIENCE_S = 240  # on a machine that has much else to do
# As many as leave a core to the processes that load the site.
_CLIENTS = 3


def test_f16_the_servers_processes_are_replaced(site_process, cluster, figures):
    site, server = site_process
    with load(site, cluster, figures, clients=_CLIENTS) as busy:
        for _time in range(_TIMES):
            before = processes_of(server.pid)
            assert len(before) == 2
            os.kill(server.pid, signal.SIGHUP)
            until(
                lambda before=before: not before & processes_of(server.pid),
                patience_s=_PATIENCE_S,
            )
        figures.recovery_s = busy.seconds_to_recover()
    assert busy.failed == 0


def processes_of(pid: int) -> set[int]:
    """Return the processes that a server has started and that have not ended."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return {int(child) for child in children}
