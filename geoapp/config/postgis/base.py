"""Threads that have a turn at computing give it away while they wait for the database.

Reading on from a server-side cursor is no such wait: it is short.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.gis.db.backends.postgis import base

from geoapp.common.turns import waiting


class DatabaseWrapper(base.DatabaseWrapper):
    """PostGIS's, with everything that may take long as a wait."""

    def __init__(self, *settings: Any, **more: Any) -> None:
        super().__init__(*settings, **more)
        self.execute_wrappers.append(_execute)

    def connect(self) -> None:
        """Connect; a database that hangs or starts lets nobody in for a while."""
        with waiting():
            super().connect()

    def is_usable(self) -> bool:
        """Whether the connection works: asked before the first statement of each request."""
        with waiting():
            return bool(super().is_usable())

    def _commit(self) -> None:
        with waiting():
            super()._commit()  # type: ignore[misc] # the stubs lack it

    def _rollback(self) -> None:
        with waiting():
            super()._rollback()  # type: ignore[misc] # the stubs lack it


def _execute(execute: Callable[..., Any], *statement: Any) -> Any:
    """Run a statement, as `connection.execute_wrappers` wants it run."""
    with waiting():
        return execute(*statement)
