"""Print the database's state, the versions and the worker's heartbeat."""

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import gettext as _

from geoapp.config.health import read_health


class Command(BaseCommand):
    """Exit 0 when the database answers and the worker's heartbeat is fresh."""

    help = _("Print the state of database and worker, and the versions.")
    requires_system_checks = []

    def handle(self, *_args: object, **_options: object) -> None:
        """Read the health once and say it in lines."""
        try:
            health = read_health(at=timezone.now())
        except DatabaseError as error:
            reason = str(error).strip().splitlines()[-1]
            message = f"database  does not answer: {reason}"
            raise CommandError(message) from error
        age = health.heartbeat_age
        beat = f"{age.total_seconds():.0f} s ago" if age is not None else "never"
        self.stdout.write(f"heartbeat {beat}")
        self.stdout.write("database  answers")
        versions = (f"{name} {value}" for name, value in health.versions.items())
        self.stdout.write(f"versions  {', '.join(versions)}")
        if not health.worker_breathes:
            raise CommandError("The worker has not been heard of for 30 s.")
