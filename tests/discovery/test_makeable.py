"""What can be finished at a venue, and what is missing for the rest."""

import pytest

from geoapp.discovery.makeable import makeable_at
from geoapp.publishing.models import PublishedVenue
from geoapp.venues.records import MachineRecord
from tests.discovery.near import tutorial
from tests.world import venue

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def told(**more):
    found = makeable_at(PublishedVenue.objects.get(pk=venue("Here", **more)))
    return (
        [one.tutorial.slug for one in found.complete],
        [(one.tutorial.slug, one.missing) for one in found.lacking],
    )


@pytest.fixture(autouse=True)
def tutorials():
    tutorial("bead", "glass", "kiln")
    tutorial("mug", "pottery", "kiln", "pottery_wheel")
    tutorial("pinch-pot", "pottery", "kiln")
    tutorial("scarf", "weaving", "loom")


def test_what_has_everything_is_told_apart_from_what_lacks_something():
    complete, lacking = told(offers=[("pottery", "use")], machines=["kiln"])
    assert complete == ["pinch-pot", "bead"]
    assert lacking == [("mug", ("pottery_wheel",))]


def test_a_broken_machine_is_missing():
    machines = [MachineRecord(equipment="kiln", state="broken")]
    complete, lacking = told(offers=[("pottery", "use")], machines=machines)
    assert complete == []
    assert lacking == [("pinch-pot", ("kiln",)), ("mug", ("kiln", "pottery_wheel"))]


def test_a_shop_that_only_sells_finishes_nothing():
    assert told(offers=[("pottery", "buy")]) == ([], [])


def test_another_craft_with_half_of_the_machines_is_no_offer():
    complete, lacking = told(offers=[("weaving", "use")], machines=["pottery_wheel"])
    assert complete == []
    assert lacking == [("scarf", ("loom",))]
