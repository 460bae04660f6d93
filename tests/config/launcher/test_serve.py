"""The site runs where it can, and says why where it cannot."""

import os
import signal
import socket
import subprocess

import pytest

from geoapp.config.launcher import processes, supervisor
from geoapp.config.launcher.address import answers, refuse_a_used_port, status_code
from geoapp.config.launcher.project import Project, Refusal
from geoapp.config.launcher.serve import (
    refuse_unless_free,
    serve,
    server_command,
    supervise,
)


@pytest.fixture
def project(tmp_path, monkeypatch):
    for name in ("HOST", "PUBLIC_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "var" / "run").mkdir(parents=True)
    return Project(root=tmp_path)


@pytest.fixture
def taken():
    """A port that another program listens on; it never answers."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


@pytest.fixture
def free():
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_taken_port_is_refused_with_another_one_to_try(project, taken):
    with pytest.raises(Refusal, match=f"Port {taken} is already in use"):
        refuse_unless_free(project, port=taken)
    with pytest.raises(Refusal, match=rf"up --port {taken + 1}"):
        refuse_a_used_port(taken)


def test_a_free_port_is_no_reason_to_refuse(project, free):
    refuse_unless_free(project, port=free)


@pytest.mark.parametrize("port", [0, -1, 65536])
def test_what_is_no_port_is_refused(port):
    with pytest.raises(Refusal, match="must be a number from 1 to 65535"):
        refuse_a_used_port(port)


def test_a_running_site_is_reported_and_left_alone(project, taken, capsys):
    processes.note(project.run, "supervisor", pid=os.getpid(), port=taken)
    serve(project, port=taken, detach=False, stop_cluster=False)
    said = capsys.readouterr().out
    assert said == f"Makerloom is already running: http://127.0.0.1:{taken}/\n"


def newer_file(project, path):
    """Change a file after the start of the site."""
    file = project.root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("new")
    later = (project.run / "supervisor.pid").stat().st_mtime + 1
    os.utime(file, (later, later))


def test_a_site_older_than_the_code_gets_new_processes(
    project, free, capsys, monkeypatch
):
    replaced = []
    monkeypatch.setattr(
        "geoapp.config.launcher.serve.replace_processes", replaced.append
    )
    processes.note(project.run, "supervisor", pid=os.getpid(), port=free)
    newer_file(project, "templates/page.html")
    serve(project, port=free, detach=True, stop_cluster=False)
    assert replaced == [project]
    assert "already running" in capsys.readouterr().out


@pytest.mark.parametrize(
    "path",
    ["requirements.txt", "geoapp/config/server.py", "geoapp/config/launcher/a.py"],
)
def test_a_site_older_than_what_runs_it_is_started_again(
    project, free, capsys, monkeypatch, path
):
    left = []
    monkeypatch.setattr(
        "geoapp.config.launcher.serve._leave_running",
        lambda _project, *, port: left.append(port),
    )
    sleeper = subprocess.Popen(["/bin/sleep", "60"])
    processes.note(project.run, "supervisor", pid=sleeper.pid, port=free)
    newer_file(project, path)
    serve(project, port=free, detach=True, stop_cluster=False)
    assert "Restarting the site" in capsys.readouterr().out
    assert sleeper.wait(timeout=10) != 0
    assert left == [free]


def test_a_site_that_runs_on_another_port_has_to_go_down_first(project, taken, free):
    processes.note(project.run, "supervisor", pid=os.getpid(), port=taken)
    with pytest.raises(
        Refusal, match=f"already running on port {taken}.*makerloom down"
    ):
        refuse_unless_free(project, port=free)


def test_nobody_answers_on_a_free_port(free):
    assert status_code(free) is None
    assert not answers(free, alive=lambda: False)


def test_the_server_listens_on_loopback_by_default(project, monkeypatch):
    words = server_command(port=8000)
    assert words[words.index("--host") + 1] == "127.0.0.1"
    monkeypatch.setenv("HOST", "192.0.2.7")
    words = server_command(port=8000)
    assert words[words.index("--host") + 1] == "192.0.2.7"


def test_a_server_that_cannot_run_ends_the_site_with_a_sentence(
    project, free, monkeypatch
):
    monkeypatch.setattr(supervisor, "_LOOKS_EVERY_S", 0.01)
    monkeypatch.setattr(supervisor, "_FIRST_PAUSE_S", 0.0)
    monkeypatch.setattr(
        "geoapp.config.launcher.serve.server_command", lambda *_, **__: ["/bin/false"]
    )
    (project.root / "manage.py").write_text("import time; time.sleep(60)\n")
    signals = keep_signals()
    try:
        with pytest.raises(Refusal, match="server stopped right after starting"):
            supervise(project, port=free, announce=False)
    finally:
        signals()
    assert list(project.run.iterdir()) == []


def keep_signals():
    """Return a function that puts the handlers back as they are now."""
    signs = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {sign: signal.getsignal(sign) for sign in signs}
    return lambda: [signal.signal(sign, kept) for sign, kept in before.items()]
