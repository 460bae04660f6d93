"""Matches: the venues where a tutorial can be completed, best first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from geoapp.crafts.choices import Audience, Mode
from geoapp.discovery.hours.open_state import OpenState
from geoapp.discovery.matching.candidates import ancestors_of, candidates_for
from geoapp.discovery.matching.fit import (
    LISTED,
    LISTED_BROKEN,
    Facts,
    Fit,
    Visitor,
    best_first,
    fit_of,
    is_candidate,
)
from geoapp.discovery.matching.larger_radius import LargerRadius, larger_radius
from geoapp.discovery.matching.plans import (
    MAX_REQUIRED,
    Plan,
    can_make_there,
    plan_for,
)
from geoapp.discovery.matching.reasons import Reason, gaps_of, reasons_of
from geoapp.discovery.matching.requirements import Requirements, together
from geoapp.geo.values import Position, Radius
from geoapp.publishing.confirmation import known_since
from geoapp.publishing.models import PublishedVenue


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A venue as a match: what fits, what is missing, how far, when open."""

    venue: PublishedVenue
    facts: Facts
    fit: Fit
    needs: Requirements
    visitor: Visitor
    at: datetime

    @property
    def opening(self) -> OpenState:
        """Return whether it is open at the requested moment."""
        return self.facts.opening

    # Words are put together for the places that are shown, not for all candidates.
    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Return the reasons for the venue, strongest first."""
        return reasons_of(self.fit, self.facts, self.needs)

    @property
    def gaps(self) -> tuple[Reason, ...]:
        """Return what is missing, unknown or uncertain, most important first."""
        return gaps_of(
            self.fit, self.facts, self.needs, visitor=self.visitor, at=self.at
        )

    @property
    def is_complete(self) -> bool:
        """Whether it runs, allows making, and lacks nothing required."""
        return not self.fit.missing and can_make_there(self.facts)

    @property
    def distance_m(self) -> float:
        """Return the distance along the geodesic, in metres."""
        return self.fit.distance_m


@dataclass(frozen=True, slots=True)
class PlanStop:
    """One venue of a plan, and the machines that it adds."""

    match: Match
    equipment: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanOffer:
    """The venues that together have everything; `way_m` is the sum of their distances."""

    stops: tuple[PlanStop, ...]
    way_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches:
    """The matches for a need, with a plan and wider circles where they help."""

    needs: Requirements
    near: Position
    radius: Radius
    items: tuple[Match, ...]
    sellers: tuple[Match, ...]  # they sell the thing: no place to make it
    complete: bool  # a single place can get a person through all of it
    plan: PlanOffer | None  # where no single venue has everything
    plan_too_large: bool  # more machines than a plan is made for
    wider: LargerRadius | None = None  # where nothing is near, or something is missing

    @property
    def commissions(self) -> tuple[Match, ...]:
        """The artisans who make things to order."""
        return tuple(m for m in self.items if m.fit.mode == Mode.COMMISSION)

    @property
    def missing_everywhere(self) -> tuple[str, ...]:
        """The required machines that no venue within the radius lists."""
        listed = {
            equipment
            for match in self.items
            for equipment, how in match.fit.equipment_statuses.items()
            if how in (LISTED, LISTED_BROKEN)
        }
        return tuple(e for e in self.needs.required if e not in listed)


def matches_for(
    needs: Requirements,
    *,
    near: Position,
    within: Radius,
    at: datetime,
    audience: str = Audience.PUBLIC.value,
    open_at: datetime | None = None,
) -> Matches:
    """Return the matches within the radius, best first, with a plan if needed.

    `at` (aware) is now; `open_at` is the requested moment, an instant (aware) or each
    venue's wall clock (naive).
    """
    visitor = Visitor(audience=audience, asks_for_time=open_at is not None)
    (matches,) = matches_for_each(
        [needs], near=near, within=within, at=at, visitor=visitor, moment=open_at or at
    )
    return matches


def matches_for_each(
    requirements: Sequence[Requirements],
    *,
    near: Position,
    within: Radius,
    at: datetime,
    visitor: Visitor,
    moment: datetime,
) -> tuple[Matches, ...]:
    """Return the matches of several needs, with as many statements as for one.

    `moment` is when the venues should be open, an instant or the wall clock.
    """
    candidates = candidates_for(
        together(requirements),
        near=near,
        radius=within,
        audience=visitor.audience,
        moment=moment,
    )
    visitor = replace(visitor, known_since=known_since(at))
    answers = [
        _matches(needs, candidates, near=near, radius=within, visitor=visitor, at=at)
        for needs in requirements
    ]
    short = {
        result.needs for result in answers if not result.complete and not result.plan
    }
    wider = larger_radius(within, short, near=near)
    return tuple(replace(result, wider=wider.get(result.needs)) for result in answers)


def _matches(
    needs: Requirements,
    candidates: Mapping[UUID, tuple[Facts, PublishedVenue]],
    *,
    near: Position,
    radius: Radius,
    visitor: Visitor,
    at: datetime,
) -> Matches:
    """Return the matches among candidates, some of which may serve other needs."""
    ancestors = ancestors_of(needs.crafts)
    own = {
        pk: (facts, venue)
        for pk, (facts, venue) in candidates.items()
        if is_candidate(facts, needs, ancestors)
    }
    matches = _ranked(own, needs, visitor=visitor, at=at)
    items = tuple(m for m in matches.values() if not m.fit.only_sells)
    complete = any(m.is_complete for m in items)
    too_large = len(needs.required) > MAX_REQUIRED
    plan = None
    if not complete and not too_large:
        facts_of_all = [facts for facts, _venue in own.values()]
        plan = _plan_offer(plan_for(needs.required, facts_of_all), matches)
    return Matches(
        needs=needs,
        near=near,
        radius=radius,
        items=items,
        sellers=tuple(m for m in matches.values() if m.fit.only_sells),
        complete=complete,
        plan=plan,
        plan_too_large=too_large and not complete,
    )


def _ranked(
    candidates: Mapping[UUID, tuple[Facts, PublishedVenue]],
    needs: Requirements,
    *,
    visitor: Visitor,
    at: datetime,
) -> dict[UUID, Match]:
    ancestors = ancestors_of(needs.crafts)
    fits = [
        fit_of(facts, needs, ancestors, visitor=visitor)
        for facts, _row in candidates.values()
    ]
    matches = {}
    for fit in best_first(fits):
        facts, venue = candidates[fit.venue_id]
        matches[fit.venue_id] = Match(
            venue=venue, facts=facts, fit=fit, needs=needs, visitor=visitor, at=at
        )
    return matches


def _plan_offer(plan: Plan | None, matches: Mapping[UUID, Match]) -> PlanOffer | None:
    if plan is None:
        return None
    stops = tuple(PlanStop(matches[s.venue_id], s.equipment) for s in plan.stops)
    return PlanOffer(stops=stops, way_m=plan.way_m)
