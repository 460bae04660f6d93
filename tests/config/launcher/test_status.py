"""What runs, in words, also when nothing does."""

import pytest

from geoapp.config.launcher.project import Project
from geoapp.config.launcher.status import status


@pytest.mark.parametrize("words", ["not running", "not set up (run ./makerloom up)"])
def test_a_stopped_database_is_reported_and_not_queried(
    tmp_path, monkeypatch, capsys, words
):
    monkeypatch.setenv("MAKERLOOM_DATABASE", words)
    assert status(Project(root=tmp_path)) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[-1] == f"database  {words}"
    assert "worker    not running" in said
