"""Command to load a file of tutorials."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from geoapp.tutorials.actions import load_tutorials
from geoapp.tutorials.tutorial_file import InvalidTutorials


class Command(BaseCommand):
    """`manage.py load_tutorials fixtures/tutorials.yaml`."""

    help = "Load tutorials from a YAML file. Safe to run again."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the file argument."""
        parser.add_argument("file", type=Path)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Load the file; exit with the line that breaks a rule."""
        path: Path = options["file"]
        try:
            loaded = load_tutorials(path=path, at=timezone.now())
        except (InvalidTutorials, OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{path.name}: {error}") from error
        self.stdout.write(
            f"Tutorials: {loaded.added} added, {loaded.changed} changed, "
            f"{loaded.unchanged} unchanged."
        )
