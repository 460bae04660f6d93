"""What was taken back before is left out of a history, however long it is."""

from random import Random

import pytest

from geoapp.venues.actions.take_back_changes import (
    _TAKEN_BACK,
    _Event,
    _without_taken_back,
)


class CountedTime(int):
    """A time that counts how often it is compared."""

    comparisons = 0
    __hash__ = int.__hash__

    def __eq__(self, other):
        CountedTime.comparisons += 1
        return int(self) == int(other)


def compared_with_all(history):
    """Return the same by comparing each event with all before it."""
    events = []
    for event in history:
        places = [n for n, earlier in enumerate(events) if restores(event, earlier)]
        events[min(places, default=len(events)) :] = [event]
    return events


def restores(event, earlier):
    mine = (event.author_id, event.made_at, event.value)
    theirs = (earlier.author_id, earlier.made_at, earlier.value)
    return _TAKEN_BACK not in (event.label, earlier.label) and mine == theirs


@pytest.mark.parametrize("seed", range(50))
def test_the_same_events_are_left_out_as_by_comparing_all(seed):
    random = Random(seed)
    values = ["Pots.", "Ölofen", None, ["a"], {"a": 1, "b": 2}, {"b": 2, "a": 1}]
    labels = ["insert", "update", _TAKEN_BACK]
    history = [
        _Event(
            number=number,
            author_id=random.choice([None, 1, 2]),
            label=random.choice(labels),
            made_at=random.randrange(3),
            value=random.choice(values),
        )
        for number in range(40)
    ]
    assert _without_taken_back(history) == compared_with_all(history)


def test_a_long_history_is_not_compared_pair_by_pair():
    times = [CountedTime(n) for n in range(300)]
    history = [_Event(n, 1, "update", times[n], "Pots.") for n in range(300)]
    CountedTime.comparisons = 0
    assert len(_without_taken_back(history)) == 300
    assert CountedTime.comparisons <= 300
