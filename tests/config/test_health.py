"""The database's and the worker's state, as `./makerloom status` tells it."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import django
import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from geoapp.config.health import read_health

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def beat(at):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s)", [at]
        )


@pytest.mark.django_db
def test_the_versions_of_everything_underneath_are_known():
    versions = read_health(at=NOON).versions
    assert list(versions) == ["Python", "Django", "PostgreSQL", "PostGIS", "GDAL"]
    assert versions["Django"] == django.get_version()
    assert int(versions["PostgreSQL"].split(".")[0]) >= 15
    assert int(versions["PostGIS"].split(".")[0]) >= 3


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("seconds_ago", "alive"), [(None, False), (0, True), (30, True), (31, False)]
)
def test_a_worker_is_alive_for_30_s_after_its_last_heartbeat(seconds_ago, alive):
    if seconds_ago is not None:
        beat(NOON - timedelta(days=1))
        beat(NOON - timedelta(seconds=seconds_ago))
    assert read_health(at=NOON).worker_is_alive is alive


@pytest.mark.django_db
def test_status_fails_without_a_worker_and_passes_with_one():
    said = StringIO()
    with pytest.raises(SystemExit) as end:
        call_command("site_status", stdout=said)
    assert end.value.code == 1
    assert "heartbeat none yet" in said.getvalue()
    beat(timezone.now())
    said = StringIO()
    call_command("site_status", stdout=said)
    assert "database  ok" in said.getvalue()
    assert "PostGIS" in said.getvalue()
