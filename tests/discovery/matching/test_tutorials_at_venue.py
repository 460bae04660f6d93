"""What can be finished at a venue, and what is missing for the rest."""

import pytest

from geoapp.discovery.matching.candidates import ancestors_of, candidate_facts
from geoapp.discovery.matching.fit import is_candidate
from geoapp.discovery.matching.requirements import tutorial_requirements
from geoapp.discovery.matching.tutorials_at_venue import (
    _in_question,
    tutorials_at_venue,
)
from geoapp.publishing.models import PublishedVenue
from geoapp.tutorials.models import Tutorial, TutorialEquipment
from geoapp.venues.records import MachineRecord
from tests.discovery.near import tutorial
from tests.world import venue

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def told(**more):
    found = tutorials_at_venue(PublishedVenue.objects.get(pk=venue("Here", **more)))
    return (
        [one.tutorial.slug for one in found.complete],
        [(one.tutorial.slug, one.missing) for one in found.incomplete],
    )


@pytest.fixture(autouse=True)
def tutorials():
    tutorial("bead", "glass", "kiln")
    tutorial("mug", "pottery", "kiln", "pottery_wheel")
    tutorial("pinch-pot", "pottery", "kiln")
    tutorial("scarf", "weaving", "loom")


def test_complete_and_incomplete_tutorials_are_separate():
    complete, lacking = told(offers=[("pottery", "use")], machines=["kiln"])
    assert complete == ["pinch-pot", "bead"]
    assert lacking == [("mug", ("pottery_wheel",))]


def test_what_it_usually_needs_and_nobody_confirmed_is_no_promise():
    TutorialEquipment.objects.filter(equipment_id="pottery_wheel").update(
        confirmed=False
    )
    found = tutorials_at_venue(
        PublishedVenue.objects.get(
            pk=venue("Here", offers=[("pottery", "use")], machines=["kiln"])
        )
    )
    assert [m.tutorial.slug for m in found.complete] == ["pinch-pot", "bead"]
    (mug,) = found.incomplete
    assert (mug.missing, mug.doubtful) == ((), ("pottery_wheel",))


def test_a_broken_machine_is_missing():
    machines = [MachineRecord(equipment="kiln", state="broken")]
    complete, lacking = told(offers=[("pottery", "use")], machines=machines)
    assert complete == []
    assert lacking == [("pinch-pot", ("kiln",)), ("mug", ("kiln", "pottery_wheel"))]


@pytest.mark.parametrize("operation", ["planned", "paused"])
def test_tutorials_prevented_by_the_venues_status_are_separate(operation):
    more = {"offers": [("pottery", "use")], "machines": ["kiln"]}
    found = tutorials_at_venue(
        PublishedVenue.objects.get(pk=venue("Here", operation=operation, **more))
    )
    assert found.complete == ()
    assert [one.tutorial.slug for one in found.unavailable] == ["pinch-pot", "bead"]


def test_a_shop_that_only_sells_finishes_nothing():
    assert told(offers=[("pottery", "buy")]) == ([], [])


def test_another_craft_with_half_of_the_machines_is_no_offer():
    complete, lacking = told(offers=[("weaving", "use")], machines=["pottery_wheel"])
    assert complete == []
    assert lacking == [("scarf", ("loom",))]


def test_nothing_that_could_be_made_there_is_overlooked():
    """What is read for a venue is what all tutorials, judged one by one, would give."""
    tutorial("chair", "joinery")
    tutorial("spoon", "woodcarving", "band_saw")
    tutorial("box", "woodworking", "laser_co2")
    for more in (
        {"offers": [("woodworking", "use")]},
        {"offers": [("joinery", "learn")], "machines": ["laser_co2"]},
        {"machines": ["kiln", "loom"]},
        {"offers": [("pottery", "buy"), ("textiles", "use")]},
        {},
    ):
        here = PublishedVenue.objects.get(pk=venue("Here", **more))
        facts = candidate_facts(here)
        every = {
            one.slug
            for one in Tutorial.objects.with_needs()
            if is_candidate(
                facts,
                tutorial_requirements(one),
                ancestors_of(tutorial_requirements(one).crafts),
            )
        }
        assert every <= {one.slug for one in _in_question(facts)}
