"""Progress of an import: a bar on a terminal, occasional lines elsewhere."""

import time
from typing import Protocol, TextIO

_BAR = 24
_EVERY_S = 10.0  # between plain lines
_FIRST_RATE_S = 1.0  # minimum for a meaningful rate


class Progress(Protocol):
    """Is called after every batch."""

    def at(self, done: int, total: int | None) -> None:
        """Report the number of finished rows, and the total if it is known."""

    def finish(self) -> None:
        """Clear the progress line."""


class NoProgress:
    """Shows no progress."""

    def at(self, done: int, total: int | None) -> None:
        """Do nothing."""

    def finish(self) -> None:
        """Do nothing."""


class ProgressBar:
    """Writes to a stream: one updated line on a terminal, else new lines."""

    def __init__(self, out: TextIO, *, label: str) -> None:
        self._out = out
        self._label = label
        self._started = time.monotonic()
        self._last = self._started
        self._terminal = out.isatty()

    def at(self, done: int, total: int | None) -> None:
        """Show rows, rate and remaining time."""
        now = time.monotonic()
        if not self._terminal and now - self._last < _EVERY_S:
            return
        self._last = now
        line = f"{self._label}: {described(done, total, now - self._started)}"
        self._out.write(f"\r\x1b[K{line}" if self._terminal else f"{line}\n")
        self._out.flush()

    def finish(self) -> None:
        """Clear the updated line."""
        if self._terminal:
            self._out.write("\r\x1b[K")
            self._out.flush()


def described(done: int, total: int | None, seconds: float) -> str:
    """Return `[####----] 500 of 1,000 rows, 250 a second, 2 s left`.

    Rate and remaining time are shown after the first second.
    """
    rate = done / seconds if seconds >= _FIRST_RATE_S else 0.0
    pace = f", {rate:,.0f} a second" if round(rate) else ""
    if total is None:
        return f"{done:,} rows{pace}"
    share = done / total if total else 1.0
    bar = "#" * round(share * _BAR)
    left = f", {(total - done) / rate:,.0f} s left" if rate and done < total else ""
    return f"[{bar:-<{_BAR}}] {done:,} of {total:,} rows{pace}{left}"
