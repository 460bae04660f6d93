"""What is asked, understood once: every view of a result answers the same question."""

from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from geoapp.discovery.search.beyond_horizon import HorizonStates, horizon_states
from geoapp.discovery.search.criteria import SearchCriteria
from geoapp.discovery.text.interpretation import Interpretation, interpret
from geoapp.geo.time_zones import time_zone_at


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedQuery:
    """Criteria with the place that their text names put in, and how it was read.

    `ahead` is what strings say where hours are not computed up to the moment asked
    for; None where all are.
    """

    criteria: SearchCriteria
    understanding: Interpretation
    ahead: HorizonStates | None = None

    def choosing(self, **changes: object) -> "ResolvedQuery":
        """Return the question with other choices, of the same place, words and time."""
        return replace(self, criteria=self.criteria.but(**changes))


def resolve_query(
    criteria: SearchCriteria, *, like: ResolvedQuery | None = None
) -> ResolvedQuery:
    """Return the question that criteria ask; raises TooManyToEvaluate.

    `like` is one that was read before: what both have in common is not read again.
    """
    asked = resolve_without_horizon(criteria, like=like)
    if like and same_scope(asked, like):
        return replace(asked, ahead=like.ahead)
    return replace(asked, ahead=horizon_states(asked.criteria, asked.understanding))


def upper_bound(asked: ResolvedQuery, *, like: ResolvedQuery) -> ResolvedQuery:
    """Return a question that finds at least what `asked` does, without a statement.

    What the strings of `like` said of the same time holds here too; those of other
    places are left open. It is exact where `same_scope` holds.
    """
    moments = [(one.criteria.open_at, one.criteria.audience) for one in (asked, like)]
    return replace(asked, ahead=like.ahead if moments[0] == moments[1] else None)


def resolve_without_horizon(
    criteria: SearchCriteria, *, like: ResolvedQuery | None = None
) -> ResolvedQuery:
    """Return the question that criteria ask, without what lies ahead of them.

    `like` as in question_of.
    """
    if like and _same_text(criteria, like):
        understanding = like.understanding
    else:
        unknown = like.understanding.ignored if like else ()
        understanding = interpret(criteria, unknown=unknown)
    if criteria.near is None and understanding.near is not None:
        criteria = criteria.but(near=understanding.near)
    return ResolvedQuery(criteria=_dated(criteria), understanding=understanding)


def _dated(criteria: SearchCriteria) -> SearchCriteria:
    """Return the criteria with the date of the time that their text names.

    "Tonight" is the evening of the day that it is at the place, or in the view.
    """
    if criteria.when is None:
        return criteria
    view = criteria.near or (criteria.bbox.centre() if criteria.bbox else None)
    local = criteria.when.at
    if view is not None:
        local = local.astimezone(ZoneInfo(time_zone_at(view)))
    moment = criteria.when.time.next_after(local)
    text = moment.isoformat(timespec="minutes")
    return criteria.but(open_at=moment, open_at_text=text, when=None)


def _same_text(criteria: SearchCriteria, like: ResolvedQuery) -> bool:
    """Whether the text is the same and is read from the same place."""
    named = like.understanding.place
    given = None if named else like.criteria.near
    return (criteria.q, criteria.near, criteria.bbox) == (
        like.criteria.q,
        given,
        like.criteria.bbox,
    )


def same_scope(one: ResolvedQuery, like: ResolvedQuery) -> bool:
    """Whether words, place and time are the same, and so the strings to evaluate."""
    asked, known = one.criteria, like.criteria
    return one.understanding is like.understanding and (
        asked.open_at,
        asked.audience,
        asked.near,
        asked.radius,
        asked.bbox,
    ) == (known.open_at, known.audience, known.near, known.radius, known.bbox)
