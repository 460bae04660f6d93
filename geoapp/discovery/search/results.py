"""Search: the venues that match the criteria, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
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
from geoapp.discovery.hours.open_state import (
    NOT_KNOWN,
    OpenState,
    open_states,
    open_states_during,
)
from geoapp.discovery.search.base_queryset import base_queryset, circle_of
from geoapp.discovery.search.criteria import SearchCriteria
from geoapp.discovery.search.cursors import (
    after,
    key_of,
    read_cursor,
    sort_columns,
    write_cursor,
)
from geoapp.discovery.search.filters import FILTERS
from geoapp.discovery.search.resolved_query import ResolvedQuery, resolve_query
from geoapp.discovery.search.visit_time import VisitTime
from geoapp.discovery.text.interpretation import Interpretation
from geoapp.publishing.confirmation import known_since
from geoapp.publishing.models import (
    PublishedOffer,
    PublishedVenue,
    PublishedVenueQuerySet,
)

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
    """A page of venues, the resolved query, and where to continue."""

    hits: tuple[SearchHit, ...]
    next_cursor: str
    query: ResolvedQuery

    @property
    def criteria(self) -> SearchCriteria:
        """Return the criteria, with the filters that its text names."""
        return self.query.criteria

    @property
    def interpretation(self) -> Interpretation:
        """Return the interpretation of the text."""
        return self.query.interpretation


def search(criteria: SearchCriteria, *, at: datetime) -> SearchResult:
    """Return one page of venues; raises InvalidCursor and TooManyToEvaluate.

    `at` (aware) is the present moment, for the opening states that are shown.
    """
    return search_page(resolve_query(criteria), at=at)


def search_page(query: ResolvedQuery, *, at: datetime) -> SearchResult:
    """Return one page of venues for a resolved query; raises InvalidCursor."""
    criteria = query.criteria
    start = read_cursor(criteria) if criteria.cursor else None
    since = (start and start.day) or known_since(at)
    venues = ordered(filtered_queryset(query), query, confirmed_since=since)
    if start is not None:
        venues = after(venues, start, criteria)
    rows = list(venues[: criteria.limit + 1])
    page = rows[: criteria.limit]
    cursor = ""
    if len(rows) > len(page):
        last = key_of(page[-1], criteria)
        if criteria.order == "best":
            last = replace(last, day=since)
        cursor = write_cursor(criteria, last)
    visit = criteria.visit or VisitTime(at)
    hits = search_hits(page, audience=criteria.audience, visit=visit)
    return SearchResult(hits=hits, next_cursor=cursor, query=query)


def filtered_queryset(query: ResolvedQuery) -> PublishedVenueQuerySet:
    """Return all matching venues on the map, unordered."""
    criteria = query.criteria
    near = circle_of(criteria)
    venues = base_queryset(criteria, query.interpretation)
    for name in criteria.filters:
        declared = FILTERS[name].q
        if declared is not None:
            venues = venues.filter(declared(criteria.filters, near))
    return _open_then(criteria.visit, venues, query) if criteria.visit else venues


def _open_then(
    visit: VisitTime, venues: PublishedVenueQuerySet, query: ResolvedQuery
) -> PublishedVenueQuerySet:
    """Return only the venues that are open at that time, or unknown."""
    criteria, horizon = query.criteria, query.horizon
    # What does not run, or not yet, is open at no time.
    venues = venues.exclude(operation__in=NOT_RUNNING).maybe_open(
        visit.begin,
        visit.end,
        audience=criteria.audience,
        known_only=criteria.hours_known,
    )
    if horizon is None:
        return venues
    unwanted = horizon.closed
    if criteria.hours_known:
        unwanted |= horizon.unknown
    is_open = Case(
        When(pk__in=horizon.opened, then=Value(value=True)), default=F("is_open")
    )
    return venues.exclude(pk__in=unwanted).annotate(is_open=is_open)


def ordered(
    venues: PublishedVenueQuerySet, query: ResolvedQuery, *, confirmed_since: date
) -> PublishedVenueQuerySet:
    """Return the venues in the order of the criteria, with the id as a tie-break.

    In the best order, those that were not confirmed since that day follow others that
    offer the same.
    """
    criteria, interpretation = query.criteria, query.interpretation
    if criteria.order == "best":
        crafts = (*criteria.crafts, *interpretation.crafts)
        rank = _rank(crafts, interpretation) + _name_rank(criteria.q)
        is_known = When(confirmed_at__gte=confirmed_since, then=Value(0))
        venues = venues.annotate(rank=rank, is_old=Case(is_known, default=Value(1)))
    if criteria.visit:
        venues = venues.annotate(open_step=_OPEN_STEP)
    return venues.order_by(*(F(column) for column in sort_columns(criteria)), "pk")


def _rank(crafts: Sequence[str], interpretation: Interpretation) -> Any:
    """Return the first key of the best order: is it running, its name, its best offer."""
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
    if interpretation.words:
        in_name = Q()
        for word in interpretation.words:
            in_name &= Q(name_folded__contains=folded(word))
        rank = rank + Case(When(in_name, then=Value(0)), default=Value(_NOT_IN_NAME))
    return rank


def _name_rank(text: str) -> Case:
    """Return the expression that puts a venue first if the text is its name."""
    name_contains = Q(name_folded__contains=folded(text))
    bonus = -_AFTER_ALL_THAT_RUNS if text else 0
    return Case(When(name_contains, then=Value(bonus)), default=Value(0))


def _mode_rank() -> Case:
    whens = [When(mode=mode, then=Value(rank)) for mode, rank in _MODE_RANK.items()]
    return Case(*whens, default=Value(_NO_OFFER), output_field=IntegerField())


def search_hits(
    rows: Sequence[PublishedVenue], *, audience: str, visit: VisitTime
) -> tuple[SearchHit, ...]:
    """Return the rows with their distances and opening states, in one statement."""
    ids = [row.pk for row in rows]
    if visit.end is None:
        states = open_states(ids, audience=audience, moment=visit.begin)
    else:
        states = open_states_during(
            ids, audience=audience, begin=visit.begin, end=visit.end
        )
    return tuple(
        SearchHit(
            venue=row,
            distance_m=getattr(row, "distance_m", None),
            opening=states.get(row.pk, NOT_KNOWN),
        )
        for row in rows
    )
