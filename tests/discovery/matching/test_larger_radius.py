"""The next wider circle of many needs: counted as one by one, asked for at once."""

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from geoapp.crafts.vocabulary import current
from geoapp.discovery.matching.candidates import candidate_ids
from geoapp.discovery.matching.larger_radius import (
    LARGER_RADII_M,
    LargerRadius,
    larger_radius,
)
from geoapp.discovery.matching.requirements import Requirements
from geoapp.geo.values import Radius
from geoapp.publishing.conditions import within
from geoapp.publishing.models import PublishedVenue
from tests.discovery.near import TEN_KM, north
from tests.drawing import anew
from tests.world import HACKNEY, record, venues

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

CRAFTS = ("pottery", "ceramics", "woodworking", "woodturning", "weaving")
MACHINES = ("kiln", "wood_lathe", "loom", "laser_cutter")


def one_by_one(radius, needs):
    """The same by a query for each circle of one need."""

    def held(circle):
        ids = candidate_ids(needs, near=HACKNEY, radius=circle)
        return PublishedVenue.objects.filter(
            within(HACKNEY, circle), pk__in=ids
        ).count()

    here = held(radius)
    for metres in LARGER_RADII_M:
        if metres > radius.metres and held(Radius(metres)) > here:
            return LargerRadius(Radius(metres), held(Radius(metres)))
    return None


def some(names, most, dice):
    return tuple(dice.sample(names, dice.randint(0, most)))


@pytest.fixture
def world():
    dice = random.Random(anew(11))
    crafts = [craft for craft in CRAFTS if craft in current().crafts]
    machines = [machine for machine in MACHINES if machine in current().equipment]
    venues(
        *[
            record(
                f"Place {number}",
                at=north(dice.choice([1, 9, 20, 40, 90, 200, 450, 700])),
                offers=[
                    (craft, dice.choice(["use", "buy"]))
                    for craft in some(crafts, 2, dice)
                ],
                machines=some(machines, 2, dice),
            )
            for number in range(60)
        ]
    )
    return crafts, machines, dice


@pytest.mark.parametrize(
    "radius",
    [
        TEN_KM,
        pytest.param(Radius(25_000), marks=pytest.mark.long),
        pytest.param(Radius(300_000), marks=pytest.mark.long),
    ],
)
def test_all_at_once_is_what_one_by_one_says(world, radius):
    crafts, machines, dice = world
    asked = {
        Requirements(crafts=some(crafts, 2, dice), required=some(machines, 3, dice))
        for _ in range(60)
    }
    found = larger_radius(radius, asked, near=HACKNEY)
    assert found
    for needs in asked:
        assert found.get(needs) == one_by_one(radius, needs), needs


def test_five_hundred_needs_take_the_same_query_as_a_few(world):
    crafts, machines, dice = world

    def statement(needs):
        with CaptureQueriesContext(connection) as queries:
            larger_radius(TEN_KM, needs, near=HACKNEY)
        (query,) = queries
        return query["sql"]

    everything = Requirements(crafts=tuple(crafts), required=tuple(machines))
    many = {everything} | {
        Requirements(
            crafts=some(crafts, 2, dice),
            required=some(machines, 3, dice),
            guessed=(f"another {number}",),
        )
        for number in range(500)
    }
    assert len(many) == 501
    assert len(statement(many)) == len(statement({everything}))


def test_no_query_without_a_wider_circle_or_a_need(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert larger_radius(TEN_KM, set(), near=HACKNEY) == {}
        assert (
            larger_radius(Radius(500_000), {Requirements(crafts=())}, near=HACKNEY)
            == {}
        )
