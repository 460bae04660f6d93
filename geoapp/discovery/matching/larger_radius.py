"""Larger radii for needs without matches nearby, for all of them at once."""

from collections.abc import Collection
from dataclasses import dataclass

from geoapp.discovery.matching.candidates import ancestors_of
from geoapp.discovery.matching.requirements import Requirements, together
from geoapp.discovery.matching.ring_counts_sql import ring_counts
from geoapp.geo.values import MAX_RADIUS_M, Position, Radius

LARGER_RADII_M = (5_000, 10_000, 25_000, 50_000, 100_000, 250_000, MAX_RADIUS_M)


@dataclass(frozen=True, slots=True)
class LargerRadius:
    """A wider circle, and how many possible matches it holds.

    If not `exact`, hours not read yet may lower the count.
    """

    radius: Radius
    count: int
    exact: bool = True


def larger_radius(
    radius: Radius, requirements: Collection[Requirements], *, near: Position
) -> dict[Requirements, LargerRadius]:
    """Return the next wider circle with more places for each need, in one query.

    A need for which no wider circle adds places is left out. The size of the query
    grows with the crafts and machines, not with the needs.
    """
    steps = [Radius(metres) for metres in LARGER_RADII_M if metres > radius.metres]
    if not steps or not requirements:
        return {}
    everything = together(requirements)
    # A craft is asked for with what is narrower, and one above it for itself alone.
    crafts = [(craft, False) for craft in everything.crafts]
    crafts += [(craft, True) for craft in sorted(ancestors_of(everything.crafts))]
    equipment = everything.required
    places = ring_counts(
        crafts=crafts, equipment=equipment, near=near, circles=[radius, *steps]
    )
    craft_numbers = {craft: number for number, craft in enumerate(crafts)}
    numbers = {e: number for number, e in enumerate(equipment, start=len(crafts))}
    larger: dict[Requirements, LargerRadius] = {}
    for needs in requirements:
        needed = {craft_numbers[craft, False] for craft in needs.crafts}
        needed |= {craft_numbers[craft, True] for craft in ancestors_of(needs.crafts)}
        needed |= {numbers[e] for e in needs.required}
        rings = [0] * (len(steps) + 1)
        for place in places:
            if not needed.isdisjoint(place.has):
                rings[place.ring] += place.count
        wider = _first_larger(rings, steps)
        if wider:
            larger[needs] = wider
    return larger


def _first_larger(rings: list[int], steps: list[Radius]) -> LargerRadius | None:
    """Return the first circle with more places than the innermost ring."""
    count = rings[0]
    for step, more in zip(steps, rings[1:], strict=True):
        count += more
        if more:
            return LargerRadius(step, count)
    return None
