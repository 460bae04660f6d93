"""Records of running processes, so that only our own are ever stopped."""

import contextlib
import json
import os
import signal
import subprocess
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path

_FIELDS_BEFORE_STATE = 2
_START_FIELD = 22
_PARENT_AFTER_NAME, _GROUP_AFTER_NAME = 1, 2
_PROC = Path("/proc")


@dataclass(frozen=True)
class Running:
    """A recorded process: an id alone may have been reused since.

    `ends` is how often it has ended in a row, as far as its supervisor knows;
    `is_replaced`: it has been told to end so that another begins.
    """

    pid: int
    born: str
    port: int
    ends: int = 0
    is_replaced: bool = False


def note(folder: Path, name: str, *, pid: int, port: int, ends: int = 0) -> None:
    """Record a process that we started."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder, name, Running(pid=pid, born=born(pid), port=port, ends=ends))


def note_ends(folder: Path, name: str, ends: int) -> None:
    """Record how often a process has ended in a row."""
    running = recorded(folder, name)
    if running:
        _write(folder, name, replace(running, ends=ends))


def note_replacement(folder: Path, name: str) -> None:
    """Record that a process is told to end so that another begins."""
    running = recorded(folder, name)
    if running:
        _write(folder, name, replace(running, is_replaced=True))


def _write(folder: Path, name: str, running: Running) -> None:
    entry = asdict(running)
    fresh = folder / f"{name}.new"
    fresh.write_text(json.dumps(entry), "utf-8")
    fresh.replace(folder / f"{name}.pid")


def forget(folder: Path, name: str) -> None:
    """Remove the record."""
    (folder / f"{name}.pid").unlink(missing_ok=True)


def noted(folder: Path, name: str) -> Running | None:
    """Return the recorded process if it is still the one that runs, else None."""
    running = recorded(folder, name)
    # One that ended before it was recorded has no time of birth.
    is_same = running and running.born and running.born == born(running.pid)
    return running if is_same else None


def recorded(folder: Path, name: str) -> Running | None:
    """Return what is recorded, whether it still runs or not."""
    try:
        entry = json.loads((folder / f"{name}.pid").read_text("utf-8"))
        return Running(
            pid=int(entry["pid"]),
            born=str(entry["born"]),
            port=int(entry["port"]),
            ends=int(entry.get("ends", 0)),
            is_replaced=bool(entry.get("is_replaced", False)),
        )
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None


def born(pid: int) -> str:
    """Return when the process began, in its system's units; "" if it has ended.

    Linux: field 22 of /proc/<pid>/stat, clock ticks since boot (proc(5)); a
    zombie counts as gone. Elsewhere: `ps -o lstart=`.
    """
    stat = _PROC / str(pid) / "stat"
    if (_PROC / "self" / "stat").exists():
        try:
            text = stat.read_text("utf-8", "replace")
        except (FileNotFoundError, ProcessLookupError):
            return ""
        fields = text[text.rindex(")") + 2 :].split()
        if fields[0] in {"Z", "X"}:
            return ""
        return fields[_START_FIELD - 1 - _FIELDS_BEFORE_STATE]
    return _ps("-o", "lstart=", "-p", str(pid)).strip()


def _ps(*arguments: str) -> str:
    command = ["/bin/ps", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def stop(running: Running, *, patience_s: float = 20) -> None:
    """End the process, gently first; return when it has ended."""
    for sign, wait_s in ((signal.SIGTERM, patience_s), (signal.SIGKILL, 5.0)):
        if born(running.pid) != running.born:
            return
        with contextlib.suppress(ProcessLookupError):
            os.kill(running.pid, sign)
        _wait_for_end(running, wait_s=wait_s)


def end_orphans(folder: Path, name: str, *, root: Path) -> None:
    """Kill what the recorded process left in its group when it was killed itself.

    A killed server leaves processes that listen on its port. Only those that work in
    the project's folder are ours; without /proc none is found.
    """
    leader = recorded(folder, name)
    orphans = _group(leader, root=root) if leader else []
    for orphan in orphans:
        with contextlib.suppress(ProcessLookupError):
            os.kill(orphan.pid, signal.SIGKILL)
    for orphan in orphans:
        _wait_for_end(orphan, wait_s=5.0)


def children(parent: Running) -> set[int]:
    """Return the ids of the processes that it has started and that run.

    Linux: fields 3 and 4 of /proc/<pid>/stat. Elsewhere: `ps`.
    """
    if not (_PROC / "self" / "stat").exists():
        lines = _ps("-A", "-o", "pid=,ppid=,stat=").splitlines()
        rows = [line.split() for line in lines]
        return {
            int(pid)
            for pid, parent_pid, state in rows
            if int(parent_pid) == parent.pid and not state.startswith("Z")
        }
    pids = set()
    for stat in _PROC.glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            text = stat.read_text("utf-8", "replace")
            fields = text[text.rindex(")") + 2 :].split()
            if int(fields[_PARENT_AFTER_NAME]) == parent.pid and fields[0] != "Z":
                pids.add(int(stat.parent.name))
    return pids


def _group(leader: Running, *, root: Path) -> list[Running]:
    """Return the members of a group whose working folder is `root` (proc(5), field 5)."""
    members = []
    for stat in _PROC.glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            text = stat.read_text("utf-8", "replace")
            group = int(text[text.rindex(")") + 2 :].split()[_GROUP_AFTER_NAME])
            if group == leader.pid and (stat.parent / "cwd").samefile(root):
                pid = int(stat.parent.name)
                members.append(Running(pid=pid, born=born(pid), port=leader.port))
    return members


def _wait_for_end(running: Running, *, wait_s: float) -> None:
    deadline = time.monotonic() + wait_s
    while time.monotonic() < deadline and born(running.pid) == running.born:
        time.sleep(0.05)
