"""Unit tests of the scripts that need no page, run by the Node that Playwright ships."""

import os
import re
import subprocess
from pathlib import Path

import playwright
import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / "static" / "makerloom" / "js"
NODE = Path(playwright.__file__).parent / "driver" / "node"
MIN_BRANCHES = 0.9

# What only a page or the map library has; a comment may name it.
_NEEDS_A_PAGE = re.compile(
    r"\b(?:document|window|matchMedia|XMLHttpRequest|HTMLElement|customElements"
    r"|FormData|querySelector(?:All)?|navigator\.(?:geolocation|credentials))\b|\bL\."
)
_COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'`])//[^\n]*", re.DOTALL)
_IMPORT = re.compile(r'from "(\.[^"]+)"')


def imports_of(script: Path) -> list[Path]:
    """Return the scripts that a script imports."""
    targets = _IMPORT.findall(script.read_text())
    return [(script.parent / target).resolve() for target in targets]


def needs_a_page(script: Path) -> bool:
    """Return whether a script, or one that it imports, uses the page or the map."""
    code = _COMMENT.sub("", script.read_text())
    return bool(_NEEDS_A_PAGE.search(code)) or any(
        map(needs_a_page, imports_of(script))
    )


def scripts_without_page() -> list[Path]:
    """Return every script whose branches are measured."""
    return sorted(s for s in SCRIPTS.rglob("*.js") if not needs_a_page(s))


def branches_by_script(lcov: str) -> dict[Path, float]:
    """Return the share of covered branches of each script in a report."""
    shares = {}
    for record in lcov.split("end_of_record"):
        fields = dict(line.split(":", 1) for line in record.split() if ":" in line)
        if "SF" in fields:
            total, covered = int(fields.get("BRF", 0)), int(fields.get("BRH", 0))
            shares[(ROOT / fields["SF"]).resolve()] = covered / total if total else 1.0
    return shares


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, str, str]:
    """Return Node's exit code, its report for people and its lcov report."""
    lcov = tmp_path_factory.mktemp("coverage") / "lcov.info"
    tests = sorted(Path(__file__).parent.rglob("*.test.js"))
    command = [
        *(str(NODE), "--test", "--experimental-test-coverage"),
        "--test-coverage-include=static/makerloom/js/**",
        *("--test-reporter=spec", "--test-reporter-destination=stdout"),
        *("--test-reporter=lcov", f"--test-reporter-destination={lcov}"),
        *map(str, tests),
    ]
    environment = os.environ | {"NODE_NO_WARNINGS": "1", "TZ": "UTC", "LANG": "C"}
    result = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    return result.returncode, result.stdout + result.stderr, lcov.read_text()


def test_the_unit_tests_pass(run):
    code, report, _lcov = run
    if code:
        pytest.fail(report, pytrace=False)
    assert int(re.findall(r"pass (\d+)$", report, re.MULTILINE)[0]) > 50


def test_nine_tenths_of_the_branches_of_every_script_without_page_are_run(run):
    shares = branches_by_script(run[2])
    scripts = scripts_without_page()
    assert len(scripts) > 15
    too_few = {
        str(script.relative_to(SCRIPTS)): f"{shares.get(script, 0):.0%}"
        for script in scripts
        if shares.get(script, 0) < MIN_BRANCHES
    }
    assert too_few == {}


def test_every_unit_test_stands_where_its_script_stands():
    here = Path(__file__).parent
    for test in here.rglob("*.test.js"):
        script = test.relative_to(here).with_suffix("").with_suffix(".js")
        assert (SCRIPTS / script).exists(), test
