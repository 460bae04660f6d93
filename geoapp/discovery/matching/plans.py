"""Plans: the fewest venues that together have every required machine."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import fsum
from uuid import UUID

from geoapp.common.errors import DomainError
from geoapp.crafts.choices import NOT_RUNNING, Mode, Operation
from geoapp.discovery.matching.fit import LISTED, Facts, equipment_status

MAX_VENUES = 3
MAX_REQUIRED = 8
_PLAN_MODES = frozenset({Mode.USE, Mode.LEARN, Mode.COMMISSION})
_SHUT = frozenset({*NOT_RUNNING, Operation.CLOSED})


class TooManyRequired(DomainError):
    """Too many required machines to compute a plan for."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One venue of a plan, and the machines that it adds."""

    venue_id: UUID
    equipment: tuple[str, ...]
    distance_m: float


@dataclass(frozen=True, slots=True)
class Plan:
    """Venues that together have everything; `way_m` is the sum of distances."""

    stops: tuple[Stop, ...]

    @property
    def way_m(self) -> float:
        """Return the sum of the distances, in metres."""
        return fsum(stop.distance_m for stop in self.stops)


def plan_for(required: Sequence[str], venues: Iterable[Facts]) -> Plan | None:
    """Return the plan with the fewest venues, then the shortest distance; or None.

    Exact: of all venues with the same subset of the machines, only the nearest can be
    in a best plan. Raises TooManyRequired above eight machines.
    """
    if len(required) > MAX_REQUIRED:
        raise TooManyRequired(
            f"A plan is made for at most {MAX_REQUIRED} machines; "
            f"this needs {len(required)}."
        )
    if not required:
        return None
    holders = _nearest_holders(required, venues)
    everything = (1 << len(required)) - 1
    for count in range(1, MAX_VENUES + 1):
        best = _best_combination(holders, everything, count)
        if best is not None:
            return Plan(tuple(_stops(best, required)))
    return None


def can_make_there(facts: Facts) -> bool:
    """Whether people can use, learn or commission there, and the venue runs."""
    return not is_shut(facts) and lets_make(facts)


def is_shut(facts: Facts) -> bool:
    """Whether the venue is planned, paused or closed."""
    return facts.operation in _SHUT


def lets_make(facts: Facts) -> bool:
    """Whether people can use, learn or commission there, judging by its offers."""
    return not facts.offers or any(o.mode in _PLAN_MODES for o in facts.offers)


def _nearest_holders(
    required: Sequence[str], venues: Iterable[Facts]
) -> dict[int, Facts]:
    """Return the nearest venue for each distinct subset of the machines."""
    holders: dict[int, Facts] = {}
    for facts in venues:
        mask = sum(
            1 << bit
            for bit, equipment in enumerate(required)
            if equipment_status(equipment, facts.equipment) == LISTED
        )
        if mask and can_make_there(facts):
            nearest = holders.get(mask)
            if nearest is None or _nearness(facts) < _nearness(nearest):
                holders[mask] = facts
    return holders


def _nearness(facts: Facts) -> tuple[float, str]:
    return facts.distance_m, str(facts.venue_id)


def _best_combination(
    holders: Mapping[int, Facts], everything: int, count: int
) -> tuple[tuple[int, Facts], ...] | None:
    """Return the shortest combination of exactly `count` venues that has everything."""
    covering = _nearest_covering(holders, everything)
    best: tuple[float, tuple[str, ...], tuple[tuple[int, Facts], ...]] | None = None
    for combination in combinations(holders.items(), count - 1):
        covered = 0
        for mask, _facts in combination:
            covered |= mask
        last = covering.get(everything & ~covered)
        if last is None or last in combination:
            continue
        venues = (*combination, last)
        # Exact, so that the order of adding never decides between equal ways.
        way = fsum(facts.distance_m for _mask, facts in venues)
        names = tuple(sorted(str(facts.venue_id) for _mask, facts in venues))
        if best is None or (way, names) < best[:2]:
            best = (way, names, venues)
    return best[2] if best else None


def _nearest_covering(
    holders: Mapping[int, Facts], everything: int
) -> dict[int, tuple[int, Facts]]:
    """Return for each set of machines the nearest venue that has all of them."""
    covering: dict[int, tuple[int, Facts]] = {}
    for mask in range(1, everything + 1):
        having = [(m, f) for m, f in holders.items() if m & mask == mask]
        if having:
            covering[mask] = min(having, key=lambda pair: _nearness(pair[1]))
    return covering


def _stops(
    combination: Iterable[tuple[int, Facts]], required: Sequence[str]
) -> Iterable[Stop]:
    """Yield the venues, nearest first, each with what the nearer ones lack."""
    covered = 0
    for mask, facts in sorted(combination, key=lambda pair: _nearness(pair[1])):
        equipment = tuple(
            equipment
            for bit, equipment in enumerate(required)
            if mask & ~covered & (1 << bit)
        )
        covered |= mask
        yield Stop(facts.venue_id, equipment, facts.distance_m)
