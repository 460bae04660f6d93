"""A query resolved once, shared by every view of a result."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from geoapp.discovery.search.beyond_horizon import HorizonStates, horizon_states
from geoapp.discovery.search.criteria import DEFAULT_RADIUS, SearchCriteria
from geoapp.discovery.search.filters import ACCESS, OPEN_AT, OPEN_DURING
from geoapp.discovery.search.visit_time import VisitTime
from geoapp.discovery.text.filters_in_text import NOW, filters_in_text
from geoapp.discovery.text.interpretation import Interpretation, interpret
from geoapp.discovery.text.time_expressions import TimeExpression, Weekend
from geoapp.geo.time_zones import time_zone_at
from geoapp.geo.values import Position, Radius


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedQuery:
    """Criteria with the filters of their text, and the interpretation of the text.

    `horizon` holds the evaluated states of venues whose computed hours end before the
    requested time; None if all are computed. `given_near` is the position before the
    text was interpreted.
    """

    criteria: SearchCriteria
    interpretation: Interpretation
    horizon: HorizonStates | None = None
    given_near: Position | None = None

    @property
    def as_params(self) -> SearchCriteria:
        """The criteria for a link: with the filters of the text, its place still in it."""
        return self.criteria.replace(near=self.given_near)

    def with_filters(self, **changes: Any) -> "ResolvedQuery":
        """Return the query with other filters, for the same area, text and time."""
        return replace(self, criteria=self.criteria.with_filters(**changes))

    def replace_criteria(self, **changes: Any) -> "ResolvedQuery":
        """Return the query with other criteria, for the same text and time."""
        return replace(self, criteria=self.criteria.replace(**changes))


def resolve_query(
    criteria: SearchCriteria, *, like: ResolvedQuery | None = None
) -> ResolvedQuery:
    """Return the resolved query of criteria; raises TooManyToEvaluate.

    `like` is a query resolved before: what both share is not computed again.
    """
    query = resolve_without_horizon(criteria, like=like)
    if like and same_scope(query, like):
        return replace(query, horizon=like.horizon)
    return replace(query, horizon=horizon_states(query.criteria, query.interpretation))


def upper_bound(query: ResolvedQuery, *, like: ResolvedQuery) -> ResolvedQuery:
    """Return a query that finds at least what `query` does, without a statement.

    The evaluated states of `like` are used if the time is the same; those of other
    venues stay open. It is exact where `same_scope` holds.
    """
    times = [(q.criteria.visit, q.criteria.audience) for q in (query, like)]
    return replace(query, horizon=like.horizon if times[0] == times[1] else None)


def resolve_without_horizon(
    criteria: SearchCriteria, *, like: ResolvedQuery | None = None
) -> ResolvedQuery:
    """Return the resolved query, without the states beyond the computed hours.

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

    Chosen values take precedence over those of the text. A time stays undated until the
    place, and so its clock, is known. Idempotent.
    """
    text = filters_in_text(criteria.q)
    if text.rest == criteria.q and not text.filters:
        return criteria
    values = dict(text.filters)
    time = values.pop(OPEN_AT.name, None)
    if time == NOW and criteria.at is not None:
        time = VisitTime(criteria.at, text=NOW)
    weekend = values.pop(OPEN_DURING.name, None)
    if (
        OPEN_AT.name not in criteria.filters
        and OPEN_DURING.name not in criteria.filters
    ):
        if weekend is not None and time is None:
            values[OPEN_DURING.name] = weekend
        else:
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
    """Return the chosen values of a filter, else those of the text; access adds up."""
    current = criteria.filters.get(name)
    if name == ACCESS.name and current:
        return tuple(dict.fromkeys((*current, *value)))
    return current or value


def _dated(criteria: SearchCriteria) -> SearchCriteria:
    """Return the criteria with the date of the time in their text.

    "Tonight" is the evening of the present day at the place, or in the view.
    """
    expression = criteria.filters.get(OPEN_AT.name)
    weekend = criteria.filters.get(OPEN_DURING.name)
    if isinstance(expression, TimeExpression):
        local = _local_clock(criteria)
        moment = local and VisitTime(expression.next_after(local))
        return criteria.with_filters(open_at=moment)
    if isinstance(weekend, Weekend):
        local = _local_clock(criteria)
        interval = local and VisitTime(*weekend.interval_after(local))
        return criteria.with_filters(open_during=interval)
    return criteria


def _local_clock(criteria: SearchCriteria) -> datetime | None:
    """Return the present at the place or in the view, else as it is given."""
    view = criteria.near or (criteria.bbox.centre() if criteria.bbox else None)
    if criteria.at is None or view is None:
        return criteria.at
    return criteria.at.astimezone(ZoneInfo(time_zone_at(view)))


def _same_text(criteria: SearchCriteria, like: ResolvedQuery) -> bool:
    """Whether the text is the same and interpreted around the same position."""
    like_params = like.as_params
    return (criteria.q, criteria.near, criteria.bbox) == (
        like_params.q,
        like_params.near,
        like_params.bbox,
    )


def same_scope(query: ResolvedQuery, like: ResolvedQuery) -> bool:
    """Whether text, area and time are the same, and so the strings to evaluate."""
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
