"""`manage.py import_tutorials FILE`: other people's lists of tutorials."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError
from django.utils import timezone

from geoapp.sources.progress import Shown
from geoapp.tutorials.listings import FORMATS, UnreadableListing, import_listing
from geoapp.tutorials.listings.sifting import Sieve

_STOPPED, _UNREADABLE = 1, 2


class Command(BaseCommand):
    """Exit codes: 0 done, 1 stopped before the end, 2 the file cannot be read."""

    help = (
        "Add tutorials from JSON (a list, or an object a line), TSV, or Markdown lists "
        "of links. Crafts and equipment that are read out of words are marked as guesses."
    )
    requires_system_checks = []
    missing_args_message = "import-tutorials needs a FILE."

    def create_parser(
        self, prog_name: str, subcommand: str, **kwargs: Any
    ) -> CommandParser:
        """Return a parser that speaks of the command as people type it."""
        kwargs.setdefault("usage", "./makerloom import-tutorials FILE [OPTION…]")
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.prog = "./makerloom import-tutorials"
        return parser

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what the person who imports can say."""
        parser.add_argument("file", type=Path, metavar="FILE", help="the list to read")
        parser.add_argument(
            "--format",
            default="",
            choices=list(FORMATS),
            help="what FILE is, where its name and start do not tell",
        )
        parser.add_argument(
            "--site",
            default="",
            metavar="ADDRESS",
            help="what relative addresses are meant from: https://www.instructables.com",
        )
        parser.add_argument(
            "--under",
            action="append",
            default=[],
            metavar="HEADING",
            help="of a Markdown list, take only what stands under this heading",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would be; write nothing"
        )
        parser.add_argument(
            "--json", action="store_true", help="report as JSON, with every row told of"
        )

    def handle(self, *_args: object, **options: Any) -> None:
        """Call the one verb and tell what it did."""
        path: Path = options["file"]
        shown = Shown(sys.stderr, label=path.name)
        try:
            report = import_listing(
                path=path,
                at=timezone.now(),
                format_name=options["format"],
                sieve=Sieve(site=options["site"], under=options["under"]),
                dry_run=options["dry_run"],
                progress=shown.at,
            )
        except UnreadableListing as error:
            self._stop(str(error), _UNREADABLE)
        except OSError as error:
            self._stop(f"{error.filename}: {error.strerror}.", _UNREADABLE)
        except DatabaseError as error:
            self._stop(f"The database refused: {error}. Run this again.", _STOPPED)
        finally:
            shown.finish()
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False))
        else:
            self.stdout.write("\n".join(report.sentences()))

    def _stop(self, sentence: str, code: int) -> NoReturn:
        # CommandError would put its own name before the sentence.
        self.stderr.write(f"makerloom: {sentence}")
        sys.exit(code)
