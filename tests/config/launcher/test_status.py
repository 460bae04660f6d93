"""What runs, in words, also when nothing does."""

import os

import pytest

from geoapp.config.launcher import processes
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


@pytest.fixture
def site(tmp_path, monkeypatch) -> Project:
    """A site whose server and worker are this process, and whose database is asleep."""
    monkeypatch.setenv("MAKERLOOM_DATABASE", "not running")
    monkeypatch.setattr("geoapp.config.launcher.status.status_code", lambda _port: 200)
    project = Project(root=tmp_path)
    for name in ("server", "worker"):
        processes.note(project.run, name, pid=os.getpid(), port=8000)
    return project


def test_without_a_supervisor_it_says_that_nothing_restarts_the_site(site, capsys):
    assert status(site) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "server    running"
    assert "launcher  not running, so nothing restarts what stops" in lines[3]


def test_a_supervisor_that_was_killed_does_not_count_as_running(site, capsys):
    processes.note(site.run, "supervisor", pid=os.getpid(), port=8000)
    assert status(site) == 1
    assert "launcher" not in capsys.readouterr().out
    entry = site.run / "supervisor.pid"
    entry.write_text(entry.read_text().replace('"born": "', '"born": "1'))
    assert status(site) == 1
    assert "launcher  not running" in capsys.readouterr().out


def test_of_a_worker_that_keeps_ending_it_says_so(site, capsys):
    processes.note(site.run, "supervisor", pid=os.getpid(), port=8000)
    processes.note(site.run, "worker", pid=os.getpid(), port=8000, ends=4)
    status(site)
    restarted = f"process {os.getpid()}, restarted after it stopped 4 times in a row"
    assert restarted in capsys.readouterr().out
    processes.note(site.run, "worker", pid=2**22 + 1, port=8000)
    processes.note_ends(site.run, "worker", 1)
    status(site)
    assert "worker    being restarted after it stopped (see" in capsys.readouterr().out


def test_it_says_why_it_is_not_well_just_after_a_restart(site, capsys):
    processes.note(site.run, "supervisor", pid=os.getpid(), port=8000)
    processes.note(site.run, "worker", pid=os.getpid(), port=8000, ends=1)
    assert status(site) == 1
    assert "settling  not proven after a restart" in capsys.readouterr().out
