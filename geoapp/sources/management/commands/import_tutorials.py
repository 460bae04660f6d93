"""`manage.py import_tutorials FILE`: import external lists of tutorials."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.db import DatabaseError
from django.utils import timezone

from geoapp.sources.management.import_command import STOPPED, UNREADABLE, ImportCommand
from geoapp.sources.progress import ProgressBar
from geoapp.tutorials.actions import import_listing
from geoapp.tutorials.listings import FORMATS, UnreadableListing
from geoapp.tutorials.listings.cleaning import CleaningOptions


class Command(ImportCommand):
    """Parses the options and imports one list."""

    typed = "./makerloom import-tutorials"
    help = (
        "Import tutorials from JSON (a list or one object per line), TSV or a"
        " Markdown list of links. Crafts and equipment read from text are marked as"
        " guesses."
    )
    missing_args_message = "import-tutorials needs a FILE."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the arguments."""
        parser.add_argument("file", type=Path, metavar="FILE", help="file to import")
        parser.add_argument(
            "--format",
            default="",
            choices=list(FORMATS),
            help="format of FILE, if it cannot be detected",
        )
        parser.add_argument(
            "--site",
            default="",
            metavar="ADDRESS",
            help=("base URL for relative links, such as https://www.instructables.com"),
        )
        parser.add_argument(
            "--under",
            action="append",
            default=[],
            metavar="HEADING",
            help="Markdown only: import the links under this heading",
        )
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help=("dry run: report what would change, write nothing"),
        )
        parser.add_argument(
            "--json",
            action="store_true",
            help=("write the report as JSON, with every row"),
        )

    def handle(self, *_args: object, **options: Any) -> None:
        """Import the list and write the report."""
        path: Path = options["file"]
        progress = ProgressBar(sys.stderr, label=path.name)
        try:
            report = import_listing(
                path=path,
                at=timezone.now(),
                format_name=options["format"],
                cleaning=CleaningOptions(site=options["site"], under=options["under"]),
                dry_run=options["dry_run"],
                progress=progress.at,
            )
        except UnreadableListing as error:
            self.stop(str(error), UNREADABLE)
        except OSError as error:
            self.stop(f"{error.filename}: {error.strerror}.", UNREADABLE)
        except DatabaseError as error:
            self.stop(f"Database error: {error}. Run this command again.", STOPPED)
        finally:
            progress.finish()
        self.write_report(report, as_json=options["json"])
