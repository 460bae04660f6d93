"""The shipped tutorials: enough of them, and honest work for a plan."""

import json
from itertools import combinations

import pytest
from django.conf import settings

from geoapp.tutorials.tutorial_file import read_tutorials

FOLDER = settings.FIXTURE_FOLDER


@pytest.fixture(scope="module")
def tutorials():
    return read_tutorials((FOLDER / "tutorials.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def london():
    """The usable equipment of each London venue that runs."""
    path = FOLDER / "venues" / "uk-makerspaces-2015.json"
    records = json.loads(path.read_text(encoding="utf-8"))["records"]
    return [
        {
            machine["equipment"]
            for machine in record.get("machines", [])
            if machine.get("count") != 0 and machine.get("state") != "broken"
        }
        for record in records
        if record["address"].get("region") == "London"
        and record.get("operation") == "operating"
    ]


def fewest_venues(required, venues):
    """How many of the venues have all of it together; 0 if not even three do."""
    useful = {frozenset(set(required) & venue) for venue in venues} - {frozenset()}
    return next(
        (
            count
            for count in (1, 2, 3)
            for chosen in combinations(useful, count)
            if set(required) <= frozenset().union(*chosen)
        ),
        0,
    )


def test_there_are_forty_over_twenty_crafts(tutorials):
    assert len(tutorials) >= 40
    assert len({craft for tutorial in tutorials for craft in tutorial.crafts}) >= 20
    assert all(tutorial.url.startswith("https://") for tutorial in tutorials)


def test_ten_need_more_than_any_single_london_venue_has(tutorials, london):
    counts = [fewest_venues(t.required, london) for t in tutorials if t.required]
    assert sum(count in (2, 3) for count in counts) >= 10


def test_some_need_what_london_has_nowhere(tutorials, london):
    everything = set().union(*london)
    assert sum(not set(t.required) <= everything for t in tutorials) >= 3
