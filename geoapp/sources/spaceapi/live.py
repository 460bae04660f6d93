"""The live state of a space and its time."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from geoapp.sources.spaceapi.values import RepairLog, part, text_of, timestamp_of
from geoapp.venues.records import LiveRecord

_MAX_MESSAGE_LENGTH = 300


def live_of(
    document: Mapping[str, Any], book: RepairLog, *, said_at: datetime
) -> LiveRecord | None:
    """Return the state as of `said_at` (aware), or None if there is none.

    null means that the space itself does not know; other values than booleans are
    ignored.
    """
    state = part(document, "state") or document  # 0.12 has it at the top level
    if "open" not in state:
        return None
    is_open = state["open"]
    if is_open is not None and not isinstance(is_open, bool):
        book.add(f"open is {str(is_open)[:30]!r}, neither true nor false. Left out.")
        return None
    return LiveRecord(
        open=is_open,
        message=text_of(
            state.get("message", state.get("status")),
            book,
            what="message",
            longest=_MAX_MESSAGE_LENGTH,
        ),
        since=changed_at(document, book, latest=said_at),
        said_at=said_at,
    )


def changed_at(
    document: Mapping[str, Any], book: RepairLog, *, latest: datetime
) -> datetime | None:
    """Return the time of the last opening or closing, or None."""
    state = part(document, "state")
    value = state.get("lastchange", document.get("lastchange"))
    return timestamp_of(value, book, latest=latest)
