"""What the commands that import a list share: how they are typed, how they end."""

import json
import sys
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser

from geoapp.common.import_report import ImportReport

STOPPED, UNREADABLE = 1, 2


class ImportCommand(BaseCommand):
    """Exit codes: 0 done, 1 stopped before the end, 2 the file cannot be read.

    `typed` is what people type before the name of the file.
    """

    typed = ""
    requires_system_checks = []
    # What Django adds of its own speaks of programs, not of lists.
    suppressed_base_arguments = {
        "--version",
        "--verbosity",
        "--settings",
        "--pythonpath",
        "--traceback",
        "--no-color",
        "--force-color",
    }

    def create_parser(
        self, prog_name: str, subcommand: str, **kwargs: Any
    ) -> CommandParser:
        """Return a parser that speaks of the command as people type it."""
        kwargs.setdefault("usage", f"{self.typed} FILE [OPTION…]")
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.prog = self.typed
        return parser

    def tell(self, report: ImportReport, *, as_json: bool) -> None:
        """Write the report in words, or as JSON."""
        if as_json:
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False))
        else:
            self.stdout.write("\n".join(report.sentences()))

    def stop(self, sentence: str, code: int) -> NoReturn:
        """Say why it ends here, and end."""
        # CommandError would put its own name before the sentence.
        self.stderr.write(f"makerloom: {sentence}")
        sys.exit(code)
