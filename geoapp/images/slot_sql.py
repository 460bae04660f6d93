"""One image at a time on the whole site, whatever workers there are.

A lock of the session: PostgreSQL gives it back when a killed worker's connection ends.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

_KEY = "hashtextextended('images', 0)"
_TRY = f"SELECT pg_try_advisory_lock({_KEY})"
_UNLOCK = f"SELECT pg_advisory_unlock({_KEY})"


@contextmanager
def image_slot() -> Iterator[bool]:
    """Yield whether the slot was free; it is held until the block ends."""
    with connection.cursor() as cursor:
        cursor.execute(_TRY)
        is_free = bool(cursor.fetchone()[0])
    try:
        yield is_free
    finally:
        if is_free:
            with connection.cursor() as cursor:
                cursor.execute(_UNLOCK)
