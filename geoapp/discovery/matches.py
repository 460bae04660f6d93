"""Matches: the places that can get a person through a tutorial, best first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from geoapp.crafts.terms import Audience, Mode
from geoapp.discovery.candidates import ancestors_of, candidate_ids, candidates_for
from geoapp.discovery.matching import (
    LISTED,
    LISTED_BROKEN,
    Asker,
    Facts,
    Fit,
    best_first,
    fit_of,
)
from geoapp.discovery.needs import Needs
from geoapp.discovery.openings import OpenState
from geoapp.discovery.plans import MOST_REQUIRED, Plan, can_make_there, plan_for
from geoapp.discovery.reasons import Reason, gaps_of, reasons_of
from geoapp.geo.values import MAX_RADIUS_M, Position, Radius
from geoapp.publishing.models import PublishedVenue
from geoapp.publishing.querysets import within

WIDER_M = (25_000, 50_000, 100_000, 250_000, MAX_RADIUS_M)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A venue as an answer: what fits, what is missing, how far, when open."""

    venue: PublishedVenue
    facts: Facts
    fit: Fit
    needs: Needs
    asker: Asker
    at: datetime

    @property
    def opening(self) -> OpenState:
        """Return whether it is open at the moment that was asked for."""
        return self.facts.opening

    # Words are put together for the places that are shown, not for all candidates.
    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Return what speaks for the place, the strongest first."""
        return reasons_of(self.fit, self.facts, self.needs)

    @property
    def gaps(self) -> tuple[Reason, ...]:
        """Return what is missing, unknown or doubtful, the weightiest first."""
        return gaps_of(self.fit, self.facts, self.needs, asker=self.asker, at=self.at)

    @property
    def serves(self) -> bool:
        """Whether it runs, one may make there, and nothing required is missing."""
        return not self.fit.missing and can_make_there(self.facts)

    @property
    def distance_m(self) -> float:
        """Return the distance along the geodesic, in metres."""
        return self.fit.distance_m


@dataclass(frozen=True, slots=True)
class PlanStop:
    """One venue of a plan, and the machines that it brings."""

    match: Match
    brings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanOffer:
    """The venues that together have everything; `way_m` sums their distances."""

    stops: tuple[PlanStop, ...]
    way_m: float


@dataclass(frozen=True, slots=True)
class Wider:
    """A wider circle, and how many places it holds that could answer."""

    radius: Radius
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches:
    """Everything that there is to say about a need and the places around."""

    needs: Needs
    near: Position
    radius: Radius
    items: tuple[Match, ...]
    sellers: tuple[Match, ...]  # they sell the thing: no place to make it
    complete: bool  # a single place can get a person through all of it
    plan: PlanOffer | None  # where no single venue has everything
    plan_too_large: bool  # more machines than a plan is made for
    wider: Wider | None  # where nothing is near, or something is missing

    @property
    def commissions(self) -> tuple[Match, ...]:
        """The artisans who make it to order."""
        return tuple(m for m in self.items if m.fit.mode == Mode.COMMISSION)

    @property
    def missing_everywhere(self) -> tuple[str, ...]:
        """The required machines that no place within the radius lists."""
        listed = {
            equipment
            for match in self.items
            for equipment, how in match.fit.standing.items()
            if how in (LISTED, LISTED_BROKEN)
        }
        return tuple(e for e in self.needs.required if e not in listed)


def for_needs(
    needs: Needs,
    *,
    near: Position,
    within: Radius,
    at: datetime,
    audience: str = Audience.PUBLIC.value,
    open_at: datetime | None = None,
) -> Matches:
    """Return the matches within the radius, best first, with a plan where needed.

    `at` (aware) is now; `open_at` the moment that is asked for, an instant
    (aware) or the venues' wall clock (naive).
    """
    found = candidates_for(
        needs, near=near, radius=within, audience=audience, moment=open_at or at
    )
    asker = Asker(audience=audience, asks_for_time=open_at is not None)
    matches = _ranked(found, needs, asker=asker, at=at)
    items = tuple(m for m in matches.values() if not m.fit.only_sells)
    complete = any(m.serves for m in items)
    too_large = len(needs.required) > MOST_REQUIRED
    plan = None
    if not complete and not too_large:
        facts = [facts for facts, _row in found.values()]
        plan = _plan_offer(plan_for(needs.required, facts), matches)
    return Matches(
        needs=needs,
        near=near,
        radius=within,
        items=items,
        sellers=tuple(m for m in matches.values() if m.fit.only_sells),
        complete=complete,
        plan=plan,
        plan_too_large=too_large and not complete,
        wider=None if complete or plan else wider_than(within, needs, near=near),
    )


def _ranked(
    found: Mapping[UUID, tuple[Facts, PublishedVenue]],
    needs: Needs,
    *,
    asker: Asker,
    at: datetime,
) -> dict[UUID, Match]:
    ancestors = ancestors_of(needs.crafts)
    fits = [
        fit_of(facts, needs, ancestors, asker=asker) for facts, _row in found.values()
    ]
    matches = {}
    for fit in best_first(fits):
        facts, venue = found[fit.venue_id]
        matches[fit.venue_id] = Match(
            venue=venue, facts=facts, fit=fit, needs=needs, asker=asker, at=at
        )
    return matches


def _plan_offer(plan: Plan | None, matches: Mapping[UUID, Match]) -> PlanOffer | None:
    if plan is None:
        return None
    stops = tuple(PlanStop(matches[s.venue_id], s.brings) for s in plan.stops)
    return PlanOffer(stops=stops, way_m=plan.way_m)


def wider_than(radius: Radius, needs: Needs, *, near: Position) -> Wider | None:
    """Return the next wider circle that holds more places, with their count."""
    steps = [Radius(metres) for metres in WIDER_M if metres > radius.metres]
    if not steps:
        return None
    ids = candidate_ids(needs, near=near, radius=steps[-1])
    counts = PublishedVenue.objects.filter(pk__in=ids).aggregate(
        here=Count("pk", filter=Q(within(near, radius))),
        **{f"at_{r.metres}": Count("pk", filter=Q(within(near, r))) for r in steps},
    )
    for step in steps:
        count = counts[f"at_{step.metres}"]
        if count > counts["here"]:
            return Wider(step, count)
    return None
