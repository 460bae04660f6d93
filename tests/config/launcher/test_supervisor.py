"""Server, worker and database may end in any order and number: the site goes on."""

import itertools
import random
import socket
from dataclasses import dataclass, field

import pytest

from geoapp.config.launcher import processes, supervisor
from geoapp.config.launcher.project import Project, Refusal
from geoapp.config.launcher.supervisor import (
    PROVEN_S,
    Child,
    Cluster,
    Supervisor,
    pause_after,
)

KILLED, FAILED = -9, 1


@dataclass
class FakeProcess:
    """A process that ends when a test says so."""

    command: list[str]
    pid: int = field(default_factory=itertools.count(2**22 + 1).__next__)
    code: int | None = None

    def poll(self) -> int | None:
        return self.code


@dataclass
class Site:
    """A supervisor whose clock and whose processes are a test's."""

    project: Project
    now: float = 0.0
    started: list[tuple[float, FakeProcess]] = field(default_factory=list)
    children: list[Child] = field(default_factory=list)
    cluster: Cluster | None = None

    def __post_init__(self) -> None:
        self.children = [Child(name, [name], {}) for name in ("server", "worker")]
        self.supervisor = Supervisor(
            self.project,
            self.children,
            port=8000,
            cluster=self.cluster,
            clock=lambda: self.now,
        )

    def begin(self, command: list[str], **_options: object) -> FakeProcess:
        process = FakeProcess(command)
        self.started.append((self.now, process))
        return process

    def end(self, name: str, code: int = KILLED) -> None:
        for _at, process in self.started:
            if process.command == [name] and process.code is None:
                process.code = code

    def wait(self, seconds: float) -> None:
        """Let time pass, looking as often as the supervisor does."""
        until = self.now + seconds
        while self.now < until:
            self.now += 0.5
            self.supervisor.look()

    def running(self) -> set[str]:
        return {p.command[0] for _at, p in self.started if p.code is None}


@pytest.fixture
def site(tmp_path, monkeypatch) -> Site:
    site = Site(Project(root=tmp_path))
    monkeypatch.setattr(supervisor.subprocess, "Popen", site.begin)
    site.supervisor.look()
    return site


def starts(site: Site, name: str) -> list[float]:
    return [at for at, process in site.started if process.command == [name]]


def test_whatever_ends_in_any_order_and_number_runs_again(site):
    chance = random.Random(22)
    for _ in range(200):
        for name in chance.choices(("server", "worker"), k=chance.randrange(4)):
            site.end(name, chance.choice((KILLED, -15, 0)))
        site.wait(chance.choice((0.5, 2.0, 12.0)))
    site.wait(30)
    assert site.running() == {"server", "worker"}


def test_a_worker_that_is_replaced_has_not_failed(site):
    processes.note_replacement(site.project.run, "worker")
    site.end("worker", 0)
    site.wait(0.5)
    assert site.running() == {"server", "worker"}
    worker = processes.recorded(site.project.run, "worker")
    assert (worker.ends, worker.is_replaced) == (0, False)


def test_pauses_grow_up_to_half_a_minute(site):
    for _ in range(9):
        site.end("worker", FAILED)
        before = len(starts(site, "worker"))
        while len(starts(site, "worker")) == before:
            site.wait(0.5)
    at = starts(site, "worker")
    pauses = [later - earlier for earlier, later in itertools.pairwise(at)]
    # It is seen to have ended at the first look.
    assert [pause - 0.5 for pause in pauses] == [0.5, 1, 2, 4, 8, 16, 30, 30, 30]
    assert pause_after(10_000) == 30


def test_what_lived_for_a_while_begins_anew(site):
    for _ in range(5):
        site.end("server")
        site.wait(20)
    assert site.children[0].ends == 5
    assert processes.recorded(site.project.run, "server").ends == 5
    site.wait(PROVEN_S)
    assert processes.recorded(site.project.run, "server").ends == 0
    site.end("server")
    site.wait(1.5)
    assert "server" in site.running()


def test_only_a_server_that_never_ran_and_ends_by_itself_ends_the_site(site):
    for _ in range(20):
        site.end("worker", FAILED)
        site.end("server", KILLED)
        site.wait(31)
    site.wait(PROVEN_S)
    for _ in range(20):
        site.end("server", FAILED)
        site.wait(31)
    assert "server" in site.running()


def test_a_server_that_cannot_run_is_not_tried_for_ever(site):
    for _ in range(2):
        site.end("server", FAILED)
        site.wait(5)
    site.end("server", FAILED)
    with pytest.raises(Refusal, match="server stopped right after starting"):
        site.wait(5)


def test_a_machine_without_room_for_a_process_is_tried_again(site, monkeypatch):
    def full(*_command, **_options):
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(supervisor.subprocess, "Popen", full)
    site.end("worker")
    site.wait(10)
    monkeypatch.setattr(supervisor.subprocess, "Popen", site.begin)
    site.wait(30)
    assert site.running() == {"server", "worker"}


@pytest.fixture
def database(tmp_path):
    """Begin and end a listener where the database has its socket."""
    listeners = []

    def listen() -> None:
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(str(tmp_path / ".s.PGSQL.5432"))
        listener.listen()
        listeners.append(listener)

    def end() -> None:
        listeners.pop().close()
        (tmp_path / ".s.PGSQL.5432").unlink()

    yield listen, end
    for listener in listeners:
        listener.close()


def test_a_database_that_ended_is_started_and_what_waits_for_it_begins(
    tmp_path, monkeypatch, database
):
    listen, end = database
    listen()
    site = Site(Project(root=tmp_path), cluster=Cluster(tmp_path, ["database"]))
    monkeypatch.setattr(supervisor.subprocess, "Popen", site.begin)
    site.wait(60)
    end()
    for _ in range(7):  # the worker finds no database
        site.end("worker", FAILED)
        site.wait(8)
    site.end("database", FAILED)  # old processes of the database are in the way
    site.wait(5)
    assert len(starts(site, "database")) >= 2
    assert starts(site, "database")[0] == pytest.approx(60 + 3, abs=1)
    site.end("worker", FAILED)
    site.wait(0.5)
    assert "worker" not in site.running()
    site.end("database", 0)
    listen()
    site.wait(1)
    assert "worker" in site.running()


def test_a_database_that_is_restarted_by_hand_is_left_alone(
    tmp_path, monkeypatch, database
):
    listen, end = database
    listen()
    site = Site(Project(root=tmp_path), cluster=Cluster(tmp_path, ["database"]))
    monkeypatch.setattr(supervisor.subprocess, "Popen", site.begin)
    site.wait(5)
    end()
    site.wait(2)
    listen()
    site.wait(60)
    assert starts(site, "database") == []
