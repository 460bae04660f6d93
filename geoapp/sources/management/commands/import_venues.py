"""`manage.py import_venues FILE`: other people's lists into the map."""

import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.db import DatabaseError
from django.utils import timezone

from geoapp.sources.actions import convert_file, import_file
from geoapp.sources.management.import_command import STOPPED, UNREADABLE, ImportCommand
from geoapp.sources.progress import Shown
from geoapp.sources.reader_rows import ReadOptions, UnreadableFile
from geoapp.sources.readers import READERS
from geoapp.sources.report import ImportReport

_ARGUMENTS: dict[str, dict[str, Any]] = {
    "file": {"type": Path, "metavar": "FILE", "help": "the list to read"},
    "--format": {
        "default": "",
        "choices": [reader.name for reader in READERS],
        "help": "what FILE is, where its name and start do not tell",
    },
    "--mapping": {
        "type": Path,
        "metavar": "YAML",
        "help": "what the columns of a CSV mean; see fixtures/mappings/minimal.yaml",
    },
    "--postcodes": {
        "type": Path,
        "metavar": "CSV",
        "help": "Code-Point Open, to place British rows that have no position",
    },
    "--source": {
        "default": "",
        "metavar": "KEY",
        "help": "short name of the list, for OpenStreetMap data (default: osm)",
    },
    "--edition": {
        "type": date.fromisoformat,
        "metavar": "YYYY-MM-DD",
        "help": "when OpenStreetMap data was taken out",
    },
    "--country": {
        "default": "",
        "metavar": "CC",
        "help": "two letters, for OpenStreetMap addresses that name no country",
    },
    "--locality": {
        "default": "",
        "metavar": "TOWN",
        "help": "for OpenStreetMap addresses that name no town",
    },
    "--dry-run": {"action": "store_true", "help": "say what would be; write nothing"},
    "--json": {
        "action": "store_true",
        "help": "report as JSON, with every row told of",
    },
    "--to-records": {
        "type": Path,
        "metavar": "OUT",
        "help": "write the facts as a record file instead of importing them",
    },
}


class Command(ImportCommand):
    """One list in, by one verb."""

    typed = "./makerloom import"
    help = (
        "Import venues from OpenStreetMap (.osm, .osm.pbf), GeoJSON or JSON as Overpass "
        "gives it, SpaceAPI, CSV with a mapping file, another Makerloom's export "
        "(.geojsonl), or its own records."
    )
    missing_args_message = "import needs a FILE."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what the person who imports can say."""
        for name, more in _ARGUMENTS.items():
            parser.add_argument(name, **more)

    def handle(self, *_args: object, **options: Any) -> None:
        """Call the one verb and tell what it did."""
        try:
            report = self._run(options)
        except UnreadableFile as error:
            self.stop(str(error), UNREADABLE)
        except OSError as error:
            self.stop(f"{error.filename}: {error.strerror}.", UNREADABLE)
        except DatabaseError as error:
            self.stop(
                f"The database refused: {error}. Run the import again; "
                "what is in already stays.",
                STOPPED,
            )
        self.tell(report, as_json=options["json"])
        if report.stopped:
            sys.exit(STOPPED)

    def _run(self, options: dict[str, Any]) -> ImportReport:
        read_options = ReadOptions(
            mapping=options["mapping"],
            postcodes=options["postcodes"],
            source_key=options["source"],
            edition=options["edition"],
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
            progress=Shown(sys.stderr, label=path.name),
        )
