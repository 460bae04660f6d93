"""The filters that are declared once: what each finds, and that all views agree."""

from datetime import UTC, datetime

import pytest

from geoapp.api.http.search_params import parse_search_params
from geoapp.api.openapi.parameters import PARAMETERS as CONTRACT
from geoapp.discovery.search.criteria import PARAMETERS, InvalidCriteria, SearchCriteria
from geoapp.discovery.search.facets import summarise
from geoapp.discovery.search.feature_pages import feature_page, is_plain
from geoapp.discovery.search.filters import FILTERS
from geoapp.discovery.search.map_clusters import map_clusters
from geoapp.discovery.search.resolved_query import resolve_query
from geoapp.discovery.search.results import search
from geoapp.geo.values import Position
from geoapp.web.map.chips import chips_of
from tests.world import AT, record, venues

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


def asked(**params: str | list[str]) -> SearchCriteria:
    given = {n: v if isinstance(v, list) else [v] for n, v in params.items()}
    return SearchCriteria.from_params(given, at=AT)


def names(**params: str | list[str]) -> list[str]:
    """The venues that list, count, map and (where it can) the hot path agree on."""
    criteria = asked(**params)
    query = resolve_query(criteria)
    hits = [hit.venue.name for hit in search(criteria, at=AT).hits]
    assert summarise(query).count == len(hits)
    assert map_clusters(criteria, zoom=3, at=AT).count == len(hits)
    if is_plain(criteria):
        assert feature_page(criteria, base_url="https://m.example").count == len(hits)
    return hits


def problem(**params: str | list[str]) -> str:
    with pytest.raises(InvalidCriteria) as refusal:
        asked(**params)
    (found,) = refusal.value.problems
    return f"{found.parameter}: {found.message}"


def test_a_language_range_finds_its_regions_and_not_the_reverse():
    venues(
        record("Graz", languages=("de-AT",)),
        record("Kiel", languages=("de", "da")),
        record("Leeds", languages=("en",)),
        record("Silent"),
    )
    assert names(language="de") == ["Graz", "Kiel"]
    assert names(language="DE-at") == ["Graz"]
    assert names(language=["da", "en"]) == ["Kiel", "Leeds"]
    assert names(language="*") == ["Graz", "Kiel", "Leeds"]
    assert names(language="d") == []
    assert summarise(resolve_query(asked())).facets["language"] == {
        "de": 2,
        "de-at": 1,
        "da": 1,
        "en": 1,
    }
    assert problem(language="deutsch, bitte").startswith("language: ")


def test_prices_are_free_or_a_donation():
    venues(
        record("Free", price="free"),
        record("Gift", price="donation"),
        record("Paid", price="hour"),
        record("Silent"),
    )
    assert names(price="free") == ["Free"]
    assert names(price=["free", "donation"]) == ["Free", "Gift"]
    counts = summarise(resolve_query(asked(price="free"))).facets["price"]
    assert counts == {"free": 1, "donation": 1}
    assert problem(price="hour").startswith("price: Must be one of")


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("wheelchair", ("yes", "limited", "limited", "no", "")),
        ("newcomers", ("welcome", "by_arrangement", "by_arrangement", "no", "")),
        ("kind", ("makerspace", "fab_lab", "fab_lab", "repair_cafe", "makerspace")),
    ],
)
def test_the_number_beside_a_choice_is_what_it_finds(name, values):
    venues(*(record(f"V{n}", **{name: value}) for n, value in enumerate(values)))
    counts = summarise(resolve_query(asked())).facets[name]
    assert counts
    assert counts == {value: len(names(**{name: value})) for value in counts}


def test_an_age_leaves_out_only_who_is_known_to_be_too_young():
    venues(
        record("Adults", minimum_age=18),
        record("Children", minimum_age=6),
        record("Silent"),
    )
    assert names(age="6") == ["Children", "Silent"]
    assert names(age="0") == ["Silent"]
    assert names(age="120") == ["Adults", "Children", "Silent"]
    marked = {
        hit.venue.name: '"minimum_age":null' in hit.venue.feature
        for hit in search(asked(age="6"), at=AT).hits
    }
    assert marked == {"Children": False, "Silent": True}
    for wrong in ("-1", "121", "six"):
        assert problem(age=wrong).startswith("age: Must be a whole number")


def test_hours_known_alone_leaves_out_who_says_nothing():
    venues(
        record("Known", hours="Sa 10:00-12:00"),
        record("Closed season", hours="Jun Mo-Su 10:00-12:00"),
        record("By appointment", hours='"by appointment"'),
        record("Unreadable", hours="when the light is on"),
        record("Silent"),
    )
    assert names(hours="known") == ["Closed season", "Known"]
    assert names(hours="known", audience="members") == []


SATURDAY = "2026-11-28T{}:00/2026-11-28T{}:00"


@pytest.mark.parametrize(
    ("begin", "end", "found"),
    [
        ("09", "14", ["All day", "Morning", "Perhaps", "Silent"]),
        ("11", "13", ["All day", "Morning", "Perhaps", "Silent"]),
        ("12", "14", ["All day", "Perhaps", "Silent"]),
        ("20", "22", ["Perhaps", "Silent"]),
    ],
)
def test_an_interval_needs_an_hour_and_includes_unknown(begin, end, found):
    venues(
        record("All day", hours="Sa 09:00-18:00"),
        record("Morning", hours="Sa 10:00-12:30"),
        record("Perhaps", hours='Sa 10:00-23:00 "by appointment"'),
        record("Silent"),
    )
    interval = SATURDAY.format(begin, end)
    assert sorted(names(open_during=interval)) == found
    sure = [name for name in found if name not in {"Perhaps", "Silent"}]
    assert names(open_during=interval, hours="known") == sure
    hits = search(asked(open_during=interval), at=AT).hits
    assert [h.venue.name for h in hits if h.opening.state == "open"] == sure
    assert {h.opening.state for h in hits[len(sure) :]} <= {"unknown"}


def test_two_openings_that_touch_are_one_and_two_half_hours_are_none():
    venues(
        record("Touching", hours="Sa 09:30-10:00,10:00-10:30"),
        record("Apart", hours="Sa 09:30-10:00,10:15-10:45"),
    )
    assert names(open_during=SATURDAY.format("09", "11")) == ["Touching"]


def test_an_interval_of_instants_is_one_moment_everywhere_and_may_pass_midnight():
    venues(record("Night", hours="Fr 22:00-02:00"))
    instants = "2026-11-28T00:30:00+00:00/2026-11-28T01:30:00+00:00"
    assert names(open_during=instants) == ["Night"]
    assert names(open_during="2026-11-28T02:00/2026-11-28T04:00") == []


def test_an_interval_beyond_the_computed_days_is_read_from_the_strings():
    venues(
        record("Wednesdays", hours="We 10:00-12:00"),
        record("Thursdays", hours="Th 10:00-12:00"),
    )
    assert names(open_during="2027-06-09T09:00/2027-06-09T13:00") == ["Wednesdays"]
    assert names(open_during="2027-06-09T11:30/2027-06-10T10:30") == []
    assert names(open_during="2027-06-09T11:30/2027-06-10T11:30") == ["Thursdays"]


@pytest.mark.parametrize(
    ("interval", "found"),
    [
        # In the night of 28 March 2027 Berlin's clocks go from 2:00 to 3:00.
        ("2027-03-28T02:00/2027-03-28T03:00", ["All night"]),
        ("2027-03-28T01:00/2027-03-28T02:00", ["All night"]),
        ("2027-10-31T02:00/2027-10-31T03:00", ["All night"]),
    ],
)
def test_an_hour_by_the_wall_is_one_on_the_night_clocks_change(interval, found):
    """List, facets and the state that is shown count the same hour."""
    berlin = Position(lon=13.4, lat=52.52)
    venues(
        record("All night", hours="Mo-Su 20:00-06:00", at=berlin, country="DE"),
        record("Days", hours="Mo-Su 08:00-18:00", at=berlin, country="DE"),
    )
    assert names(open_during=interval) == found
    (hit,) = search(asked(open_during=interval), at=AT).hits
    assert hit.opening.state == "open"


@pytest.mark.parametrize(
    "interval",
    [
        "2026-11-28T10:00",
        "2026-11-28T10:00/",
        "2026-11-28T10:00/2026-11-28T10:30",
        "2026-11-28T12:00/2026-11-28T10:00",
        "2026-11-28T10:00/2026-12-30T10:00",
        "2026-11-28T10:00Z/2026-11-28T12:00",
        "2026-11-28/2026-11-29",
        "now/2026-11-28T12:00",
    ],
)
def test_an_interval_that_cannot_be_meant_is_refused(interval):
    assert problem(open_during=interval).startswith("open_during: ")


def test_open_at_and_open_during_exclude_each_other():
    words = problem(open_at="now", open_during=SATURDAY.format("10", "12"))
    assert words == "open_during: Not together with open_at."


def test_every_declaration_is_a_parameter_of_the_contract_and_comes_back_in_links():
    assert set(FILTERS) <= PARAMETERS
    for name, declared in FILTERS.items():
        assert CONTRACT[name]["schema"] == declared.schema
        assert CONTRACT[name]["description"] == declared.description
    given = {
        "craft": ["pottery"],
        "equipment": ["kiln"],
        "kind": ["fab_lab"],
        "access": ["course"],
        "price": ["free"],
        "language": ["de"],
        "age": ["9"],
        "mode": ["learn"],
        "audience": ["members"],
        "open_during": [SATURDAY.format("10", "12")],
        "hours": ["known"],
        "wheelchair": ["yes"],
        "newcomers": ["welcome"],
        "datetime": ["2026-01-01T00:00:00Z/.."],
    }
    assert set(given) == set(FILTERS) - {"open_at"}
    criteria = parse_search_params(given, PARAMETERS, at=AT)
    assert dict(criteria.params()) == {name: text for name, (text,) in given.items()}
    chips = chips_of(criteria, resolve_query(criteria).interpretation)
    assert len(chips) == len(given)
    assert all(len(chip.without.filters) == len(given) - 1 for chip in chips)


@pytest.mark.parametrize("name", sorted(PARAMETERS - {"lang", "f"}))
def test_an_empty_parameter_is_refused(name):
    assert problem(**{name: ""}) == f"{name}: Must not be empty. Leave it out instead."


def test_a_time_without_a_present_moment_leaves_the_words_alone():
    criteria = SearchCriteria(
        q="pottery tonight", at=datetime(2026, 11, 25, tzinfo=UTC)
    )
    assert resolve_query(criteria).criteria.open_at is not None
    assert resolve_query(SearchCriteria(q="pottery tonight")).criteria.open_at is None
