"""Texts for how long ago something was, in the reader's language."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils.translation import gettext, ngettext

# A month and a year as people count them.
_AGES: tuple[tuple[timedelta, Callable[[int], str]], ...] = (
    (timedelta(days=365), lambda n: ngettext("%(n)d year ago", "%(n)d years ago", n)),
    (timedelta(days=30), lambda n: ngettext("%(n)d month ago", "%(n)d months ago", n)),
    (timedelta(days=1), lambda n: ngettext("%(n)d day ago", "%(n)d days ago", n)),
    (timedelta(hours=1), lambda n: ngettext("%(n)d hour ago", "%(n)d hours ago", n)),
    (
        timedelta(minutes=1),
        lambda n: ngettext("%(n)d minute ago", "%(n)d minutes ago", n),
    ),
)


def ago(at: datetime, *, now: datetime) -> str:
    """Return "just now", "3 days ago" and the like. Both times are aware."""
    age = now - at
    for unit, text in _AGES:
        number = age // unit
        if number > 0:
            return text(number) % {"n": number}
    return gettext("just now")
