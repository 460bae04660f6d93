"""The folders that the launcher works in, and its one kind of refusal."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NoReturn


class Refusal(Exception):
    """Something prevents the command; the message says what to do."""


def refuse(sentence: str) -> NoReturn:
    """Raise Refusal with a message that says what is wrong and what to do."""
    raise Refusal(sentence)


@dataclass(frozen=True)
class Project:
    """A clone of Makerloom on this machine."""

    root: Path

    @property
    def var(self) -> Path:
        """Everything created at run time: database, settings, logs, stamps."""
        return self.root / "var"

    @property
    def settings_file(self) -> Path:
        """The settings of this machine, one NAME=value per line."""
        return self.var / "makerloom.env"

    @property
    def stamps(self) -> Path:
        """Which steps have been completed, and from which files."""
        return self.var / "stamps"

    @property
    def run(self) -> Path:
        """Records of running processes, one per process."""
        return self.var / "run"

    @property
    def log(self) -> Path:
        """The log of steps and of detached processes."""
        return self.var / "log"

    def manage(self, *words: str) -> list[str]:
        """Return the command line of a Django command."""
        return [sys.executable, str(self.root / "manage.py"), *words]

    def has_command(self, name: str) -> bool:
        """Return whether one of our own packages has this Django command."""
        return any(self.root.glob(f"geoapp/*/management/commands/{name}.py"))

    def environment(self, **more: str) -> dict[str, str]:
        """Return this process's environment with `more` in it, for a child."""
        return {**os.environ, "PYTHONUNBUFFERED": "1", **more}


def open_log(path: Path, *, fresh: bool = False) -> BinaryIO:
    """Open a log for appending, or a fresh one, that only its owner can read.

    Emails and addresses may stand in it. One of an earlier release is closed to others.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | (os.O_TRUNC if fresh else os.O_APPEND)
    descriptor = os.open(path, flags, 0o600)
    os.fchmod(descriptor, 0o600)
    return os.fdopen(descriptor, "wb")


HERE = Project(root=Path(__file__).resolve().parent.parent.parent.parent)


def print_line(text: str) -> None:
    """Print one line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
