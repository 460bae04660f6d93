"""`manage.py import_venues FILE`: import external venue data."""

import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.db import DatabaseError
from django.utils import timezone

from geoapp.sources.actions import convert_file, import_file
from geoapp.sources.management.import_command import STOPPED, UNREADABLE, ImportCommand
from geoapp.sources.progress import ProgressBar
from geoapp.sources.reader_rows import ReadOptions, UnreadableFile
from geoapp.sources.readers import READERS
from geoapp.sources.report import VenueImportReport

_ARGUMENTS: dict[str, dict[str, Any]] = {
    "file": {"type": Path, "metavar": "FILE", "help": "file to import"},
    "--format": {
        "default": "",
        "choices": [reader.name for reader in READERS],
        "help": "format of FILE, if it cannot be detected",
    },
    "--mapping": {
        "type": Path,
        "metavar": "YAML",
        "help": "mapping file for CSV columns; see fixtures/mappings/minimal.yaml",
    },
    "--postcodes": {
        "type": Path,
        "metavar": "CSV",
        "help": "Code-Point Open file, to locate UK rows without coordinates",
    },
    "--source": {
        "default": "",
        "metavar": "KEY",
        "help": "short name of the source, for OpenStreetMap data (default: osm)",
    },
    "--edition": {
        "type": date.fromisoformat,
        "metavar": "YYYY-MM-DD",
        "help": "date of the OpenStreetMap extract",
    },
    "--country": {
        "default": "",
        "metavar": "CC",
        "help": "two-letter code for OpenStreetMap addresses without a country",
    },
    "--locality": {
        "default": "",
        "metavar": "TOWN",
        "help": "town for OpenStreetMap addresses without one",
    },
    "--dry-run": {
        "action": "store_true",
        "help": ("dry run: report what would change, write nothing"),
    },
    "--json": {
        "action": "store_true",
        "help": "write the report as JSON, with every row",
    },
    "--to-records": {
        "type": Path,
        "metavar": "OUT",
        "help": "write a record file instead of importing",
    },
}


class Command(ImportCommand):
    """Parses the options and imports one file."""

    typed = "./makerloom import"
    help = (
        "Import venues from OpenStreetMap (.osm, .osm.pbf), Overpass JSON or"
        " GeoJSON, SpaceAPI, CSV with a mapping file, a Makerloom export (.geojsonl)"
        " or Makerloom records."
    )
    missing_args_message = "import needs a FILE."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the arguments."""
        for name, kwargs in _ARGUMENTS.items():
            parser.add_argument(name, **kwargs)

    def handle(self, *_args: object, **options: Any) -> None:
        """Import the file and write the report."""
        try:
            report = self._run(options)
        except UnreadableFile as error:
            self.stop(str(error), UNREADABLE)
        except OSError as error:
            self.stop(f"{error.filename}: {error.strerror}.", UNREADABLE)
        except DatabaseError as error:
            self.stop(
                (
                    f"Database error: {error}. Run the import again. Rows already"
                    " imported stay."
                ),
                STOPPED,
            )
        self.write_report(report, as_json=options["json"])
        if report.stopped:
            sys.exit(STOPPED)

    def _run(self, options: dict[str, Any]) -> VenueImportReport:
        read_options = ReadOptions(
            mapping=options["mapping"],
            postcodes=options["postcodes"],
            source_key=options["source"],
            edition=options["edition"],
            today=timezone.now().date(),
            country=options["country"].upper(),
            locality=options["locality"],
        )
        path: Path = options["file"]
        if options["to_records"]:
            return convert_file(
                path=path,
                out=options["to_records"],
                format_name=options["format"],
                options=read_options,
            )
        return import_file(
            path=path,
            at=timezone.now(),
            format_name=options["format"],
            options=read_options,
            dry_run=options["dry_run"],
            progress=ProgressBar(sys.stderr, label=path.name),
        )
