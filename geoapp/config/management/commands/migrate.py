"""Migrates while the site is used: it keeps nobody waiting for long.

A statement that changes a table waits until nobody reads it, and whoever comes next
waits behind it. So it is given up soon and tried again (F15 in docs/security.md).
"""

import time
from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import OperationalError, connections
from psycopg.errors import DeadlockDetected, LockNotAvailable

from geoapp.config.lock_timeout_sql import lock_timeout

# So long a statement waits, and whoever comes next waits behind it; so long passes
# until the next attempt. PostgreSQL looks for deadlocks after a second and ends one of
# those in it: by then the migration has given way, rather than a request of the site.
LOCK_TIMEOUT_MS, PAUSE_S = 400, 2.0
ATTEMPTS = 250
_LOCKED = (LockNotAvailable, DeadlockDetected)


class Command(migrate.Command):
    """`manage.py migrate`: Django's, which waits briefly for each lock."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate. Raises CommandError if a table is in use for ten minutes.

        What a migration has done is undone when it is given up, and each is begun again
        where the last attempt ended.
        """
        connection = connections[options["database"]]
        for _attempt in range(ATTEMPTS):
            try:
                with lock_timeout(connection, ms=LOCK_TIMEOUT_MS):
                    super().handle(*args, **options)
            except OperationalError as error:
                if not isinstance(error.__cause__, _LOCKED):
                    raise
                self.stderr.write("A table is in use. Trying again …")
                time.sleep(PAUSE_S)
            else:
                return
        raise CommandError("A table is always in use. Run the command again later.")
