"""Migrates while the site is used: a table that is in use keeps nobody waiting.

A statement that changes a table waits until nobody reads it, and whoever comes next
waits behind it. So it is given up soon and tried again (F15 in docs/security.md).
"""

import time
from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import OperationalError, connections
from psycopg.errors import LockNotAvailable

from geoapp.config.lock_timeout_sql import lock_timeout

# Everybody else waits so long at most, and so long passes until the next attempt.
LOCK_TIMEOUT_MS, PAUSE_S = 1_000, 2.0
ATTEMPTS = 200


class Command(migrate.Command):
    """`manage.py migrate`: Django's, which waits a second for each lock."""

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
                if not isinstance(error.__cause__, LockNotAvailable):
                    raise
                self.stderr.write("A table is in use. Trying again …")
                time.sleep(PAUSE_S)
            else:
                return
        raise CommandError("A table is always in use. Run the command again later.")
