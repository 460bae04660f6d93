"""The port of the official test suite's core tests, as its authors publish it."""

import re
import subprocess

from tests.clients.conftest import others_python

# What fails in the tool itself, with the reason.
_FAULTS_OF_THE_TOOL = {
    "test_crs.py::test_ast2": (
        "asks the core for a conformance class of Part 2 (CRS by reference), which"
        " OGC 17-069r4 does not require"
    ),
}


def test_the_core_passes(api, tmp_path):
    python = others_python()
    found = subprocess.run(
        [python, "-c", "import ogctests; print(ogctests.__path__[0])"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    # Our own settings of pytest are none of the suite's.
    settings = tmp_path / "pytest.ini"
    settings.write_text("[pytest]\n")
    done = subprocess.run(
        [
            *(python, "-m", "pytest", "-q", "-p", "no:cacheprovider"),
            *("-c", str(settings), f"{found}/features/core"),
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
        env={"INSTANCE_URL": f"{api}/", "PATH": "/usr/bin:/bin"},
    )
    failed = set(
        re.findall(r"^(?:FAILED|ERROR) .*?/(test_\w+\.py::\w+)", done.stdout, re.M)
    )
    passed = re.search(r"(\d+) passed", done.stdout)
    assert failed <= set(_FAULTS_OF_THE_TOOL), done.stdout[-3000:]
    assert passed, done.stdout[-3000:]
    assert int(passed[1]) >= 28
