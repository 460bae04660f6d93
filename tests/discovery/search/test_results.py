"""Search answers what was asked, in the order that was asked for."""

from datetime import date, timedelta

import pytest

from geoapp.discovery.search.criteria import InvalidCriteria, SearchCriteria
from geoapp.discovery.search.cursors import InvalidCursor
from geoapp.discovery.search.facets import summarise
from geoapp.discovery.search.resolved_query import resolve_query
from geoapp.discovery.search.results import search
from geoapp.geo.values import Position
from geoapp.venues.records import MachineRecord
from tests.criteria import criteria_of
from tests.discovery.near import north
from tests.world import AT, HACKNEY, record, venue, venues

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
    assert names(near=HACKNEY) == ["Near", "Far"]


def test_open_at_excludes_closed_and_includes_unknown(vocabulary):
    venue("Open", hours="Mo-Fr 09:00-18:00")
    venue("Closed", hours="Sa 09:00-18:00")
    venue("Silent")
    venue("Strange", hours="sometimes, ask Bob")
    venue("Comment", hours='"by appointment"')
    assert names(open_at="now") == ["Open", "Comment", "Silent", "Strange"]
    assert names(open_at="now", hours="known") == ["Open"]
    assert names(open_at="2026-11-28T10:00") == [
        "Closed",
        "Comment",
        "Silent",
        "Strange",
    ]
    # Beyond the computed spans the strings are evaluated on the fly.
    assert names(open_at="2027-06-09T10:00", hours="known") == ["Open"]


@pytest.mark.parametrize("q", ["pottery open now", "Töpfern jetzt geöffnet"])
def test_open_now_within_the_text_is_the_parameter(vocabulary, q):
    venue("Open", offers=[("pottery", "use")], hours="24/7")
    venue("Closed", offers=[("pottery", "use")], hours="Sa 09:00-18:00")
    assert names(q=q) == names(q="pottery", open_at="now") == ["Open"]
    criteria = SearchCriteria.from_params({"q": [q]}, at=AT)
    resolved = resolve_query(criteria).criteria
    assert ("open_at", "now") in resolved.params()
    assert "now" not in resolved.q


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
        criteria = criteria.replace(cursor=result.next_cursor)
    assert seen == [f"V{n}" for n in range(7)]


def test_facets_count_what_each_choice_would_leave(vocabulary):
    venue("A", offers=[("pottery", "use")], machines=["kiln"], access=("membership",))
    venue("B", offers=[("pottery", "learn")], kind="open_studio")
    question = resolve_query(criteria_of(kind=("open_studio",)))
    counts = summarise(question).facets
    assert counts["kind"] == {"makerspace": 1, "open_studio": 1}
    assert counts["craft"]["pottery"] == 1
    assert counts["equipment"] == {}


def test_it_names_every_bad_parameter():
    bad = {"near": ["1,NaN"], "radius_m": ["0"], "craft": ["nope"], "x": ["1"]}
    with pytest.raises(InvalidCriteria) as caught:
        SearchCriteria.from_params(bad, at=AT)
    assert {p.parameter for p in caught.value.problems} == set(bad)


def test_what_is_known_to_be_open_comes_first_on_every_page(vocabulary):
    for number in range(4):
        venue(f"A{number}")
    venue("Z open", hours="24/7")
    seen, criteria = (
        [],
        SearchCriteria.from_params({"open_at": ["now"], "limit": ["2"]}, at=AT),
    )
    while True:
        result = search(criteria, at=AT)
        seen += [hit.venue.name for hit in result.hits]
        if not result.next_cursor:
            break
        criteria = criteria.replace(cursor=result.next_cursor)
    assert seen == ["Z open", "A0", "A1", "A2", "A3"]


def test_what_does_not_run_is_open_at_no_time_and_last_of_the_best(vocabulary):
    venue("A planned", operation="planned", offers=[("pottery", "use")])
    venue("B running", operation="operating", offers=[("pottery", "use")])
    assert names(q="pottery") == ["B running", "A planned"]
    assert names(open_at="now") == ["B running"]


def test_a_name_that_was_typed_comes_first(vocabulary):
    venue("Another Hackspace", kind="hackerspace")
    venue("Kiln Hackspace", kind="hackerspace", locality="Elsewhere")
    assert names(q="kiln hackspace")[0] == "Kiln Hackspace"


@pytest.mark.parametrize(
    "text",
    ["a bowl", "a wooden bowl", "turn a bowl", "I want to make a bowl", "eine Schale"],
)
def test_an_article_is_no_preposition_and_a_thing_no_town(vocabulary, text):
    venue("Turner", offers=[("woodturning", "use")])
    venue("Smith", offers=[("blacksmithing", "use")])
    assert names(q=text) == ["Turner"]


def test_what_hints_at_a_craft_never_narrows_what_was_named(vocabulary):
    venue("Wheels", offers=[("bike_repair", "repair")])
    assert names(q="where can I fix my bike") == ["Wheels"]


def test_a_kind_of_place_is_understood(vocabulary):
    venue("One", kind="fab_lab")
    venue("Two", kind="makerspace")
    assert names(q="fablab") == ["One"]


def test_a_moment_before_the_computed_spans_is_evaluated(vocabulary):
    venue("Open", hours="Mo-Su 08:00-20:00")
    assert names(open_at="2026-11-01T10:00", hours="known") == ["Open"]
    assert names(open_at="2026-11-01T22:00") == []


@pytest.mark.parametrize(
    "text", ["pottery near me", "pottery in here", "Pottery at home"]
)
def test_where_the_person_is_is_no_name(vocabulary, text):
    venue("Clay", offers=[("pottery", "use")])
    assert names(q=text) == ["Clay"]


def test_a_place_confirmed_long_ago_follows_others_that_offer_the_same(vocabulary):
    offers = [("pottery", "use")]
    for name, day in {"Old": date(2023, 11, 24), "New": date(2023, 11, 25)}.items():
        steps = 1 if name == "Old" else 2
        at = north(steps)
        venues(record(name, at=at, offers=offers, confirmed_at=day))
    venues(record("Oldest", offers=offers, confirmed_at=date(2000, 1, 1)))
    best = criteria_of(q="pottery", near=HACKNEY, sort="best")
    assert [hit.venue.name for hit in search(best, at=AT).hits] == [
        "New",
        "Oldest",
        "Old",
    ]
    nearest = criteria_of(q="pottery", near=HACKNEY, sort="distance")
    assert search(nearest, at=AT).hits[0].venue.name == "Oldest"


def test_all_pages_of_a_list_count_from_the_day_of_the_first(vocabulary):
    offers = [("pottery", "use")]
    for number in range(4):
        day = date(2023, 11, 25) if number % 2 else date(2000, 1, 1)
        venues(record(f"V{number}", offers=offers, confirmed_at=day))
    first = search(criteria_of(q="pottery", limit=3), at=AT)
    assert [hit.venue.name for hit in first.hits] == ["V1", "V3", "V0"]
    later = criteria_of(q="pottery", limit=3, cursor=first.next_cursor)
    rest = search(later, at=AT + timedelta(days=1))
    assert [hit.venue.name for hit in rest.hits] == ["V2"]


def test_a_cursor_of_another_order_is_refused(vocabulary):
    for number in range(3):
        venues(record(f"V{number}", offers=[("pottery", "use")]))
    criteria = criteria_of(q="pottery", limit=1)
    first = search(criteria, at=AT)
    by_name = criteria_of(q="pottery", limit=1, sort="name", cursor=first.next_cursor)
    with pytest.raises(InvalidCursor):
        search(by_name, at=AT)
