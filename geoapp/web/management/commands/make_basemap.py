"""Build the basemap."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from geoapp.web.map.basemap import make_basemap


class Command(BaseCommand):
    """`manage.py make_basemap`: rebuild the basemap files."""

    help = "Build the basemap (land and borders, Natural Earth)."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Write every level and print its size."""
        for level, size in make_basemap(settings.BASEMAP_FOLDER).items():
            self.stdout.write(f"Basemap, {level}: {size / 1000:.0f} kB")
