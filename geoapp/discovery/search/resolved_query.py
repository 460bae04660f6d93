"""A query resolved once: every view of a result answers the same one."""

from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

from geoapp.discovery.search.beyond_horizon import HorizonStates, horizon_states
from geoapp.discovery.search.criteria import DEFAULT_RADIUS, SearchCriteria
from geoapp.discovery.search.filters import ACCESS, OPEN_AT, OPEN_DURING
from geoapp.discovery.search.visit_time import VisitTime
from geoapp.discovery.text.filters_in_text import NOW, filters_in_text
from geoapp.discovery.text.interpretation import Interpretation, interpret
from geoapp.discovery.text.time_expressions import TimeExpression
from geoapp.geo.time_zones import time_zone_at
from geoapp.geo.values import Position, Radius


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedQuery:
    """Criteria with what their text names put in, and how the text was read.

    `horizon` is what strings say where hours are not computed up to the time asked
    for; None where all are. `given_near` is the position before the text was read.
    """

    criteria: SearchCriteria
    interpretation: Interpretation
    horizon: HorizonStates | None = None
    given_near: Position | None = None

    @property
    def as_params(self) -> SearchCriteria:
        """The criteria for a link: filters of the text chosen, its place still in it."""
        return self.criteria.replace(near=self.given_near)

    def with_filters(self, **changes: Any) -> "ResolvedQuery":
        """Return the query with other filters, of the same place, words and time."""
        return replace(self, criteria=self.criteria.with_filters(**changes))

    def replace_criteria(self, **changes: Any) -> "ResolvedQuery":
        """Return the query with other criteria, of the same words and time."""
        return replace(self, criteria=self.criteria.replace(**changes))


def resolve_query(
    criteria: SearchCriteria, *, like: ResolvedQuery | None = None
) -> ResolvedQuery:
    """Return the query that criteria ask; raises TooManyToEvaluate.

    `like` is one that was resolved before: what both have in common is not read again.
    """
    query = resolve_without_horizon(criteria, like=like)
    if like and same_scope(query, like):
        return replace(query, horizon=like.horizon)
    return replace(query, horizon=horizon_states(query.criteria, query.interpretation))


def upper_bound(query: ResolvedQuery, *, like: ResolvedQuery) -> ResolvedQuery:
    """Return a query that finds at least what `query` does, without a statement.

    What the strings of `like` said of the same time holds here too; those of other
    places are left open. It is exact where `same_scope` holds.
    """
    times = [(q.criteria.visit, q.criteria.audience) for q in (query, like)]
    return replace(query, horizon=like.horizon if times[0] == times[1] else None)


def resolve_without_horizon(
    criteria: SearchCriteria, *, like: ResolvedQuery | None = None
) -> ResolvedQuery:
    """Return the query that criteria ask, without what lies beyond the horizon.

    `like` as in resolve_query.
    """
    criteria = with_text_filters(criteria)
    if like and _same_text(criteria, like):
        interpretation = like.interpretation
    else:
        interpretation = interpret(
            criteria.q,
            near=criteria.near,
            view=criteria.near or (criteria.bbox.centre() if criteria.bbox else None),
            unknown=like.interpretation.ignored if like else (),
        )
    return ResolvedQuery(
        criteria=_dated(criteria.replace(near=interpretation.near)),
        interpretation=interpretation,
        given_near=criteria.near,
    )


def with_text_filters(criteria: SearchCriteria) -> SearchCriteria:
    """Return the criteria with the filters that their text names taken out of it.

    What was chosen stands over what is only written. A time stays undated until the
    place is known whose clock shows it.
    """
    text = filters_in_text(criteria.q)
    if text.rest == criteria.q and not text.filters:
        return criteria
    values = dict(text.filters)
    time = values.pop(OPEN_AT.name, None)
    if time == NOW and criteria.at is not None:
        time = VisitTime(criteria.at, text=NOW)
    if (
        OPEN_AT.name not in criteria.filters
        and OPEN_DURING.name not in criteria.filters
    ):
        values[OPEN_AT.name] = time if time != NOW else None
    merged = {name: _merged(criteria, name, value) for name, value in values.items()}
    radius = criteria.radius
    if text.radius_m and radius == DEFAULT_RADIUS:
        radius = Radius(text.radius_m)
    return criteria.with_filters(**merged).replace(
        q=text.rest,
        radius=radius,
        mentions_free=criteria.mentions_free or text.mentions_free,
    )


def _merged(criteria: SearchCriteria, name: str, value: Any) -> Any:
    """Return what is chosen of a filter, or what the text says; ways in add up."""
    current = criteria.filters.get(name)
    if name == ACCESS.name and current:
        return tuple(dict.fromkeys((*current, *value)))
    return current or value


def _dated(criteria: SearchCriteria) -> SearchCriteria:
    """Return the criteria with the date of the time that their text names.

    "Tonight" is the evening of the day that it is at the place, or in the view.
    """
    expression = criteria.filters.get(OPEN_AT.name)
    if not isinstance(expression, TimeExpression):
        return criteria
    if criteria.at is None:
        return criteria.with_filters(open_at=None)
    view = criteria.near or (criteria.bbox.centre() if criteria.bbox else None)
    local = criteria.at
    if view is not None:
        local = local.astimezone(ZoneInfo(time_zone_at(view)))
    moment = expression.next_after(local)
    text = moment.isoformat(timespec="minutes")
    return criteria.with_filters(open_at=VisitTime(moment, text=text))


def _same_text(criteria: SearchCriteria, like: ResolvedQuery) -> bool:
    """Whether the text is the same and is read from the same place."""
    like_params = like.as_params
    return (criteria.q, criteria.near, criteria.bbox) == (
        like_params.q,
        like_params.near,
        like_params.bbox,
    )


def same_scope(query: ResolvedQuery, like: ResolvedQuery) -> bool:
    """Whether words, place and time are the same, and so the strings to evaluate."""
    criteria, like_criteria = query.criteria, like.criteria
    return query.interpretation is like.interpretation and (
        criteria.visit,
        criteria.audience,
        criteria.near,
        criteria.radius,
        criteria.bbox,
    ) == (
        like_criteria.visit,
        like_criteria.audience,
        like_criteria.near,
        like_criteria.radius,
        like_criteria.bbox,
    )
