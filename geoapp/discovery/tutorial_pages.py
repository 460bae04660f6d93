"""Tutorials page by page, with keyset cursors like those of venues."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from geoapp.discovery.search.cursors import Key, digest_of, open_cursor, sign_cursor
from geoapp.discovery.tutorial_search import search_tutorials
from geoapp.tutorials.models import Tutorial


@dataclass(frozen=True, slots=True)
class TutorialPage:
    """Tutorials in order of title; no cursor on the last page."""

    tutorials: tuple[Tutorial, ...]
    next_cursor: str


def tutorial_page(
    *, q: str, crafts: Sequence[str], limit: int, cursor: str
) -> TutorialPage:
    """Return a page of the results of `search_tutorials`; raises InvalidCursor."""
    digest = digest_of(("tutorials", q, tuple(crafts)))
    tutorials = search_tutorials(q=q, crafts=crafts).tutorials
    if cursor:
        tutorials = tutorials.filter(_after(open_cursor(cursor, digest)))
    rows = list(tutorials[: limit + 1])
    page_rows = tuple(rows[:limit])
    following = ""
    if len(rows) > limit:
        last = Key((page_rows[-1].title,), str(page_rows[-1].pk))
        following = sign_cursor(last, digest)
    return TutorialPage(page_rows, following)


def _after(key: Key) -> Q:
    (title,) = key.values
    return Q(title__gt=title) | Q(title=title, pk__gt=key.pk)
