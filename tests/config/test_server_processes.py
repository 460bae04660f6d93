"""What becomes of the server's processes if one ends, or all shall end, meanwhile."""

from types import SimpleNamespace

import pytest

from geoapp.config import server as served


class Process:
    """One of the server's processes, as granian keeps it, which only pretends to run."""

    def __init__(self, *, runs: bool) -> None:
        self.runs, self.signals = runs, []
        self.idx, self.interrupt_by_parent = 0, False
        self.inner = SimpleNamespace(
            pid=0,
            is_alive=lambda: self.runs,
            terminate=lambda: self.signals.append("terminate"),
            kill=lambda: self.signals.append("kill"),
        )
        self.terminate = self.inner.terminate
        self.is_alive = self.inner.is_alive

    def start(self) -> None:
        """Nothing is to be done."""

    def join(self, _seconds: float) -> None:
        """Nothing is to be waited for."""


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setattr(served, "_FINISH_S", 0)
    made = served.Server(workers_kill_timeout=1)
    made.wrks = [Process(runs=True), Process(runs=True)]

    def spawn(*_arguments, **_options):
        made._loaded.set()
        return Process(runs=True)

    monkeypatch.setattr(made, "_spawn_worker", spawn)
    return made


def test_one_that_ends_while_another_is_replaced_does_not_end_the_server(server):
    first, second = server.wrks
    second.runs = False
    server.interrupt_children = [1]  # as granian notes it
    server._respawn_workers([0, 1], None, None)
    assert not {first, second} & set(server.wrks)
    assert [process.runs for process in server.wrks] == [True, True]
    assert not server.interrupt_children


def test_one_that_keeps_ending_stays_noted(server, monkeypatch):
    server.wrks[1].runs = False
    server.interrupt_children = [1]
    monkeypatch.setattr(server, "_spawn_worker", lambda *_, **__: Process(runs=False))
    server._respawn_workers([1], None, None)
    assert server.interrupt_children == [1]


def test_one_that_does_not_end_in_time_is_killed(server):
    first = server.wrks[0]
    server._respawn_workers([0], None, None)
    assert first.signals == ["terminate", "kill"]


def test_a_server_that_shall_end_lets_the_one_before_finish(server, monkeypatch):
    first, second = server.wrks

    def spawn(*_arguments, **_options):
        server._loaded.set()
        server.interrupt_signal = True  # SIGTERM came
        return Process(runs=True)

    monkeypatch.setattr(server, "_spawn_worker", spawn)
    server._respawn_workers([0, 1], None, None)
    assert "kill" not in first.signals
    assert not second.signals
    # Those are told to end, and given 15 s.
    assert len(server.wrks) == 3
    assert {first, second} <= set(server.wrks)
