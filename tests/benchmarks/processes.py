"""The processor time of processes, as Linux counts it."""

from collections.abc import Iterable
from pathlib import Path

_PROC = Path("/proc")


def family(pid: int) -> list[int]:
    """Return a process and all that came from it."""
    parents = {}
    for folder in _PROC.iterdir():
        if folder.name.isdigit():
            parents[int(folder.name)] = _parent(folder)
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found


def cpu_ns(pids: Iterable[int]) -> int:
    """Return the nanoseconds that these processes have run, all threads together.

    0 where there is no such process here: a database on another machine.
    """
    return sum(
        int(stat.read_text().split()[0])
        for pid in pids
        for stat in _PROC.glob(f"{pid}/task/*/schedstat")
    )


def _parent(folder: Path) -> int:
    try:
        # The name in brackets may hold blanks and brackets itself.
        return int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:  # it has just ended
        return 0
