"""Threads of the server let others compute while they wait for the database."""

from collections.abc import Callable
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from geoapp.common.turns import waiting


def give_turns_away() -> None:
    """From now on, each statement of each new connection is such a wait.

    Connecting and committing are not: they are short, or nobody can be answered.
    """
    connection_created.connect(_watch)


def _watch(*, connection: BaseDatabaseWrapper, **_signal: object) -> None:
    # The signal comes anew whenever this thread has to connect again.
    if _execute not in connection.execute_wrappers:
        connection.execute_wrappers.append(_execute)


def _execute(execute: Callable[..., Any], *statement: Any) -> Any:
    """Run a statement, as `connection.execute_wrappers` wants it run."""
    with waiting():
        return execute(*statement)
