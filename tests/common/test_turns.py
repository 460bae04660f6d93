"""One thread computes at a time; whoever waits for something lets others on."""

import threading
from collections.abc import Callable

import pytest

from geoapp.common.turns import NoTurn, Turns, waiting

PATIENCE_S = 20.0


@pytest.fixture
def start():
    """Start threads, and see that all of them have ended."""
    threads: list[threading.Thread] = []

    def begin(work: Callable[[], None]) -> None:
        threads.append(threading.Thread(target=work, daemon=True))
        threads[-1].start()

    yield begin
    for thread in threads:
        thread.join(PATIENCE_S)
        assert not thread.is_alive()


def until_queued(turns: Turns, *, new: int = 0, returning: int = 0) -> None:
    """Wait until so many threads want a turn."""
    ended = threading.Event()
    for _try in range(int(PATIENCE_S / 0.01)):
        if (len(turns._new), len(turns._returning)) == (new, returning):
            return
        ended.wait(0.01)
    raise AssertionError("The threads do not wait for a turn.")


def test_no_more_than_so_many_compute_at_once(start):
    turns, computing, most = Turns(2), [], []

    def compute() -> None:
        computing.append(1)
        most.append(len(computing))
        threading.Event().wait(0.002)  # long enough for all the others to begin
        computing.pop()

    def work() -> None:
        with turns.turn(patience_s=PATIENCE_S):
            compute()
            with waiting():
                pass
            compute()

    for _thread in range(8):
        start(work)
    with turns.turn(patience_s=PATIENCE_S):
        pass
    assert max(most, default=0) <= 2


def test_whoever_waits_lets_another_on(start):
    turns, answered = Turns(1), threading.Event()

    def work() -> None:
        with turns.turn(patience_s=PATIENCE_S):
            answered.set()

    with turns.turn(patience_s=PATIENCE_S):
        start(work)
        until_queued(turns, new=1)
        assert not answered.is_set()
        with waiting():
            assert answered.wait(PATIENCE_S)


def test_who_comes_back_goes_before_new_ones(start):
    turns, order = Turns(1), []
    has_begun, go_on, both = threading.Event(), threading.Event(), threading.Barrier(3)

    def begun() -> None:
        with turns.turn(patience_s=PATIENCE_S):
            with waiting():
                has_begun.set()
                go_on.wait(PATIENCE_S)
            order.append("begun")
        both.wait(PATIENCE_S)

    def new() -> None:
        with turns.turn(patience_s=PATIENCE_S):
            order.append("new")
        both.wait(PATIENCE_S)

    start(begun)
    assert has_begun.wait(PATIENCE_S)
    with turns.turn(patience_s=PATIENCE_S):
        start(new)
        until_queued(turns, new=1)
        go_on.set()
        until_queued(turns, new=1, returning=1)
    both.wait(PATIENCE_S)
    assert order == ["begun", "new"]


def test_nobody_waits_for_ever_to_begin(start):
    turns = Turns(1)
    with turns.turn(patience_s=1), pytest.raises(NoTurn):
        Turns.turn(turns, patience_s=0.01).__enter__()
    with turns.turn(patience_s=1):  # who has left is not handed one
        pass


def test_a_turn_is_given_back_whatever_happens():
    turns = Turns(1)
    with pytest.raises(ZeroDivisionError), turns.turn(patience_s=PATIENCE_S), waiting():
        _ = 1 / 0
    assert turns._free == 1


def test_without_a_turn_waiting_is_only_waiting():
    with waiting(), waiting():
        pass
