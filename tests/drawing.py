"""What tests draw: the same in every usual run, anew in `./makerloom test --all`.

What a new draw finds is kept: as an `@example`, or as a seed in the test's list.
"""

import os
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import settings

ALL = os.environ.get("MAKERLOOM_TEST_LEVEL") == "all"
# The launcher gives another to each run of `--all`; 0 stands for what is fixed.
SEED = int(os.environ.get("MAKERLOOM_TEST_SEED", "0")) if ALL else 0

settings.register_profile("usual", derandomize=True, deadline=None)
settings.register_profile("all", print_blob=True, deadline=None)


def load_profile() -> None:
    """Let hypothesis draw as this run does."""
    settings.load_profile("all" if ALL else "usual")


def anew(fixed: int) -> int:
    """Return the seed of a generator: this one, and in a long run another."""
    return fixed + 1_000_003 * SEED


def pairs(names: Iterable[Any], texts: Iterable[Any], *, one_in: int) -> list[Any]:
    """Return each name with each text as cases of a test.

    A usual run takes one text in so many of each name, another one of the next.
    """
    texts = list(texts)
    if len(texts) < one_in:
        raise ValueError("A usual run would leave out some of the names.")
    return [
        pytest.param(
            name, text, marks=pytest.mark.long if (turn + number) % one_in else ()
        )
        for turn, name in enumerate(names)
        for number, text in enumerate(texts)
    ]


def some(cases: Iterable[Any], *, one_in: int) -> list[Any]:
    """Return all cases of a test; a usual run takes the first of so many each."""
    return [
        pytest.param(
            *(case if isinstance(case, tuple) else (case,)),
            marks=pytest.mark.long if number % one_in else (),
        )
        for number, case in enumerate(cases)
    ]
