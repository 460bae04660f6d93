"""Prints the database's state, the versions and the worker's heartbeat."""

import sys

from django.core.management.base import BaseCommand
from django.db import DatabaseError
from django.utils import timezone

from geoapp.config.health import read_health


class Command(BaseCommand):
    """Exit 0 when the database answers and the worker's heartbeat is fresh."""

    help = "Show the status of the database and the worker, and the versions."
    requires_system_checks = []

    def handle(self, *_args: object, **_options: object) -> None:
        """Read the health once and print it."""
        try:
            health = read_health(at=timezone.now())
        except DatabaseError as error:
            reason = str(error).strip().splitlines()[0]
            self.stdout.write(f"database  not responding: {reason}")
            sys.exit(1)
        age = health.heartbeat_age
        beat = "none yet" if age is None else f"{age.total_seconds():.0f} s ago"
        versions = (f"{name} {value}" for name, value in health.versions.items())
        self.stdout.write(f"heartbeat {beat}")
        self.stdout.write("database  ok")
        self.stdout.write(f"versions  {', '.join(versions)}")
        if not health.worker_is_alive:
            sys.exit(1)
