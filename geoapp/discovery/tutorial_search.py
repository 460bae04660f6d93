"""Tutorials by text and craft, and the crafts to choose from."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from geoapp.common.text import folded
from geoapp.crafts.suggest import NAMED_OUTRIGHT, suggest
from geoapp.crafts.vocabulary import current
from geoapp.tutorials.models import (
    Tutorial,
    TutorialCraft,
    TutorialEquipment,
    TutorialQuerySet,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TutorialSearchResult:
    """Tutorials in order, and the query."""

    q: str
    craft: str
    tutorials: TutorialQuerySet


def search_tutorials(
    *, q: str = "", crafts: Sequence[str] = ()
) -> TutorialSearchResult:
    """Return the tutorials that match a text, of the crafts or narrower ones.

    The text matches a title that has its words, a craft that it names in any language
    of the vocabulary, or a machine that it names and the tutorial needs.
    """
    tutorials = tutorials_of(crafts)
    if q:
        meant = tutorials.titled_like(re.findall(r"\w+", folded(q)))
        tutorials = tutorials.filter(Q(pk__in=meant.values("pk")) | _named(q))
    return TutorialSearchResult(
        q=q,
        craft=crafts[0] if crafts else "",
        tutorials=tutorials.with_needs().order_by("title", "pk"),
    )


def craft_counts() -> tuple[tuple[str, int], ...]:
    """Return how many tutorials each craft has, by craft id."""
    public = TutorialCraft.objects.filter(tutorial__in=Tutorial.objects.confirmed())
    rows = public.values_list("craft_id").annotate(n=Count("pk")).order_by("craft_id")
    return tuple(rows)


def _named(q: str) -> Q:
    """Return the condition that a tutorial has what the text names explicitly."""
    suggestion = suggest(q, vocabulary=current())
    crafts = [g.id for g in suggestion.crafts if g.confidence >= NAMED_OUTRIGHT]
    machines = [g.id for g in suggestion.equipment if g.confidence >= NAMED_OUTRIGHT]
    narrower = {n for craft in crafts for n in (craft, *current().narrower(craft))}
    worked = TutorialCraft.objects.filter(craft_id__in=narrower)
    needed = TutorialEquipment.objects.filter(equipment_id__in=machines)
    return Q(pk__in=worked.values("tutorial")) | Q(pk__in=needed.values("tutorial"))


def tutorials_of(crafts: Sequence[str]) -> TutorialQuerySet:
    """Return the confirmed tutorials of these crafts or narrower ones; all if none."""
    narrower = {n for craft in crafts for n in (craft, *current().narrower(craft))}
    return Tutorial.objects.confirmed().of_crafts(narrower)
