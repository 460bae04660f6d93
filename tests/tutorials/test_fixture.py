"""The shipped tutorials: enough of them, and honest work for a plan."""

import html
import json
from collections import Counter
from itertools import combinations

import pytest
from django.conf import settings

from geoapp.tutorials.tutorial_file import read_tutorials
from tests.sources.lists import SHARED

LISTING = SHARED / "instructables-2014" / "instructables_listing_2014-03.json"
_SITE = "https://www.instructables.com"
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


def test_there_are_a_hundred_and_twenty_over_thirty_crafts(tutorials):
    assert len(tutorials) >= 120
    assert len({craft for tutorial in tutorials for craft in tutorial.crafts}) >= 30
    assert all(tutorial.url.startswith("https://") for tutorial in tutorials)


def test_ten_need_more_than_any_single_london_venue_has(tutorials, london):
    counts = [fewest_venues(t.required, london) for t in tutorials if t.required]
    assert sum(count in (2, 3) for count in counts) >= 10


def test_no_craft_is_most_of_them(tutorials):
    counts = Counter(craft for tutorial in tutorials for craft in tutorial.crafts)
    assert counts.most_common(1)[0][1] <= len(tutorials) / 8


@pytest.mark.skipif(not LISTING.is_file(), reason="../shared/data is absent")
def test_what_instructables_listed_in_2014_bears_the_title_it_had_there(tutorials):
    rows = json.loads(LISTING.read_text(encoding="utf-8"))
    listed = {f"{_SITE}{row['url']}": _plain(row["title"]) for row in rows}
    found = [t for t in tutorials if t.url in listed]
    assert len(found) >= 79
    # One title went on with where it was made.
    assert all(listed[t.url].startswith(_plain(t.title)) for t in found)


def _plain(title):
    return " ".join(html.unescape(title).split())


def test_some_need_what_london_has_nowhere(tutorials, london):
    everything = set().union(*london)
    assert sum(not set(t.required) <= everything for t in tutorials) >= 3
