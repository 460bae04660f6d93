"""Each fault as often as the bench asks, and what each run of it did."""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from tests.faults.figures import Figures

_RUNS = int(os.environ.get("MAKERLOOM_FAULT_RUNS", "1"))
_WRITTEN = os.environ.get("MAKERLOOM_FAULT_FIGURES", "")
_OUTCOME = pytest.StashKey[str]()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run each fault as often as the bench asks."""
    if "figures" in metafunc.fixturenames and _RUNS > 1:
        metafunc.parametrize("figures", range(_RUNS), indirect=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo):
    """Let `figures` know how the test itself ended, or what kept it from beginning."""
    report = yield
    if call.when == "call" or not report.passed:
        item.stash[_OUTCOME] = report.outcome
    return report


@pytest.fixture
def figures(request: pytest.FixtureRequest) -> Iterator[Figures]:
    """What this run of a fault does to the site; the module's name begins with it.

    A run that was skipped has none. One that could not begin has not passed.
    """
    name = request.node.originalname.split("_")[1].upper()
    measured = Figures(fault=name)
    yield measured
    outcome = request.node.stash.get(_OUTCOME, "failed")
    measured.passed = outcome == "passed"
    if _WRITTEN and outcome != "skipped":
        with Path(_WRITTEN).open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(measured)) + "\n")
