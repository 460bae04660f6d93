"""Likes tied to places: three best for each, and who serves most of them first."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from geoapp.crafts.choices import Audience
from geoapp.discovery.matching.liked import for_likes
from geoapp.geo.values import Radius
from geoapp.tutorials.models import Tutorial
from tests.discovery.near import north, tutorial
from tests.world import AT, HACKNEY, venue

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def view(*tutorials, **more):
    return for_likes(tutorials, near=HACKNEY, within=Radius(10_000), at=AT, **more)


def served(found):
    return [
        (place.venue.name, [t.slug for t in place.tutorials]) for place in found.places
    ]


def test_each_like_has_its_three_best_places_in_the_order_of_the_likes():
    for number in range(4):
        venue(f"P{number}", offers=[("pottery", "use")], at=north(number))
    mug, scarf = tutorial("mug", "pottery"), tutorial("scarf", "weaving", "loom")
    found = view(scarf, mug)
    assert [one.tutorial for one in found.liked] == [scarf, mug]
    assert [[m.venue.name for m in one.best] for one in found.liked] == [
        [],
        ["P0", "P1", "P2"],
    ]


def test_who_serves_most_likes_comes_first_then_who_is_nearest():
    venue("Kiln near", offers=[("pottery", "use")], machines=["kiln"])
    venue("Loom", offers=[("weaving", "use")], machines=["loom"], at=north(1))
    both = [("pottery", "use"), ("weaving", "use")]
    venue("Both", offers=both, machines=["kiln", "loom"], at=north(5))
    found = view(tutorial("mug", "pottery", "kiln"), tutorial("s", "weaving", "loom"))
    assert served(found) == [
        ("Both", ["mug", "s"]),
        ("Kiln near", ["mug"]),
        ("Loom", ["s"]),
    ]
    assert found.places[1].distance_m == pytest.approx(0, abs=0.01)


@pytest.mark.parametrize(
    "unfit",
    [
        {"offers": [("pottery", "use")]},
        {"offers": [("pottery", "repair")], "machines": ["kiln"]},
        {"offers": [("pottery", "buy")], "machines": ["kiln"]},
        {
            "offers": [("pottery", "use")],
            "machines": ["kiln"],
            "operation": "planned",
        },
    ],
)
def test_a_place_serves_only_what_one_can_finish_there(unfit):
    venue("Unfit", **unfit)
    assert view(tutorial("mug", "pottery", "kiln")).places == ()


def test_the_audience_counts():
    more = {"offers": [("pottery", "use")]}
    venue("Club", access=("membership",), **more)
    venue("Open", access=("public",), at=north(1), **more)
    mug = tutorial("mug", "pottery")
    for audience, first in ((Audience.PUBLIC, "Open"), (Audience.MEMBERS, "Club")):
        found = view(mug, audience=audience)
        assert found.liked[0].best[0].venue.name == first


def statements(*tutorials):
    wanted = [one.pk for one in tutorials]
    fetched = list(Tutorial.objects.with_needs().filter(pk__in=wanted))
    with CaptureQueriesContext(connection) as queries:
        view(*fetched)
    return len(queries)


def test_many_likes_cost_as_many_statements_as_one():
    venue("P", offers=[("pottery", "use")])
    likes = [tutorial("mug", "pottery", "kiln")]
    likes += [tutorial(f"cloth-{n}", "weaving", "loom") for n in range(4)]
    likes += [tutorial("pot", "pottery"), tutorial("lamp", "glass", "kiln")]
    assert statements(*likes) == statements(likes[0]) <= 6


def test_each_like_has_the_matches_that_it_has_alone():
    venue("Kiln", offers=[("pottery", "use")], machines=["kiln"])
    venue("Loom", offers=[("weaving", "use")], machines=["loom"], at=north(1))
    venue("Turner", offers=[("woodturning", "commission")], at=north(2))
    venue("Far loom", offers=[("weaving", "use")], machines=["loom"], at=north(20))
    likes = [
        tutorial("mug", "pottery", "kiln"),
        tutorial("cloth", "weaving", "loom", "kiln"),
        tutorial("bowl", "woodturning", "wood_lathe"),
        tutorial("shelf", "woodworking"),
        tutorial("shoe", "shoemaking"),
    ]
    together = view(*likes)
    for like, one in zip(likes, together.liked, strict=True):
        assert one.matches == view(like).liked[0].matches


def test_no_likes_are_no_places():
    venue("P", offers=[("pottery", "use")])
    assert view() == for_likes([], near=HACKNEY, within=Radius(1), at=AT)
    assert view().places == ()
