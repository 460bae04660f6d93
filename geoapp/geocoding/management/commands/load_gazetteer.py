"""Command to load the offline gazetteer."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from geoapp.geocoding.actions import load_gazetteer


class Command(BaseCommand):
    """`manage.py load_gazetteer`: does nothing if this edition is loaded."""

    help = "Load the offline gazetteer (GeoNames, CC BY 4.0)."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Load the gazetteer, with one line per batch."""
        count = load_gazetteer(at=timezone.now(), progress=self._progress)
        self.stdout.write(f"Loaded {count} town names.")

    def _progress(self, done: int, total: int) -> None:
        self.stdout.write(f"{done} of {total} towns")
