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
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from geoapp.common.text import folded
from geoapp.crafts.choices import NOT_RUNNING
from geoapp.discovery.hours.open_state import NOT_KNOWN, OpenState, open_states
from geoapp.discovery.search.base_queryset import base_queryset, circle_of
from geoapp.discovery.search.criteria import SearchCriteria
from geoapp.discovery.search.cursors import (
    after,
    key_of,
    read_cursor,
    sort_columns,
    write_cursor,
)
from geoapp.discovery.search.resolved_query import ResolvedQuery, resolve_query
from geoapp.discovery.text.interpretation import Interpretation
from geoapp.publishing.models import PublishedOffer, PublishedVenue
from geoapp.publishing.querysets import PublishedVenueQuerySet

# The best order's rank of an offer: first what one can do there oneself.
_MODE_RANK = {"use": 0, "learn": 0, "commission": 10, "repair": 20, "buy": 30}
_NO_OFFER = 90
_AFTER_ALL_THAT_RUNS = 1000
# Known to be open, unknown.
_OPEN_STEP = Case(When(is_open=True, then=Value(0)), default=Value(1))
_NOT_IN_NAME = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """One venue of a result."""

    venue: PublishedVenue
    distance_m: float | None
    opening: OpenState


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """A page of venues, the question that was understood, and where to go on."""

    hits: tuple[SearchHit, ...]
    next_cursor: str
    question: ResolvedQuery

    @property
    def criteria(self) -> SearchCriteria:
        """Return the criteria with what was understood put in."""
        return self.question.criteria

    @property
    def understanding(self) -> Interpretation:
        """Return what the text was taken to mean."""
        return self.question.understanding


def search(criteria: SearchCriteria, *, at: datetime) -> SearchResult:
    """Return one page of venues; raises InvalidCursor and TooManyToEvaluate.

    `at` (aware) is the present moment, for the opening states that are shown.
    """
    return search_page(resolve_query(criteria), at=at)


def search_page(question: ResolvedQuery, *, at: datetime) -> SearchResult:
    """Return one page of venues for a question that was read; raises InvalidCursor."""
    asked = question.criteria
    found = ordered(filtered_queryset(question), question)
    start = read_cursor(asked) if asked.cursor else None
    rows = list((after(found, start, asked) if start else found)[: asked.limit + 1])
    shown = rows[: asked.limit]
    more = len(rows) > len(shown)
    return SearchResult(
        hits=search_hits(shown, audience=asked.audience, moment=asked.open_at or at),
        next_cursor=write_cursor(asked, key_of(shown[-1], asked)) if more else "",
        question=question,
    )


def filtered_queryset(question: ResolvedQuery) -> PublishedVenueQuerySet:
    """Return all venues on the map that match, in no order."""
    criteria = question.criteria
    near = circle_of(criteria)
    found = base_queryset(criteria, question.understanding)
    if criteria.crafts or criteria.modes:
        found = found.offering(criteria.crafts, modes=criteria.modes, near=near)
    found = found.having_equipment(criteria.equipment, near=near)
    found = found.of_kinds(criteria.kinds).with_access(criteria.access)
    found = _welcoming(found, criteria)
    if criteria.confirmed:
        found = found.confirmed_within(
            criteria.confirmed.first, criteria.confirmed.last
        )
    return _open_at(criteria.open_at, found, question) if criteria.open_at else found


def _open_at(
    moment: datetime, found: PublishedVenueQuerySet, question: ResolvedQuery
) -> PublishedVenueQuerySet:
    """Keep what is open at the moment, and what is unknown."""
    criteria, ahead = question.criteria, question.ahead
    # What does not run, or not yet, is open at no time.
    found = found.exclude(operation__in=NOT_RUNNING).maybe_open_at(
        moment, audience=criteria.audience, known_only=criteria.hours_known
    )
    if ahead is None:
        return found
    unwanted = ahead.closed | ahead.unknown if criteria.hours_known else ahead.closed
    is_open = Case(
        When(pk__in=ahead.opened, then=Value(value=True)), default=F("is_open")
    )
    return found.exclude(pk__in=unwanted).annotate(is_open=is_open)


def _welcoming(
    found: PublishedVenueQuerySet, criteria: SearchCriteria
) -> PublishedVenueQuerySet:
    """Keep what is at least as accessible and as welcoming as asked."""
    if criteria.wheelchair:
        found = found.filter(wheelchair__in=criteria.enough_wheelchair)
    if criteria.newcomers:
        found = found.filter(newcomers__in=criteria.enough_newcomers)
    return found


def ordered(
    found: PublishedVenueQuerySet, question: ResolvedQuery
) -> PublishedVenueQuerySet:
    """Return the venues in the criteria's order, ended by the id."""
    criteria, understanding = question.criteria, question.understanding
    if criteria.order == "best":
        crafts = (*criteria.crafts, *understanding.crafts)
        rank = _rank(crafts, understanding) + _name_rank(criteria.q)
        found = found.annotate(rank=rank)
    if criteria.open_at:
        found = found.annotate(open_step=_OPEN_STEP)
    return found.order_by(*(F(column) for column in sort_columns(criteria)), "pk")


def _rank(crafts: Sequence[str], understanding: Interpretation) -> Any:
    """Return the best order's first key: does it run, its name, its best offer."""
    rank: Any = Case(
        When(operation__in=NOT_RUNNING, then=Value(_AFTER_ALL_THAT_RUNS)),
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


def search_hits(
    rows: Sequence[PublishedVenue], *, audience: str, moment: datetime
) -> tuple[SearchHit, ...]:
    """Return the rows with their distances and opening states, in one statement."""
    opening = open_states([row.pk for row in rows], audience=audience, moment=moment)
    return tuple(
        SearchHit(
            venue=row,
            distance_m=getattr(row, "distance_m", None),
            opening=opening.get(row.pk, NOT_KNOWN),
        )
        for row in rows
    )
