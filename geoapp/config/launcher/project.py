"""The places the launcher works in, and its one way to refuse."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn


class Refusal(Exception):
    """Something is in the way; the message is a sentence that says what to do."""


def refuse(sentence: str) -> NoReturn:
    """Raise Refusal with a sentence that says what is wrong and what to do."""
    raise Refusal(sentence)


@dataclass(frozen=True)
class Project:
    """A clone of Makerloom on this machine."""

    root: Path

    @property
    def var(self) -> Path:
        """Everything made here at run time: database, settings, logs, stamps."""
        return self.root / "var"

    @property
    def settings_file(self) -> Path:
        """The settings of this machine, one NAME=value a line."""
        return self.var / "makerloom.env"

    @property
    def stamps(self) -> Path:
        """What has been done already, and from which files."""
        return self.var / "stamps"

    @property
    def run(self) -> Path:
        """Who is running: one note a process."""
        return self.var / "run"

    @property
    def log(self) -> Path:
        """Where steps and detached processes write."""
        return self.var / "log"

    def manage(self, *words: str) -> list[str]:
        """Return the command line of one of Django's commands."""
        return [sys.executable, str(self.root / "manage.py"), *words]

    def has_command(self, name: str) -> bool:
        """Tell whether one of our own packages brings this command of Django's."""
        return any(self.root.glob(f"geoapp/*/management/commands/{name}.py"))

    def environment(self, **more: str) -> dict[str, str]:
        """Return this process's environment with `more` in it, for a child."""
        return {**os.environ, "PYTHONUNBUFFERED": "1", **more}


HERE = Project(root=Path(__file__).resolve().parent.parent.parent.parent)


def say(text: str) -> None:
    """Print one line for the person at the terminal, at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
