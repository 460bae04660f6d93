"""When someone wants to visit: at a moment, or for an hour within an interval."""

from dataclasses import dataclass
from datetime import datetime, timedelta

# Who comes during an interval stays at least so long.
MIN_VISIT = timedelta(hours=1)
MAX_INTERVAL = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class VisitTime:
    """A moment, or an interval if there is an `end`.

    Both ends are aware (instants) or both naive (every venue's own wall clock). `text`
    is the value in a link: "now" stays "now".
    """

    begin: datetime
    end: datetime | None = None
    text: str = ""

    def __str__(self) -> str:
        return self.text or self.iso()

    def iso(self) -> str:
        """Return the time, or the interval, in ISO 8601, to the minute."""
        ends = (self.begin, self.end) if self.end else (self.begin,)
        return "/".join(end.isoformat(timespec="minutes") for end in ends)
