"""Make the basemap that lies under the street tiles."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from geoapp.web.map.basemap import make_basemap


class Command(BaseCommand):
    """`manage.py make_basemap`: writes the files anew."""

    help = "Build the basemap (land and borders, Natural Earth)."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Write every level and say how large it is."""
        for level, size in make_basemap(settings.BASEMAP_FOLDER).items():
            self.stdout.write(f"Basemap, {level}: {size / 1000:.0f} kB")
