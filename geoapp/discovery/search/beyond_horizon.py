"""Times beyond the computed hours: the strings are evaluated, once per query."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext

from geoapp.crafts.choices import NOT_RUNNING
from geoapp.discovery.hours.open_state import CLOSED, OPEN, UNKNOWN, evaluated_state
from geoapp.discovery.search.base_queryset import base_queryset
from geoapp.discovery.search.criteria import InvalidCriteria, SearchCriteria
from geoapp.discovery.search.filters import OPEN_AT, OPEN_DURING
from geoapp.discovery.search.params import Problem
from geoapp.discovery.search.visit_time import VisitTime
from geoapp.discovery.text.interpretation import Interpretation
from geoapp.geo.points import to_position
from geoapp.publishing.conditions import beyond_computed
from geoapp.publishing.live_state import hours_decide
from geoapp.publishing.models import PublishedOpening, PublishedVenue

MAX_EVALUATED = 2_000


class TooManyToEvaluate(InvalidCriteria):
    """The query needs too many opening-hours strings evaluated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HorizonStates:
    """The evaluated states of venues whose computed hours end too early."""

    opened: frozenset[UUID]
    unknown: frozenset[UUID]
    closed: frozenset[UUID]


def horizon_states(
    criteria: SearchCriteria, interpretation: Interpretation
) -> HorizonStates | None:
    """Return the states of venues whose computed hours end before the requested time.

    None if there are none. Executes one statement. The result holds for any further
    filter on the same area, text and time. Raises TooManyToEvaluate.
    """
    visit = criteria.visit
    if visit is None:
        return None
    openings = _beyond(visit, criteria, interpretation).order_by()
    rows = list(openings[: MAX_EVALUATED + 1])
    if not rows:
        return None
    if len(rows) > MAX_EVALUATED:
        parameter = OPEN_AT if visit.end is None else OPEN_DURING
        problem = Problem(parameter.name, _too_many(rows), is_unanswerable=True)
        raise TooManyToEvaluate([problem])
    by_state: dict[str, set[UUID]] = {OPEN: set(), UNKNOWN: set(), CLOSED: set()}
    for row in rows:
        state = evaluated_state(
            row, begin=visit.begin, end=visit.end, position=to_position(row.point)
        )
        by_state[state].add(row.venue_id)
    return HorizonStates(
        opened=frozenset(by_state[OPEN]),
        unknown=frozenset(by_state[UNKNOWN]),
        closed=frozenset(by_state[CLOSED]),
    )


def _beyond(
    visit: VisitTime, criteria: SearchCriteria, interpretation: Interpretation
) -> Any:
    """Return the openings to evaluate, without the computed spans of other days."""
    venues = base_queryset(criteria, interpretation).exclude(operation__in=NOT_RUNNING)
    place = PublishedVenue.objects.filter(pk=OuterRef("venue_id"))
    return (
        PublishedOpening.objects.filter(
            hours_decide(visit.begin) if visit.end is None else Q(),
            beyond_computed(visit.begin, visit.end),
            audience=criteria.audience,
            parsed=True,
            venue_id__in=venues.order_by().values("pk"),
        )
        .annotate(point=Subquery(place.values("public_point")[:1]))
        .only(
            "venue_id",
            "text",
            "time_zone",
            "country",
            "computed_from",
            "computed_until",
        )
    )


def _too_many(rows: Sequence[Any]) -> str:
    # Every day between these two is computed for all of them.
    first = max(row.computed_from for row in rows)
    last = min(row.computed_until for row in rows) - timedelta(days=1)
    words = gettext(
        "With more than %(most)s places, we can only search opening hours from "
        "%(first)s to %(last)s. For another date, choose a town or a shorter "
        "distance."
    )
    return words % {
        "first": date_format(first.astimezone(UTC), "DATE_FORMAT"),
        "last": date_format(last.astimezone(UTC), "DATE_FORMAT"),
        "most": number_format(MAX_EVALUATED, force_grouping=True),
    }
