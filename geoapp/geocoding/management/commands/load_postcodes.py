"""Command to load all British postcodes."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from geoapp.geocoding.postcodes import NotCodePoint, load_postcodes, write_sectors


class Command(BaseCommand):
    """`manage.py load_postcodes FILE`: what `./makerloom postcodes FILE` runs."""

    help = "Load all British postcodes from a CSV file of Code-Point Open (OGL v3.0)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the file."""
        parser.add_argument("file", type=Path, help="CSV, may be compressed (.gz).")
        # Writes fixtures/postcodes-gb.tsv anew.
        parser.add_argument("--fixture", action="store_true", help=argparse.SUPPRESS)

    def handle(self, *_args: Any, file: Path, fixture: bool, **_options: Any) -> None:
        """Load the file in one transaction."""
        self.stdout.write("Loading postcodes. This takes about a minute.")
        try:
            count = load_postcodes(file)
        except (OSError, NotCodePoint) as error:
            raise CommandError(f"{file}: {error}") from error
        if fixture:
            write_sectors()
        self.stdout.write(f"Loaded {count:,} postcodes.")
