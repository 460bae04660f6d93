"""The base of the import commands: usage, report and exit codes."""

import json
import sys
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser

from geoapp.common.import_report import ImportReport

STOPPED, UNREADABLE = 1, 2


class ImportCommand(BaseCommand):
    """Exit codes: 0 done, 1 stopped before the end, 2 the file cannot be read.

    `typed` is the command as users type it, before the file name.
    """

    typed = ""
    requires_system_checks = []
    # Django's own options do not concern users of these commands.
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
        """Return a parser that shows the command as users type it."""
        kwargs.setdefault("usage", f"{self.typed} FILE [OPTION…]")
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.prog = self.typed
        return parser

    def write_report(self, report: ImportReport, *, as_json: bool) -> None:
        """Write the report as text or as JSON."""
        if as_json:
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False))
        else:
            self.stdout.write("\n".join(report.sentences()))

    def stop(self, sentence: str, code: int) -> NoReturn:
        """Write the error and exit."""
        # CommandError would add its own prefix.
        self.stderr.write(f"makerloom: {sentence}")
        sys.exit(code)
