"""Matches and plans equal brute force over every venue and every combination.

The oracle reads the facts as they were recorded, knows nothing of the projection,
and measures with geographiclib's geodesic through geopy.
"""

import random
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import combinations
from math import fsum

import pytest
from geopy.distance import geodesic

from geoapp.crafts.vocabulary import current
from geoapp.discovery.matches import WIDER_M, for_needs
from geoapp.discovery.needs import Needs
from geoapp.geo.values import Position, Radius
from geoapp.venues.records import HoursRecord, MachineRecord
from tests.world import AT, HACKNEY, record, venues

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

WORLDS = 25
CASES = 20  # of each world: 500 in all
# Two implementations of the geodesic agree to far below this.
SAME_M = 0.001

CRAFTS = (
    "woodworking",
    "joinery",
    "woodturning",
    "textiles",
    "sewing",
    "mending",
    "metalworking",
    "welding",
    "pottery",
)
EQUIPMENT = (
    "kiln",
    "wood_lathe",
    "table_saw",
    "welder",
    "sewing_machine",
    "loom",
    "overlocker",
    "forge_anvil",
    "band_saw",
    "laser_co2",
)
MODES = ("use", "learn", "commission", "repair", "buy")
ACCESS = ("public", "drop_in", "membership", "course", "appointment", "school_only")
AUDIENCES = ("public", "members", "course", "appointment")
# The hours with what they say of a wall clock; None is unknown.
HOURS = {
    "24/7": lambda _clock: True,
    "Mo-Fr 09:00-18:00": lambda clock: clock.weekday() < 5 and 9 <= clock.hour < 18,
    "Sa 10:00-16:00": lambda clock: clock.weekday() == 5 and 10 <= clock.hour < 16,
    '"by appointment"': lambda _clock: None,
    "whenever Bob is in": lambda _clock: None,
}
# In November London keeps UTC: an instant and a wall clock read the same.
MOMENTS = (
    None,
    AT,
    AT + timedelta(hours=12),
    datetime(2026, 11, 28, 10, 0),  # noqa: DTZ001 - a wall clock, a Saturday
    datetime(2026, 11, 29, 3, 0, tzinfo=UTC),
)


@dataclass
class Place:
    """A venue as it was made up."""

    position: Position
    offers: set
    machines: dict  # equipment -> listed, broken or absent
    access: tuple
    operation: str
    hours: dict  # audience -> text
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


def made_up(draw):
    """A small world. Few positions, so that distances and ways tie often."""
    spots = [
        Position(
            lon=HACKNEY.lon + draw.gauss(0, 0.15), lat=HACKNEY.lat + draw.gauss(0, 0.1)
        )
        for _number in range(draw.choice((3, 8, 20)))
    ]
    return [one_place(draw, spots) for _number in range(draw.randint(5, 25))]


def one_place(draw, spots):
    states = ("listed",) * 8 + ("broken", "absent")
    return Place(
        position=draw.choice(spots),
        offers={
            (draw.choice(CRAFTS), draw.choice(MODES))
            for _number in range(draw.choice((0, 1, 1, 2, 3)))
        },
        machines={
            equipment: draw.choice(states)
            for equipment in draw.sample(EQUIPMENT, draw.choice((0, 1, 2, 4, 6, 7)))
        },
        access=tuple(sorted(draw.sample(ACCESS, draw.choice((0, 1, 1, 2))))),
        operation=draw.choice(
            ("operating",) * 6 + ("unknown", "planned", "paused", "closed")
        ),
        hours={
            audience: draw.choice(tuple(HOURS))
            for audience in draw.sample(AUDIENCES, draw.choice((0, 1, 2)))
        },
    )


def recorded(places):
    """Record the world through the verbs, and note the ids it was given."""
    said = [
        replace(
            record(
                at=place.position,
                offers=sorted(place.offers),
                machines=[machine(*pair) for pair in sorted(place.machines.items())],
                access=place.access,
                operation=place.operation,
            ),
            hours=tuple(
                HoursRecord(audience=audience, text=text)
                for audience, text in sorted(place.hours.items())
            ),
        )
        for place in places
    ]
    for place, venue_id in zip(places, venues(*said), strict=True):
        place.id = venue_id


def machine(equipment, how):
    if how == "absent":
        return MachineRecord(equipment=equipment, count=0)
    return MachineRecord(
        equipment=equipment, state="broken" if how == "broken" else "working"
    )


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


def rank_of(place, needs, audience, moment, distance):
    missing = lacks(place, needs)
    denied = [e for e in missing if place.machines.get(e) in ("broken", "absent")]
    return (
        len(missing),
        len(denied),
        *mode_and_craft(place, needs),
        usable(place, audience, moment),
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
        for metres in WIDER_M
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


def cases(draw, places):
    """Needs, radius, audience and moment; a third of the radii end at a venue."""
    for number in range(CASES):
        needs = Needs(
            crafts=tuple(sorted(draw.sample(CRAFTS, draw.choice((0, 1, 1, 1, 2))))),
            required=tuple(
                draw.sample(
                    EQUIPMENT, draw.choice((0, 1, 1, 2, 2, 3, 4, 5, 6, 8, 8, 9))
                )
            ),
        )
        radius = draw.choice((1_000, 5_000, 10_000, 20_000, 50_000, 50_000))
        if number % 3 == 0:
            edge = apart_m(draw.choice(places).position, HACKNEY)
            radius = max(1, int(edge) + draw.choice((0, 1)))
        yield needs, Radius(radius), draw.choice(AUDIENCES), draw.choice(MOMENTS)


def told(matches):
    """The answer in the oracle's form."""
    together = [*matches.items, *matches.sellers]
    plan = matches.plan
    return Answer(
        items=[m.venue.pk for m in matches.items],
        sellers=[m.venue.pk for m in matches.sellers],
        missing={m.venue.pk: m.fit.missing for m in together},
        complete=matches.complete,
        plan=sorted(str(s.match.venue.pk) for s in plan.stops) if plan else None,
        way_m=plan.way_m if plan else 0.0,
        wider=(matches.wider.radius.metres, matches.wider.count)
        if matches.wider
        else None,
        distances={m.venue.pk: m.distance_m for m in together},
    )


@pytest.mark.parametrize("seed", range(WORLDS))
def test_matches_and_plans_equal_brute_force(seed):
    draw = random.Random(seed)
    places = made_up(draw)
    recorded(places)
    for needs, radius, audience, moment in cases(draw, places):
        expected = oracle(places, needs, radius, audience, moment)
        got = told(
            for_needs(
                needs,
                near=HACKNEY,
                within=radius,
                at=AT,
                audience=audience,
                open_at=moment,
            )
        )
        case = f"{needs} within {radius} for {audience} at {moment}"
        assert got.items == expected.items, case
        assert got.sellers == expected.sellers, case
        assert got.missing == expected.missing, case
        assert (got.complete, got.plan) == (expected.complete, expected.plan), case
        assert got.wider == expected.wider, case
        assert got.way_m == pytest.approx(expected.way_m, abs=SAME_M), case
        for venue_id, distance in got.distances.items():
            assert distance == pytest.approx(expected.distances[venue_id], abs=SAME_M)
        if got.plan:
            brought = [e for s in stops_of(needs, places, got.plan) for e in s]
            assert set(brought) == set(needs.required), case


def stops_of(needs, places, plan):
    return [
        [e for e in needs.required if p.machines.get(e) == "listed"]
        for p in places
        if str(p.id) in plan
    ]


def test_the_cases_are_hard_enough():
    """Plans of two and three, ties, sellers and eight machines all do occur."""
    seen = {"plan 2": 0, "plan 3": 0, "tie": 0, "seller": 0, "eight": 0, "wider": 0}
    for seed in range(WORLDS):
        draw = random.Random(seed)
        places = made_up(draw)
        for number, place in enumerate(places):
            place.id = number
        for needs, radius, audience, moment in cases(draw, places):
            answer = oracle(places, needs, radius, audience, moment)
            size = len(answer.plan or ())
            if size > 1:
                seen[f"plan {size}"] += 1
            distances = [answer.distances[pk] for pk in answer.items]
            seen["tie"] += len(set(distances)) < len(distances)
            seen["seller"] += bool(answer.sellers)
            seen["eight"] += len(needs.required) == 8 and bool(answer.plan)
            seen["wider"] += answer.wider is not None
    assert min(seen.values()) >= 5, seen
