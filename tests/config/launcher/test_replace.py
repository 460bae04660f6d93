"""A running site gets new processes; where that fails, the old ones go on."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from geoapp.config.launcher import processes, replace
from geoapp.config.launcher.project import Project, Refusal
from geoapp.config.launcher.replace import replace_processes

if not Path("/proc/self/stat").exists():
    pytest.skip("this system has no /proc", allow_module_level=True)

# A server of one process that starts another at SIGHUP, and ends the first if it can.
SERVER = """
import signal, subprocess, sys, threading, time
begin = lambda: subprocess.Popen([sys.executable, "-c", "input()"], stdin=sys.stdin)
hup = threading.Event()
signal.signal(signal.SIGHUP, lambda *_: hup.set())
first = begin()
print("ready", flush=True)
while not hup.wait(0.02):
    pass
second = begin()
time.sleep({seconds})
ended = {ends}
ended.kill()
ended.wait()
time.sleep(60)
"""


@pytest.fixture
def project(tmp_path):
    return Project(root=tmp_path)


@pytest.fixture
def serve(project):
    """Start such a server and say that a supervisor watches it."""
    started = []

    def go(ends: str, seconds: float = 0.4) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-c", SERVER.format(ends=ends, seconds=seconds)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        started.append(process)
        process.stdout.readline()
        for name in ("supervisor", "server"):
            processes.note(project.run, name, pid=process.pid, port=8000)
        return process

    yield go
    for process in started:
        process.stdin.close()
        process.stdout.close()
        process.kill()
        process.wait()


def test_every_process_is_another_afterwards(project, serve, capsys):
    serve("first")
    server = processes.noted(project.run, "server")
    earlier = processes.children(server)
    replace_processes(project)
    assert earlier
    assert not earlier & processes.children(server)
    assert capsys.readouterr().out.endswith("The new processes are running.\n")


@pytest.mark.parametrize("seconds", [0.4, 0])  # it may end before anybody sees it
def test_what_does_not_start_is_reported_and_the_one_before_goes_on(
    project, serve, monkeypatch, seconds
):
    monkeypatch.setattr(replace, "_IDLE_S", 1.0)
    serve("second", seconds)
    server = processes.noted(project.run, "server")
    earlier = processes.children(server)
    with pytest.raises(Refusal, match="so the one before goes on"):
        replace_processes(project)
    assert earlier == processes.children(server)


@pytest.fixture
def worker(project):
    """A worker that runs and is recorded."""
    with subprocess.Popen(
        [sys.executable, "-c", "input()"], stdin=subprocess.PIPE
    ) as process:
        processes.note(project.run, "worker", pid=process.pid, port=8000)
        yield process
        process.kill()


def test_the_worker_is_told_to_end_and_noted_as_replaced(project, serve, worker):
    serve("first")
    replace_processes(project)
    assert worker.wait(timeout=10) == -signal.SIGTERM
    assert processes.recorded(project.run, "worker").is_replaced


def test_the_worker_goes_on_where_the_new_code_does_not_start(project, serve, worker):
    serve("second")
    with pytest.raises(Refusal, match="so the one before goes on"):
        replace_processes(project)
    assert worker.poll() is None
    assert not processes.recorded(project.run, "worker").is_replaced


def test_code_that_changes_meanwhile_counts_as_newer_than_what_runs(project, serve):
    serve("first")
    time_before = time.time()
    replace_processes(project)
    stamp = (project.run / "supervisor.pid").stat().st_mtime
    assert time_before - 0.1 <= stamp < time.time() - 0.3  # it takes 0.4 s at least


def test_a_site_that_does_not_run_has_nothing_to_replace(project):
    with pytest.raises(Refusal, match=r"not running. Start it with ./makerloom up"):
        replace_processes(project)
