"""How long a connection waits for a lock."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.base.base import BaseDatabaseWrapper

_SET = "SELECT set_config('lock_timeout', %s, false)"


@contextmanager
def lock_timeout(connection: BaseDatabaseWrapper, *, ms: int) -> Iterator[None]:
    """Give statements up that wait longer for a lock, until the block ends.

    They raise OperationalError, caused by psycopg's LockNotAvailable.
    """
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        before = cursor.fetchone()[0]
        cursor.execute(_SET, [str(ms)])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(_SET, [before])
