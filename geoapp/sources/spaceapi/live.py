"""Whether the space said that it is open, and when it said so."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from geoapp.sources.spaceapi.values import RepairLog, moment_of, part, text_of
from geoapp.venues.records import LiveRecord

_LONGEST_MESSAGE = 300


def live_of(
    document: Mapping[str, Any], book: RepairLog, *, said_at: datetime
) -> LiveRecord | None:
    """Return the state as of `said_at` (aware); None where none can be read.

    null says that the space itself does not know; "open" in words says nothing.
    """
    state = part(document, "state") or document  # 0.12 has it at the top
    if "open" not in state:
        return None
    is_open = state["open"]
    if is_open is not None and not isinstance(is_open, bool):
        book.say(
            f"Its open is {str(is_open)[:30]!r}, neither true nor false; left out."
        )
        return None
    return LiveRecord(
        open=is_open,
        message=text_of(
            state.get("message", state.get("status")),
            book,
            what="message",
            longest=_LONGEST_MESSAGE,
        ),
        since=changed_at(document, book, latest=said_at),
        said_at=said_at,
    )


def changed_at(
    document: Mapping[str, Any], book: RepairLog, *, latest: datetime
) -> datetime | None:
    """Return when somebody last opened or closed; None where that is not known."""
    state = part(document, "state")
    value = state.get("lastchange", document.get("lastchange"))
    return moment_of(value, book, latest=latest)
