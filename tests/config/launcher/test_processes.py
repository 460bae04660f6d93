"""Only what is ours is stopped, and all of it."""

import dataclasses
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from geoapp.config.launcher import processes

WAIT = "print('here', flush=True); input()"
needs_proc = pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="this system has no /proc"
)
# A bare Debian has /proc and no ps; where there is no /proc, ps is part of the system.
needs_ps = pytest.mark.skipif(
    not Path("/bin/ps").exists(), reason="this system has no /bin/ps"
)
LEAVE_A_CHILD = (
    "import subprocess, sys\n"
    "child = subprocess.Popen([sys.executable, '-c', 'input()'], stdin=sys.stdin)\n"
    "print(child.pid, flush=True)\n"
    "input()\n"
)


@pytest.fixture
def start(tmp_path):
    """Start Python with a script in the folder; what still runs ends with the test."""
    started = []

    def go(script=WAIT, *, cwd=tmp_path):
        process = subprocess.Popen(
            [sys.executable, "-c", script],
            cwd=cwd,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        started.append(process)
        return process, process.stdout.readline().strip()

    yield go
    for process in started:
        process.stdin.close()
        process.stdout.close()
        process.kill()
        process.wait()


def test_a_noted_process_is_found_while_it_runs(tmp_path, start):
    process, _ = start()
    processes.note(tmp_path, "server", pid=process.pid, port=8000)
    running_server = processes.noted(tmp_path, "server")
    assert running_server is not None
    assert (running_server.pid, running_server.port) == (process.pid, 8000)
    process.kill()
    process.wait()
    assert processes.noted(tmp_path, "server") is None


def test_a_killed_process_that_nobody_waited_for_counts_as_gone(tmp_path, start):
    process, _ = start()
    processes.note(tmp_path, "server", pid=process.pid, port=8000)
    process.kill()
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    assert processes.noted(tmp_path, "server") is None


@pytest.mark.parametrize("text", ["", "{}", "12", '{"pid": "x"}', '{"pid": null}'])
def test_a_note_that_is_cut_or_foreign_names_nobody(tmp_path, text):
    (tmp_path / "server.pid").write_text(text)
    assert processes.noted(tmp_path, "server") is None


def test_an_id_that_is_another_process_by_now_is_left_alone(tmp_path, start):
    process, _ = start()
    processes.note(tmp_path, "server", pid=process.pid, port=8000)
    ours = processes.noted(tmp_path, "server")
    processes.stop(dataclasses.replace(ours, born="1"))
    assert process.poll() is None
    note = tmp_path / "server.pid"
    note.write_text(note.read_text().replace(ours.born, "1"))
    assert processes.noted(tmp_path, "server") is None


def test_stopping_ends_the_process_gently(tmp_path, start):
    process, _ = start()
    processes.note(tmp_path, "server", pid=process.pid, port=8000)
    processes.stop(processes.noted(tmp_path, "server"))
    assert process.wait() == -signal.SIGTERM


def test_a_process_that_does_not_listen_is_ended_all_the_same(tmp_path, start):
    deaf = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {WAIT}"
    process, _ = start(deaf)
    processes.note(tmp_path, "server", pid=process.pid, port=8000)
    processes.stop(processes.noted(tmp_path, "server"), patience_s=0.1)
    assert process.wait() == -signal.SIGKILL


@needs_proc
def test_what_a_killed_server_left_in_our_folder_is_ended(tmp_path, start):
    process, child = start(LEAVE_A_CHILD)
    processes.note(tmp_path, "server", pid=process.pid, port=8000)
    assert processes.born(int(child))
    process.kill()
    process.wait()
    processes.end_orphans(tmp_path, "server", root=tmp_path)
    assert not processes.born(int(child))


@needs_proc
def test_a_process_that_works_elsewhere_is_no_orphan_of_ours(tmp_path, start):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    process, child = start(LEAVE_A_CHILD, cwd=elsewhere)
    processes.note(tmp_path, "server", pid=process.pid, port=8000)
    processes.end_orphans(tmp_path, "server", root=tmp_path)
    assert process.poll() is None
    assert processes.born(int(child))


def test_forgetting_twice_is_no_mistake(tmp_path):
    processes.note(tmp_path, "worker", pid=os.getpid(), port=8000)
    processes.forget(tmp_path, "worker")
    processes.forget(tmp_path, "worker")
    assert processes.noted(tmp_path, "worker") is None


@pytest.mark.parametrize(
    "has_proc",
    [pytest.param(True, marks=needs_proc), pytest.param(False, marks=needs_ps)],
)
def test_the_children_of_a_process_are_those_that_run(
    start, monkeypatch, tmp_path, has_proc
):
    if not has_proc:
        monkeypatch.setattr(processes, "_PROC", tmp_path)
    parent, child = start(LEAVE_A_CHILD)
    childless, _ = start()
    assert processes.children(running(parent)) == {int(child)}
    assert not processes.children(running(childless))


def running(process) -> processes.Running:
    """Return the record of a process."""
    born = processes.born(process.pid)
    return processes.Running(pid=process.pid, born=born, port=8000)
