"""Tutorials by words and craft, with the crafts there are to choose from."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from geoapp.common.text import folded
from geoapp.crafts.vocabulary import current
from geoapp.tutorials.models import Tutorial, TutorialCraft
from geoapp.tutorials.querysets import TutorialQuerySet


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundTutorials:
    """Tutorials in order, and how many each craft has."""

    q: str
    craft: str
    tutorials: TutorialQuerySet
    crafts: tuple[tuple[str, int], ...]


def search_tutorials(*, q: str = "", crafts: Sequence[str] = ()) -> FoundTutorials:
    """Return tutorials whose title has the words, of the crafts or narrower ones."""
    found = tutorials_of(crafts).titled_like(re.findall(r"\w+", folded(q)))
    public = TutorialCraft.objects.filter(tutorial__in=Tutorial.objects.confirmed())
    counts = Counter(public.values_list("craft_id", flat=True))
    return FoundTutorials(
        q=q,
        craft=crafts[0] if crafts else "",
        tutorials=found.with_needs().order_by("title", "pk"),
        crafts=tuple(sorted(counts.items())),
    )


def tutorials_of(crafts: Sequence[str]) -> TutorialQuerySet:
    """Return what is confirmed of these crafts or narrower ones; no crafts keep all."""
    wanted = {n for craft in crafts for n in (craft, *current().narrower(craft))}
    return Tutorial.objects.confirmed().of_crafts(wanted)
