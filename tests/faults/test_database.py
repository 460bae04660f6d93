"""F1 to F4: the database goes away, ends, hangs, or has no connection left."""

import time

import pytest

from tests.faults.load import load, status, until

pytestmark = [pytest.mark.django_db, pytest.mark.long]
_FROZEN_S = 10


def test_f1_the_database_is_restarted(site, cluster, figures):
    with load(site, cluster, figures) as busy:
        for _time in range(2):
            cluster.stop()
            until(lambda: status(site, "/readyz") == 503)
            assert status(site, "/livez") == 200
            cluster.start()
            figures.recovery_s = max(figures.recovery_s, busy.seconds_to_recover())
    assert busy.statuses[503]


def test_f2_connections_and_processes_are_killed(site, cluster, figures):
    with load(site, cluster, figures) as busy:
        for _time in range(5):
            cluster.end_connections()
            busy.seconds_to_recover()
        cluster.kill_a_backend()
        busy.seconds_to_recover()
        cluster.kill()
        until(lambda: status(site, "/readyz") == 503)
        cluster.start()
        figures.recovery_s = busy.seconds_to_recover()


def test_f3_the_database_hangs(site, cluster, figures):
    with load(site, cluster, figures) as busy:
        cluster.freeze()
        frozen_at = time.monotonic()
        try:
            until(lambda: status(site, "/readyz") == 503)
            assert status(site, "/livez") == 200
            until(lambda: time.monotonic() > frozen_at + _FROZEN_S)
        finally:
            cluster.thaw()
        figures.recovery_s = busy.seconds_to_recover()


def test_f4_there_are_too_few_connections(site, cluster, figures):
    cluster.stop()
    cluster.start("max_connections=10", "superuser_reserved_connections=1")
    with load(site, cluster, figures, clients=40) as busy:
        until(lambda: status(site, "/readyz") == 503)
        until(lambda: busy.statuses[200] > 200)
        assert status(site, "/livez") == 200
        cluster.stop()
        cluster.start()
        figures.recovery_s = busy.seconds_to_recover()
