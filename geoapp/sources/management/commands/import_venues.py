"""`manage.py import_venues FILE`: other people's lists into the map."""

import json
import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from geoapp.sources.actions import convert_file, import_file
from geoapp.sources.progress import Shown
from geoapp.sources.readers import READERS
from geoapp.sources.report import ImportReport
from geoapp.sources.rows import ReadOptions, UnreadableFile

_STOPPED, _UNREADABLE = 1, 2


class Command(BaseCommand):
    """Exit codes: 0 done, 1 stopped before the end, 2 the file cannot be read."""

    help = "Import venues from OpenStreetMap, Overpass, CSV or our own record files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what the person who imports can say."""
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--format", default="", choices=["", *(r.name for r in READERS)]
        )
        parser.add_argument("--mapping", type=Path, help="what a CSV's columns mean")
        parser.add_argument(
            "--postcodes", type=Path, help="Code-Point Open, to place British rows"
        )
        parser.add_argument("--source", default="", help="key of the list")
        parser.add_argument("--edition", type=date.fromisoformat, help="YYYY-MM-DD")
        parser.add_argument("--country", default="", help="for addresses without one")
        parser.add_argument("--locality", default="", help="for addresses without one")
        parser.add_argument("--dry-run", action="store_true", help="write nothing")
        parser.add_argument("--json", action="store_true", help="report as JSON")
        parser.add_argument(
            "--to-records",
            type=Path,
            metavar="OUT",
            help="write the facts as a record file instead of importing them",
        )

    def handle(self, *_args: object, **options: Any) -> None:
        """Call the one verb and tell what it did."""
        try:
            report = self._run(options)
        except (UnreadableFile, OSError) as error:
            raise CommandError(str(error), returncode=_UNREADABLE) from None
        except DatabaseError as error:
            msg = (
                f"The database refused: {error}. Run the import again; "
                "what is in already stays."
            )
            raise CommandError(
                msg,
                returncode=_STOPPED,
            ) from None
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False))
        else:
            self.stdout.write("\n".join(report.sentences()))
        if report.stopped:
            raise CommandError(report.stopped, returncode=_STOPPED)

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
