"""Matches and plans equal brute force on made-up worlds, recorded by the verbs."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from geoapp.discovery.matching.matches import matches_for
from geoapp.discovery.matching.requirements import Requirements
from geoapp.geo.values import Position, Radius
from geoapp.venues.records import HoursRecord, MachineRecord
from tests.discovery.oracle import HOURS, KNOWN_SINCE, Answer, Place, apart_m, oracle
from tests.drawing import anew
from tests.world import AT, HACKNEY, record, venues

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

WORLDS = 12
ALL_WORLDS = 100  # 2,000 cases
NEW_WORLDS = 25
FEW_WORLDS = 6
CASES = 20  # of each world: 120 in a usual run
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
# In November London keeps UTC: an instant and a wall clock read the same.
MOMENTS = (
    None,
    AT,
    AT + timedelta(hours=12),
    datetime(2026, 11, 28, 10, 0),  # noqa: DTZ001 - a wall clock, a Saturday
    datetime(2026, 11, 29, 3, 0, tzinfo=UTC),
)


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
        confirmed=draw.choice(
            (KNOWN_SINCE, KNOWN_SINCE - timedelta(days=1), AT.date())
        ),
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
                confirmed_at=place.confirmed,
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


def cases(draw, places):
    """Needs, radius, audience and moment; a third of the radii end at a venue."""
    for number in range(CASES):
        needs = Requirements(
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


@pytest.mark.parametrize(
    "seed",
    [
        *range(FEW_WORLDS),
        *(
            pytest.param(n, marks=pytest.mark.long)
            for n in range(FEW_WORLDS, ALL_WORLDS)
        ),
        *(
            pytest.param(anew(n), id=f"new-{n}", marks=pytest.mark.long)
            for n in range(ALL_WORLDS, ALL_WORLDS + NEW_WORLDS)
        ),
    ],
)
def test_matches_and_plans_equal_brute_force(seed):
    draw = random.Random(seed)
    places = made_up(draw)
    recorded(places)
    for needs, radius, audience, moment in cases(draw, places):
        expected = oracle(places, needs, radius, audience, moment)
        got = told(
            matches_for(
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
