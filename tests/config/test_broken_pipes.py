"""Whoever reads along may have seen enough (`./makerloom status | head -3`)."""

import os
import subprocess
import sys

import pytest

from tests.running import ROOT


@pytest.mark.parametrize(
    "words", [["manage.py", "help"], ["-m", "geoapp.config.launcher", "status"]]
)
def test_a_reader_who_leaves_is_no_error(words):
    reading, writing = os.pipe()
    os.close(reading)
    answer = subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env={**os.environ, "MAKERLOOM_DATABASE": "not running"},
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(writing)
    assert (answer.returncode, answer.stderr) == (0, "")
