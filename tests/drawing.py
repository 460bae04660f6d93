"""What tests draw: the same in every usual run, anew in `./makerloom test --all`.

What a new draw finds is kept: as an `@example`, or as a seed in the test's list.
"""

import os

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
