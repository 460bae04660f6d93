"""Tutorials page by page, by a keyset cursor as venues are."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from geoapp.discovery.search.cursors import Key, digest_of, open_cursor, sign_cursor
from geoapp.discovery.tutorial_search import search_tutorials
from geoapp.tutorials.models import Tutorial


@dataclass(frozen=True, slots=True)
class TutorialPage:
    """Some tutorials in order of their titles; no cursor where nothing follows."""

    tutorials: tuple[Tutorial, ...]
    next_cursor: str


def tutorial_page(
    *, q: str, crafts: Sequence[str], limit: int, cursor: str
) -> TutorialPage:
    """Return a page of what `search_tutorials` finds; raises InvalidCursor."""
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
