"""Who wants to know when venues change. The projection is the first to."""

from collections.abc import Callable, Collection
from uuid import UUID

Listener = Callable[[Collection[UUID]], None]

_listeners: list[Listener] = []


def register(listener: Listener) -> None:
    """Call `listener` with the ids of changed venues, inside the same transaction."""
    if listener not in _listeners:
        _listeners.append(listener)


def venues_changed(venue_ids: Collection[UUID]) -> None:
    """Tell every listener. A verb calls this once, with all its venues."""
    if not venue_ids:
        return
    for listener in _listeners:
        listener(venue_ids)
