"""Search answers what was asked, in the order that was asked for."""

import pytest

from geoapp.discovery.criteria import InvalidCriteria, SearchCriteria
from geoapp.discovery.facets import facets
from geoapp.discovery.search import meaning, search
from geoapp.geo.values import Position
from geoapp.venues.records import MachineRecord
from tests.world import AT, HACKNEY, venue

pytestmark = pytest.mark.django_db


def names(**params: object) -> list[str]:
    given = {k: [str(v)] if not isinstance(v, list) else v for k, v in params.items()}
    criteria = SearchCriteria.from_params(given, at=AT)
    return [hit.venue.name for hit in search(criteria, at=AT).hits]


def test_it_finds_a_craft_and_its_narrower_crafts(vocabulary):
    venue("Turner", offers=[("woodturning", "use")])
    venue("Potter", offers=[("pottery", "use")])
    assert names(craft="woodworking") == ["Turner"]
    assert names(craft=["pottery", "woodturning"]) == ["Potter", "Turner"]


def test_it_reads_a_craft_out_of_the_text_in_five_languages(vocabulary):
    venue("Clay", offers=[("pottery", "use")])
    venue("Wood", offers=[("woodworking", "use")])
    for text in ("pottery", "Töpfern", "céramique", "cerámica", "קדרות"):
        assert names(q=text) == ["Clay"], text


def test_equipment_must_all_be_there_and_work(vocabulary):
    venue("Both", machines=["kiln", "pottery_wheel"])
    venue("Broken", machines=[MachineRecord(equipment="kiln", state="broken")])
    venue("None", machines=[MachineRecord(equipment="kiln", count=0)])
    assert names(equipment="kiln") == ["Both"]
    assert names(equipment=["kiln", "pottery_wheel"]) == ["Both"]
    assert names(equipment=["kiln", "loom"]) == []


def test_nearest_come_first_and_the_radius_ends_the_list(vocabulary):
    venue("Far", at=Position(lon=-0.0553, lat=51.60))
    venue("Near", at=Position(lon=-0.0553, lat=51.55))
    venue("Outside", at=Position(lon=-0.0553, lat=51.70))
    assert names(near=str(HACKNEY)) == ["Near", "Far"]


def test_open_at_leaves_out_the_closed_and_keeps_the_unknown(vocabulary):
    venue("Open", hours="Mo-Fr 09:00-18:00")
    venue("Closed", hours="Sa 09:00-18:00")
    venue("Silent")
    venue("Strange", hours="sometimes, ask Bob")
    venue("Comment", hours='"by appointment"')
    assert names(open_at="now") == ["Comment", "Open", "Silent", "Strange"]
    assert names(open_at="now", hours="known") == ["Open"]
    assert names(open_at="2026-11-28T10:00") == [
        "Closed",
        "Comment",
        "Silent",
        "Strange",
    ]
    # Beyond the computed spans the strings are evaluated on the fly.
    assert names(open_at="2027-06-09T10:00", hours="known") == ["Open"]


def test_pages_join_without_loss_or_repetition(vocabulary):
    for number in range(7):
        venue(f"V{number}")
    criteria = SearchCriteria.from_params({"limit": ["3"]}, at=AT)
    seen = []
    while True:
        result = search(criteria, at=AT)
        seen += [hit.venue.name for hit in result.hits]
        if not result.next_cursor:
            break
        criteria = criteria.but(cursor=result.next_cursor)
    assert seen == [f"V{n}" for n in range(7)]


def test_facets_count_what_each_choice_would_leave(vocabulary):
    venue("A", offers=[("pottery", "use")], machines=["kiln"], access=("membership",))
    venue("B", offers=[("pottery", "learn")], kind="open_studio")
    criteria, understanding = meaning(SearchCriteria(kinds=("open_studio",)))
    counts = facets(criteria, understanding)
    assert counts["kind"] == {"makerspace": 1, "open_studio": 1}
    assert counts["craft"]["pottery"] == 1
    assert counts["equipment"] == {}


def test_it_names_every_bad_parameter():
    bad = {"near": ["1,NaN"], "radius_m": ["0"], "craft": ["nope"], "x": ["1"]}
    with pytest.raises(InvalidCriteria) as caught:
        SearchCriteria.from_params(bad, at=AT)
    assert {p.parameter for p in caught.value.problems} == set(bad)
