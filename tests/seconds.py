"""How long the tests of each folder worked, beside what pyproject.toml allows them.

Work is the time of set-up, test and clearing away, added over all workers. On a busy
machine it is more: a budget that is passed is a warning, and fails nothing.
"""

import tomllib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

_PYPROJECT = Path(__file__).resolve().parents[1] / "pyproject.toml"


def budget() -> dict[str, int]:
    """Return the seconds that each folder's tests may work in a usual run."""
    settings = tomllib.loads(_PYPROJECT.read_text(encoding="utf-8"))
    seconds: dict[str, int] = settings["tool"]["makerloom"]["test-seconds"]
    return seconds


def by_folder(reports: Iterable[pytest.TestReport]) -> Counter[str]:
    """Return the seconds of work of each folder below tests/."""
    spent: Counter[str] = Counter()
    for report in reports:
        _tests, _slash, path = report.nodeid.partition("/")
        spent[path.split("/")[0]] += report.duration
    return spent


def in_words(spent: Counter[str], allowed: dict[str, int]) -> list[str]:
    """Return a line for each folder, the longest first, and one for all."""
    rows = [*spent.most_common(), ("all", sum(spent.values()))]
    limits = {**allowed, "all": sum(allowed.values())}
    lines = []
    for folder, seconds in rows:
        limit = limits.get(folder, 0)
        passed = f"  above its budget of {limit} s" if 0 < limit < seconds else ""
        lines.append(f"{seconds:7.0f} s  {folder}{passed}")
    return lines
