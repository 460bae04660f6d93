"""A lock on a recipient, held to the end of the transaction.

Django has no advisory locks, and a recipient need not have a row to lock.
"""

from django.db import connection

_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('mailing:' || lower(%s), 0))"


def lock_recipient(address: str) -> None:
    """Let no other transaction count this recipient's emails until this one ends."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [address])
