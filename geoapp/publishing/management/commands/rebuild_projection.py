"""Rebuilds the whole public projection."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from geoapp.publishing.actions import rebuild


class Command(BaseCommand):
    """`manage.py rebuild_projection`: safe to kill and to run again."""

    help = "Rebuild the public projection of all venues."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Rebuild, with a line for every batch."""
        count = rebuild(at=timezone.now(), progress=self._progress)
        self.stdout.write(f"Published venues: {count}.")

    def _progress(self, done: int, total: int) -> None:
        self.stdout.write(f"{done} of {total} venues")
