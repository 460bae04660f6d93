"""The table of the faults counts what has really run, and only that."""

import json
import os
import subprocess
import sys

import pytest

from tests.running import ROOT

pytestmark = pytest.mark.long

TESTS = """
import pytest

@pytest.fixture
def away():
    raise RuntimeError

@pytest.fixture
def unfit():
    pytest.skip("not as root")

def test_f1_passes(figures):
    pass

def test_f2_fails(figures):
    assert not figures

def test_f3_is_skipped(figures):
    pytest.skip("not as root")

def test_f4_cannot_begin(figures, away):
    pass

def test_f5_may_not_begin(figures, unfit):
    pass
"""


def test_a_run_counts_as_passed_only_if_its_test_has_passed(tmp_path):
    (tmp_path / "test_faults.py").write_text(TESTS)
    figures = tmp_path / "figures"
    options = ["-c", os.devnull, "--rootdir", str(tmp_path)]
    plugins = ["-p", "no:cacheprovider", "-p", "tests.faults.runs"]
    subprocess.run(
        [sys.executable, "-m", "pytest", *options, *plugins, "test_faults.py"],
        cwd=tmp_path,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
            "MAKERLOOM_FAULT_FIGURES": str(figures),
        },
        capture_output=True,
        check=False,
    )
    runs = [json.loads(line) for line in figures.read_text().splitlines()]
    passed = {run["fault"]: run["passed"] for run in runs}
    assert passed == {"F1": True, "F2": False, "F4": False}
