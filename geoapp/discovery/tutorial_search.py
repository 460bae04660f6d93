"""Tutorials by words and craft, with the crafts there are to choose from."""

import re
from collections import Counter
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


def search_tutorials(*, q: str = "", craft: str = "") -> FoundTutorials:
    """Return tutorials whose title has the words, of the craft or a narrower one."""
    crafts = {craft, *current().narrower(craft)} if craft else set()
    found = Tutorial.objects.of_crafts(crafts).titled_like(
        re.findall(r"\w+", folded(q))
    )
    counts = Counter(TutorialCraft.objects.values_list("craft_id", flat=True))
    return FoundTutorials(
        q=q,
        craft=craft,
        tutorials=found.with_needs().order_by("title", "pk"),
        crafts=tuple(sorted(counts.items())),
    )
