"""The parts of `./makerloom test --all`, and where one that was stopped goes on.

Each test that passes is noted at once. A run of the same part, with not a file
changed, leaves these out; once all of the part have passed, the next begins anew.
"""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[1]
_NOTES = _ROOT / "var" / "tests"
_MADE_FROM = ("geoapp", "fixtures", "static", "templates", "tests", "pyproject.toml")
# The first that a test's path begins with; whatever is left is "domain".
_PLACES = (
    ("tests/safety/test_t8_", "crawl"),
    ("tests/safety/test_t1_", "injection"),
    ("tests/safety/", "faults"),
    ("tests/faults/", "faults"),
    ("tests/fetching/", "faults"),
    ("tests/config/", "faults"),
    ("tests/journeys/test_accessibility", "pages"),
    ("tests/journeys/test_accounts_accessibility", "pages"),
    ("tests/journeys/test_right_to_left", "pages"),
    ("tests/journeys/", "journeys"),
    ("tests/contracts/", "generated"),
    ("tests/crafts/", "oracles"),
    ("tests/discovery/", "oracles"),
    ("tests/geo", "oracles"),
    ("tests/publishing/", "oracles"),
)


def part_of(nodeid: str) -> str:
    """Return the part that a test is of."""
    return next((part for start, part in _PLACES if nodeid.startswith(start)), "domain")


class Part:
    """One part of a long run: what of it has passed, and what is left."""

    def __init__(self, name: str, folder: Path = _NOTES) -> None:
        self.name = name
        self._file = folder / f"{name}.passed"
        # All workers leave out the same, also one that is started later.
        self._start = self._file.with_suffix(".start")
        self._failed: set[str] = set()
        self.passed: set[str] = set()

    def begin(self) -> None:
        """Read what has passed of this edition, and go on with it."""
        self.passed = _passed(self._file)
        self._file.parent.mkdir(parents=True, exist_ok=True)
        lines = "".join(f"{line}\n" for line in [made_from(), *sorted(self.passed)])
        for file in (self._file, self._start):
            file.write_text(lines, encoding="utf-8")

    def join(self) -> None:
        """Read, in a worker, what had passed when the run began."""
        self.passed = _passed(self._start)

    def left(self, nodeids: Iterable[str]) -> list[str]:
        """Return those that are of this part and have not passed."""
        return [
            nodeid
            for nodeid in nodeids
            if part_of(nodeid) == self.name and nodeid not in self.passed
        ]

    def note(self, report: pytest.TestReport) -> None:
        """Write down a test that has passed, with all that belongs to it."""
        if report.failed:
            self._failed.add(report.nodeid)
        elif report.when == "teardown" and report.nodeid not in self._failed:
            with self._file.open("a", encoding="utf-8") as notes:
                notes.write(f"{report.nodeid}\n")

    def end(self) -> None:
        """Forget what passed: all of it has, and the next run is a whole one."""
        self._file.unlink(missing_ok=True)


def _passed(file: Path) -> set[str]:
    if not file.exists():
        return set()
    edition, *passed = file.read_text(encoding="utf-8").splitlines()
    return set(passed) if edition == made_from() else set()


def made_from() -> str:
    """Return a digest of all that tests depend on."""
    digest = hashlib.sha256()
    for name in _MADE_FROM:
        place = _ROOT / name
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if path.is_file() and path.suffix != ".pyc":
                digest.update(str(path.relative_to(_ROOT)).encode() + b"\0")
                digest.update(path.read_bytes())
    return digest.hexdigest()


def wanted() -> Part | None:
    """Return the part that the launcher asks for, if it is one."""
    name = os.environ.get("MAKERLOOM_TEST_PART", "")
    return Part(name) if name else None
