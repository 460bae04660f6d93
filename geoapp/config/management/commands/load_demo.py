"""Loads what a new installation shows: vocabulary, places, venues, tutorials."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from geoapp.crafts.actions import load_vocabulary
from geoapp.crafts.vocabulary import current
from geoapp.geocoding.actions import load_gazetteer
from geoapp.publishing.actions import rebuild
from geoapp.sources.actions import import_file
from geoapp.sources.progress import ProgressBar
from geoapp.tutorials.actions import load_tutorials
from geoapp.web.map.basemap import make_basemap


class Command(BaseCommand):
    """`manage.py load_demo`: what is already loaded is skipped."""

    help = "Load the vocabulary, the gazetteer and the demo data from fixtures/."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the choice between everything and what every site needs."""
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument(
            "--places",
            action="store_true",
            default=True,
            help="Load the demo places and tutorials too (the default).",
        )
        choice.add_argument(
            "--without-places",
            dest="places",
            action="store_false",
            help="Load only the vocabulary, the gazetteer and the basemap.",
        )

    def handle(self, *_args: Any, places: bool, **_options: Any) -> None:
        """Run every step, in the order of their dependencies."""
        load_vocabulary(vocabulary=current())
        self._say(f"Vocabulary: {len(current().crafts):,} crafts.")
        count = self._shown("Town names", self._gazetteer)
        self._say(f"Town names: {count:,}.")
        sizes = make_basemap(settings.BASEMAP_FOLDER)
        self._say(f"Basemap: {sum(sizes.values()) / 1000:,.0f} kB.")
        if places:
            self._load_places()
        published = rebuild(at=timezone.now())
        self._say(f"Published venues: {published:,}.")

    def _load_places(self) -> None:
        for path in sorted((settings.FIXTURE_FOLDER / "venues").glob("*.json")):
            report = import_file(path=path, at=timezone.now())
            if report.refused:
                raise CommandError(f"{path.name}: {report.refused} rows rejected.")
            self._say(f"Venues from {path.stem}: {report.read:,}.")
        path = settings.FIXTURE_FOLDER / "tutorials.yaml"
        loaded = load_tutorials(path=path, at=timezone.now())
        self._say(f"Tutorials: {loaded.total:,}.")

    def _gazetteer(self, progress: Callable[[int, int], None]) -> int:
        return load_gazetteer(at=timezone.now(), progress=progress)

    def _shown(self, label: str, step: Callable[[Any], int]) -> int:
        progress = ProgressBar(self.stdout, label=label)  # type: ignore[arg-type]
        try:
            return step(progress.at)
        finally:
            progress.finish()

    def _say(self, line: str) -> None:
        self.stdout.write(line)
