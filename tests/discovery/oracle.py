"""Matches and plans by brute force: over every venue and every combination.

Written from the contract alone. It reads the facts as they were made up, knows
nothing of the projection, and measures with geographiclib's geodesic through geopy.
"""

from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from math import fsum

from geopy.distance import geodesic

from geoapp.crafts.vocabulary import current
from geoapp.discovery.matching.larger_radius import LARGER_RADII_M
from geoapp.geo.values import Position
from tests.world import HACKNEY

# AT is the 25th of November 2026.
KNOWN_SINCE = date(2023, 11, 25)
# The hours with what they say of a wall clock; None is unknown.
HOURS = {
    "24/7": lambda _clock: True,
    "Mo-Fr 09:00-18:00": lambda clock: clock.weekday() < 5 and 9 <= clock.hour < 18,
    "Sa 10:00-16:00": lambda clock: clock.weekday() == 5 and 10 <= clock.hour < 16,
    '"by appointment"': lambda _clock: None,
    "whenever Bob is in": lambda _clock: None,
}


@dataclass
class Place:
    """A venue as it was made up."""

    position: Position
    offers: set
    machines: dict  # equipment -> listed, broken or absent
    access: tuple
    operation: str
    hours: dict  # audience -> text
    confirmed: object = None  # the last day, or None
    id: object = None


@dataclass
class Answer:
    """What the oracle says of one case."""

    items: list
    sellers: list
    missing: dict
    complete: bool
    plan: list | None
    way_m: float = 0.0
    wider: tuple | None = None
    distances: dict = field(default_factory=dict)


def apart_m(one, other):
    return geodesic((one.lat, one.lon), (other.lat, other.lon)).m


def above(craft):
    """The crafts that a craft lies under, by walking up one at a time."""
    found = []
    while craft := current().crafts[craft].broader:
        found.append(craft)
    return found


def relation(offered, wanted):
    """0 equal, 1 narrower, 2 broader, None neither."""
    if offered in wanted:
        return 0
    if any(higher in wanted for higher in above(offered)):
        return 1
    if any(offered in above(craft) for craft in wanted):
        return 2
    return None


def lacks(place, needs):
    return [e for e in needs.required if place.machines.get(e) != "listed"]


def serving(place, needs):
    return [
        (mode, step)
        for craft, mode in place.offers
        if (step := relation(craft, needs.crafts)) is not None
    ]


def mode_and_craft(place, needs):
    """The best (mode, craft) steps; 9 as the mode of who only sells."""
    rank = {"use": 0, "learn": 0, "commission": 2, "repair": 3}
    ways = [(rank[mode], step) for mode, step in serving(place, needs) if mode in rank]
    if ways:
        return min(ways)
    holds = len(lacks(place, needs)) < len(needs.required)
    others = [(rank[mode], 3) for _craft, mode in place.offers if mode in rank]
    if holds and not place.offers:
        others = [(1, 3)]  # unknown, between use and commission
    if holds and others:
        return min(others)
    return 9, min((step for _mode, step in serving(place, needs)), default=3)


def usable(place, audience, moment):
    """0 yes, 1 unknown, 2 no."""
    if place.operation in ("planned", "paused"):
        return 2
    everybody = {"public", "drop_in", "course"}
    mine = {"members": {"membership"}, "appointment": {"appointment"}}
    welcome = everybody | mine.get(audience, set())
    access = 1 if not place.access else 0 if welcome & set(place.access) else 2
    if moment is None:
        return access
    text = place.hours.get(audience)
    opened = HOURS[text](moment) if text else None
    return max(access, {True: 0, None: 1, False: 2}[opened])


def is_old(place):
    """Not confirmed since the same day three years before the worlds' present."""
    return place.confirmed is None or place.confirmed < KNOWN_SINCE


def rank_of(place, needs, audience, moment, distance):
    missing = lacks(place, needs)
    denied = [e for e in missing if place.machines.get(e) in ("broken", "absent")]
    return (
        len(missing),
        len(denied),
        *mode_and_craft(place, needs),
        usable(place, audience, moment),
        is_old(place),
        distance,
        str(place.id),
    )


def is_candidate(place, needs):
    holds = len(lacks(place, needs)) < len(needs.required)
    return place.operation != "closed" and bool(serving(place, needs) or holds)


def can_make_at(place):
    if place.operation in ("planned", "paused"):
        return False
    modes = {mode for _craft, mode in place.offers}
    return not modes or bool(modes & {"use", "learn", "commission"})


def brute_plan(places, needs, distances):
    """Try every one, every pair and every three."""
    able = [p for p in places if can_make_at(p)]
    for count in (1, 2, 3):
        ways = [
            (fsum(distances[p.id] for p in chosen), sorted(str(p.id) for p in chosen))
            for chosen in combinations(able, count)
            if all(
                any(p.machines.get(e) == "listed" for p in chosen)
                for e in needs.required
            )
        ]
        if ways:
            return min(ways)
    return None


def oracle(places, needs, radius, audience, moment):
    candidates = [p for p in places if is_candidate(p, needs)]
    far = {p.id: apart_m(p.position, HACKNEY) for p in candidates}
    here = [p for p in candidates if far[p.id] <= radius.metres]
    here.sort(key=lambda p: rank_of(p, needs, audience, moment, far[p.id]))
    items = [p for p in here if mode_and_craft(p, needs)[0] != 9]
    complete = any(not lacks(p, needs) and can_make_at(p) for p in items)
    plan = None
    if needs.required and len(needs.required) <= 8 and not complete:
        plan = brute_plan(here, needs, far)
    counts = [
        (metres, count)
        for metres in LARGER_RADII_M
        if metres > radius.metres
        and (count := sum(d <= metres for d in far.values())) > len(here)
    ]
    return Answer(
        items=[p.id for p in items],
        sellers=[p.id for p in here if p not in items],
        missing={p.id: tuple(lacks(p, needs)) for p in here},
        complete=complete,
        plan=plan[1] if plan else None,
        way_m=plan[0] if plan else 0.0,
        wider=counts[0] if counts and not complete and not plan else None,
        distances=far,
    )
