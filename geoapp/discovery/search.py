"""Search: the venues that answer the criteria, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import (
    Case,
    F,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from geoapp.common.text import folded
from geoapp.crafts.terms import Operation
from geoapp.discovery.criteria import SearchCriteria
from geoapp.discovery.cursors import (
    Key,
    after,
    key_of,
    read_cursor,
    sort_columns,
    written_cursor,
)
from geoapp.discovery.openings import CLOSED, NOT_KNOWN, OPEN, OpenState, states
from geoapp.discovery.understanding import Term, Understanding, understand
from geoapp.geo.values import Position, Radius
from geoapp.publishing.models import PublishedOffer, PublishedVenue
from geoapp.publishing.querysets import PublishedVenueQuerySet

# The best order's rank of an offer: first what one can do there oneself.
_MODE_RANK = {"use": 0, "learn": 0, "commission": 10, "repair": 20, "buy": 30}
_NO_OFFER = 90
_NOT_RUNNING = (Operation.PLANNED, Operation.PAUSED)
_AFTER_ALL_THAT_RUNS = 1000
# Known to be open, to be evaluated yet, unknown.
_OPEN_STEP = Case(
    When(is_open=True, then=Value(0)),
    When(opens_later=True, then=Value(1)),
    default=Value(2),
)
_NOT_IN_NAME = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One venue of a result."""

    venue: PublishedVenue
    distance_m: float | None
    opening: OpenState


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """A page of venues, what the text was taken to mean, and where to go on."""

    hits: tuple[Hit, ...]
    next_cursor: str
    understanding: Understanding
    criteria: SearchCriteria  # with what was understood put in


def search(criteria: SearchCriteria, *, at: datetime) -> SearchResult:
    """Return one page of venues; raises InvalidCursor.

    `at` (aware) is the present moment, for the opening states that are shown.
    """
    meant, understanding = meaning(criteria)
    found = ordered(matching(meant, understanding), meant, understanding)
    start = read_cursor(meant) if meant.cursor else None
    moment = meant.open_at or at
    hits, more = _page(found, meant, start=start, moment=moment)
    last = hits[-1].venue if more and hits else None
    return SearchResult(
        hits=tuple(hits),
        next_cursor=written_cursor(meant, key_of(last, meant)) if last else "",
        understanding=understanding,
        criteria=meant,
    )


def meaning(criteria: SearchCriteria) -> tuple[SearchCriteria, Understanding]:
    """Return the criteria with the place that their text names, and the reading."""
    understanding = understand(criteria)
    if understanding.near is not None and criteria.near is None:
        return criteria.but(near=understanding.near), understanding
    return criteria, understanding


def matching(
    criteria: SearchCriteria, understanding: Understanding
) -> PublishedVenueQuerySet:
    """Return all venues on the map that answer, in no order."""
    near = (criteria.near, criteria.radius) if criteria.near else None
    found = PublishedVenue.objects.on_map()
    if criteria.bbox:
        found = found.in_bbox(criteria.bbox)
    if near:
        found = found.near(*near)
    if criteria.crafts or criteria.modes:
        found = found.offering(criteria.crafts, modes=criteria.modes, near=near)
    found = found.having_equipment(criteria.equipment, near=near)
    for term in understanding.terms:
        found = found.filter(_answers(term, near))
    found = found.of_kinds(criteria.kinds).with_access(criteria.access)
    found = found.matching_words(understanding.words)
    found = _welcoming(found, criteria)
    if criteria.open_at:
        # What does not run, or not yet, is open at no time.
        found = found.exclude(operation__in=_NOT_RUNNING).maybe_open_at(
            criteria.open_at,
            audience=criteria.audience,
            known_only=criteria.hours_known,
        )
    return found


def _answers(term: Term, near: tuple[Position, Radius] | None) -> Q:
    """Return the condition that a venue has the craft or the machine, or its name."""
    everything = PublishedVenue.objects.all()
    condition = Q(name_folded__contains=folded(term.words))
    if term.crafts:
        offering = everything.offering(term.crafts, near=near)
        condition |= Q(pk__in=offering.values("pk"))
    if term.kinds:
        condition |= Q(kind__in=term.kinds)
    for equipment in term.equipment:
        having = everything.having_equipment([equipment], near=near)
        condition |= Q(pk__in=having.values("pk"))
    return condition


def _welcoming(
    found: PublishedVenueQuerySet, criteria: SearchCriteria
) -> PublishedVenueQuerySet:
    """Keep what is at least as accessible and as welcoming as asked."""
    if criteria.wheelchair:
        enough = ["yes"] if criteria.wheelchair == "yes" else ["yes", "limited"]
        found = found.filter(wheelchair__in=enough)
    if criteria.newcomers:
        enough = ["welcome"]
        if criteria.newcomers == "by_arrangement":
            enough.append("by_arrangement")
        found = found.filter(newcomers__in=enough)
    return found


def ordered(
    found: PublishedVenueQuerySet,
    criteria: SearchCriteria,
    understanding: Understanding,
) -> PublishedVenueQuerySet:
    """Return the venues in the criteria's order, ended by the id."""
    if criteria.order == "best":
        crafts = (*criteria.crafts, *understanding.crafts)
        rank = _rank(crafts, understanding) + _name_rank(criteria.q)
        found = found.annotate(rank=rank)
    if criteria.open_at:
        found = found.annotate(open_step=_OPEN_STEP)
    return found.order_by(*(F(column) for column in sort_columns(criteria)), "pk")


def _rank(crafts: Sequence[str], understanding: Understanding) -> Any:
    """Return the best order's first key: does it run, its name, its best offer."""
    rank: Any = Case(
        When(operation__in=_NOT_RUNNING, then=Value(_AFTER_ALL_THAT_RUNS)),
        default=Value(0),
    )
    if crafts:
        offers = (
            PublishedOffer.objects.filter(
                venue_id=OuterRef("pk"), craft_id__in=list(crafts)
            )
            .order_by()
            .values("venue_id")
            .annotate(best=Min(_mode_rank() + F("depth")))
            .values("best")
        )
        rank = rank + Coalesce(Subquery(offers), Value(_NO_OFFER))
    if understanding.words:
        in_name = Q()
        for word in understanding.words:
            in_name &= Q(name_folded__contains=folded(word))
        rank = rank + Case(When(in_name, then=Value(0)), default=Value(_NOT_IN_NAME))
    return rank


def _name_rank(text: str) -> Case:
    """Return what puts the venue first whose name was typed in."""
    named = Q(name_folded__contains=folded(text))
    bonus = -_AFTER_ALL_THAT_RUNS if text else 0
    return Case(When(named, then=Value(bonus)), default=Value(0))


def _mode_rank() -> Case:
    whens = [When(mode=mode, then=Value(rank)) for mode, rank in _MODE_RANK.items()]
    return Case(*whens, default=Value(_NO_OFFER), output_field=IntegerField())


def _page(
    found: QuerySet[PublishedVenue],
    criteria: SearchCriteria,
    *,
    start: Key | None,
    moment: datetime,
) -> tuple[list[Hit], bool]:
    """Return at most `limit` hits, and whether more follow.

    Venues whose hours reach beyond the computed spans are evaluated here, so a
    page may take more than one look.
    """
    hits: list[Hit] = []
    while True:
        rows = list(
            (after(found, start, criteria) if start else found)[: criteria.limit + 1]
        )
        opening = states(
            [row.pk for row in rows], audience=criteria.audience, moment=moment
        )
        for row in rows:
            hit = _hit(row, opening.get(row.pk, NOT_KNOWN))
            if _is_wanted(hit, criteria):
                hits.append(hit)
        if len(hits) > criteria.limit or len(rows) <= criteria.limit:
            return hits[: criteria.limit], len(hits) > criteria.limit
        start = key_of(rows[-1], criteria)


def _hit(row: PublishedVenue, opening: OpenState) -> Hit:
    return Hit(venue=row, distance_m=getattr(row, "distance_m", None), opening=opening)


def _is_wanted(hit: Hit, criteria: SearchCriteria) -> bool:
    if criteria.open_at is None:
        return True
    if criteria.hours_known:
        return hit.opening.state == OPEN
    return hit.opening.state != CLOSED
