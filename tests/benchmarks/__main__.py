"""`./makerloom bench`: how long the API takes, beside what it can be compared with."""

import argparse
import os
import signal
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "geoapp.config.settings")
django.setup()

from tests.benchmarks.load.run import run_load  # noqa: E402 - they read models
from tests.benchmarks.run import run, say  # noqa: E402


def parser() -> argparse.ArgumentParser:
    """Return the options of `./makerloom bench`."""
    made = argparse.ArgumentParser(prog="makerloom bench", description=__doc__)
    made.add_argument("--load", action="store_true", help="many visitors at once")
    made.add_argument("--venues", type=int, default=100_000, metavar="N")
    made.add_argument("--rounds", type=int, default=9, metavar="N")
    made.add_argument("--minutes", type=float, default=10, metavar="N", help="at most")
    made.add_argument("--json", type=Path, metavar="FILE", help="write all figures")
    made.add_argument("--only", default="", metavar="WORD", help="some questions")
    made.add_argument("--anew", action="store_true", help="fill the database again")
    made.add_argument("--remove", action="store_true", help="remove it at the end")
    return made


if __name__ == "__main__":
    # Whoever is told to end ends its servers first.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Ended before its last round."))
    words = parser().parse_args()
    if words.load:
        run_load(words, say)
    else:
        run(words)
