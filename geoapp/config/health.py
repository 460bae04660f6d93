"""The health of the database and of the worker."""

import platform
from dataclasses import dataclass
from datetime import datetime, timedelta

import django
from django.contrib.gis.gdal import gdal_version
from django.db import connection

# A worker writes its heartbeat every 10 s; procrastinate itself calls one stalled
# after 30 s (procrastinate.worker.Worker, stalled_worker_timeout).
WORKER_PATIENCE = timedelta(seconds=30)


@dataclass(frozen=True)
class Health:
    """The state of the database and of the worker at one moment."""

    versions: dict[str, str]
    heartbeat_age: timedelta | None

    @property
    def worker_is_alive(self) -> bool:
        """Return whether a worker wrote its heartbeat within the last 30 seconds."""
        return self.heartbeat_age is not None and self.heartbeat_age <= WORKER_PATIENCE


def read_health(*, at: datetime) -> Health:
    """Read the database versions and the worker's last heartbeat.

    Raises django.db.DatabaseError (OperationalError if the database is down).
    """
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        postgresql = str(cursor.fetchone()[0]).split()[0]
        cursor.execute(
            "SELECT extversion FROM pg_extension WHERE extname = %s", ["postgis"]
        )
        row = cursor.fetchone()
        cursor.execute("SELECT max(last_heartbeat) FROM procrastinate_workers")
        heartbeat = cursor.fetchone()[0]
    return Health(
        versions={
            "Python": platform.python_version(),
            "Django": django.get_version(),
            "PostgreSQL": postgresql,
            "PostGIS": row[0] if row else "missing",
            "GDAL": gdal_version().decode(),
        },
        heartbeat_age=at - heartbeat if heartbeat else None,
    )
