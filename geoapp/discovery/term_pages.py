"""Venues that offer a craft or list a machine, and tutorials that need it."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q

from geoapp.crafts.choices import Mode
from geoapp.crafts.vocabulary import current
from geoapp.discovery.search.results import SearchHit, search_hits
from geoapp.discovery.search.visit_time import VisitTime
from geoapp.discovery.tutorial_search import tutorials_of
from geoapp.geo.values import Position, Radius
from geoapp.publishing.models import (
    PublishedEquipment,
    PublishedOffer,
    PublishedVenue,
    PublishedVenueQuerySet,
)
from geoapp.tutorials.models import Tutorial, TutorialEquipment


@dataclass(frozen=True, slots=True, kw_only=True)
class TermCounts:
    """How many venues on the map, and how many tutorials, a term has."""

    places: int
    tutorials: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TermPageQuery:
    """The position and audience of a page; without `near`, venues are sorted by name."""

    at: datetime
    audience: str
    near: Position | None
    radius: Radius
    limit: int


def craft_counts() -> dict[str, TermCounts]:
    """Return the counts of each craft, narrower crafts included; two statements."""
    places = _distinct_venues(PublishedOffer.objects.all(), "craft_id")
    tutorials: defaultdict[str, set[Any]] = defaultdict(set)
    rows = Tutorial.objects.confirmed().filter(crafts__isnull=False)
    for tutorial, craft in rows.values_list("pk", "crafts__craft"):
        for name in (craft, *current().ancestors(craft)):
            tutorials[name].add(tutorial)
    return {
        craft: TermCounts(places=places.get(craft, 0), tutorials=len(tutorials[craft]))
        for craft in current().crafts
    }


def equipment_counts() -> dict[str, TermCounts]:
    """Return the counts of each type of equipment; two statements."""
    listed = PublishedEquipment.objects.exclude(count=0)
    places = _distinct_venues(listed, "equipment_id")
    rows = Tutorial.objects.confirmed().filter(equipment__isnull=False)
    tutorials = Counter(rows.values_list("equipment__equipment", flat=True))
    return {
        equipment: TermCounts(
            places=places.get(equipment, 0), tutorials=tutorials[equipment]
        )
        for equipment in current().equipment
    }


def _distinct_venues(rows: Any, term: str) -> dict[str, int]:
    on_map = PublishedVenue.objects.on_map().values("pk")
    counted = rows.filter(venue_id__in=on_map).values(term).order_by()
    counts = counted.annotate(n=Count("venue_id", distinct=True))
    return dict(counts.values_list(term, "n"))


def mode_counts(craft: str) -> dict[str, int]:
    """Return how many venues on the map offer the craft in each mode, and in any."""
    on_map = PublishedVenue.objects.on_map().values("pk")
    row = PublishedOffer.objects.filter(craft_id=craft, venue_id__in=on_map).aggregate(
        any=Count("venue_id", distinct=True),
        **{
            mode: Count("venue_id", filter=Q(mode=mode), distinct=True)
            for mode in Mode.values
        },
    )
    return {mode: n for mode, n in row.items() if n or mode == "any"}


def places_offering(craft: str, query: TermPageQuery) -> tuple[SearchHit, ...]:
    """Return the venues of a craft or a narrower one, nearest first, else by name."""
    near = (query.near, query.radius) if query.near else None
    venues = PublishedVenue.objects.on_map().offering([craft], near=near)
    return _hits(venues, query)


def places_listing(equipment: str, query: TermPageQuery) -> tuple[SearchHit, ...]:
    """Return the venues that list a machine, working or not, in the same order.

    A venue known not to have one does not list it.
    """
    listed = PublishedEquipment.objects.filter(equipment_id=equipment)
    ids = listed.exclude(count=0).values("venue_id")
    return _hits(PublishedVenue.objects.on_map().filter(pk__in=ids), query)


def _hits(
    venues: PublishedVenueQuerySet, query: TermPageQuery
) -> tuple[SearchHit, ...]:
    if query.near:
        venues = venues.near(query.near, query.radius).order_by(F("distance_m"), "pk")
    else:
        venues = venues.order_by("sort_name", "pk")
    rows = list(venues[: query.limit])
    return search_hits(rows, audience=query.audience, visit=VisitTime(query.at))


def craft_tutorials(craft: str, *, limit: int) -> Sequence[Tutorial]:
    """Return tutorials of the craft or a narrower one, by title."""
    return list(tutorials_of([craft]).order_by("title", "pk")[:limit])


def equipment_tutorials(equipment: str, *, limit: int) -> Sequence[TutorialEquipment]:
    """Return the tutorials that need the machine, confirmed needs first; one statement."""
    rows = TutorialEquipment.objects.filter(
        equipment_id=equipment, tutorial__in=Tutorial.objects.confirmed()
    ).select_related("tutorial")
    # "required" sorts after "optional", and what is confirmed before what is guessed.
    return list(rows.order_by("-need", "-confirmed", "tutorial__title", "pk")[:limit])
