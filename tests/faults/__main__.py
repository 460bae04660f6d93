"""`./makerloom bench --faults`: each fault some times, and a table of what it did."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.faults.figures import Figures, table


def parser() -> argparse.ArgumentParser:
    """Return the options."""
    made = argparse.ArgumentParser(prog="makerloom bench --faults", description=__doc__)
    made.add_argument("--runs", type=int, default=5, metavar="N", help="of each fault")
    made.add_argument("--only", default="", metavar="NAME", help="F1, or 'F1 or F4'")
    return made


def main() -> int:
    """Run the faults; return 0 if the site survived all of them."""
    options = parser().parse_args()
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / "figures"
        written.touch()
        words = [
            "-m",
            "long",
            "-k",
            options.only or "test_f",
            "-p",
            "no:randomly",
            "-rs",
        ]
        command = [sys.executable, "-m", "pytest", *words, "tests/faults"]
        environment = {
            **os.environ,
            "MAKERLOOM_FAULT_RUNS": str(options.runs),
            "MAKERLOOM_FAULT_FIGURES": str(written),
        }
        code = subprocess.call(command, env=environment)
        lines = written.read_text(encoding="utf-8").splitlines()
    runs = [Figures(**json.loads(line)) for line in lines]
    sys.stdout.write("\n".join(["", *table(runs), ""]))
    return code


if __name__ == "__main__":
    sys.exit(main())
