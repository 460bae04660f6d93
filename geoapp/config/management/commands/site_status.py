"""Prints the database's state, the versions and the worker's heartbeat."""

import sys
from collections.abc import Iterator
from datetime import timedelta

from django.core.management.base import BaseCommand
from django.db import DatabaseError
from django.utils import timezone

from geoapp.config.health import read_health
from geoapp.mailing.status import OutboxStatus, outbox_status


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
        for line in _outbox_lines(outbox_status(at=timezone.now())):
            self.stdout.write(line)
        self.stdout.write(f"versions  {', '.join(versions)}")
        if not health.worker_is_alive:
            sys.exit(1)


def _outbox_lines(outbox: OutboxStatus) -> Iterator[str]:
    parts = [
        (outbox.waiting, f"waiting{_since(outbox.waiting_for)}"),
        (outbox.postponed, "postponed to another day"),
        (outbox.failed, "failed"),
        (outbox.uncertain, "perhaps sent"),
        (outbox.left_out, "left out"),
    ]
    counts = [f"{count} {words}" for count, words in parts if count]
    yield f"email     {', '.join(counts) or 'all sent'}"
    if counts and outbox.last_reason:
        yield f"          last problem: {outbox.last_reason}"
    if outbox.failed:
        yield "          send again: ./makerloom manage send_emails_again"
    if outbox.refused_addresses:
        number = outbox.refused_addresses
        yield f"          {number} {'address rejects' if number == 1 else 'addresses reject'} email"


def _since(age: timedelta | None) -> str:
    if age is None:
        return ""
    minutes = int(age.total_seconds() // 60)
    return f", the oldest for {minutes} min" if minutes else ""
