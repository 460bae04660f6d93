"""F11: every edge of the earth is answered, every mistake is named, none is a 5xx."""

import json

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from geoapp.geo.values import Position
from tests.drawing import ALL, pairs
from tests.world import venue

ITEMS = "/api/collections/venues/items"
PAGES = ("/", "/results/", "/map/view/", "/map/labels/", "/suggest/", "/tutorials/")

pytestmark = pytest.mark.django_db

GOOD_BOXES = {
    "177,-20,-178,-16": {"Fiji", "Line"},  # RFC 7946, section 5.2
    "177,-20,182,-16": {"Fiji", "Line"},
    "-183,-20,-178,-16": {"Fiji", "Line"},
    "180,-20,-178,-16": {"Line"},
    "180,-17,180,-17": {"Line"},
    "-180,-17,-180,-17": {"Line"},
    "-180,-90,180,90": {"Fiji", "Line", "Pole", "Null", "Helsinki"},
    "-200,-90,200,90": {"Fiji", "Line", "Pole", "Null", "Helsinki"},
    "0,-90,360,90": {"Fiji", "Line", "Pole", "Null", "Helsinki"},
    "-180,80,180,90": {"Pole"},
    "0,0,0,0": {"Null"},
    "-0,-0,0,0": {"Null"},
    "24.94,60.17,24.94,60.17": {"Helsinki"},
    "24,60,0,25,61,100": {"Helsinki"},
    "60,24,61,25": set(),  # swapped: legal, and elsewhere
    "-241,-20,-200,20": set(),
    "-340,59,-330,61": {"Helsinki"},
    "384,59,386,61": {"Helsinki"},
    "1e1,5e1,3e1,7e1": {"Helsinki"},
    "-1080,-90,1080,90": {"Fiji", "Line", "Pole", "Null", "Helsinki"},
}
GOOD_CENTRES = {
    "179.5,-17.5": {"Line", "Fiji"},
    "-179.9,-17": {"Line"},
    "180,-17": {"Line"},
    "-180,-17": {"Line"},
    "540,-17": {"Line"},
    "12,90": {"Pole"},
    "-171,89.99": {"Pole"},
    "0,0": {"Null"},
    "384.94,60.17": {"Helsinki"},
    "0,-90": set(),
}
BAD = [
    *["NaN", "Infinity", "-Infinity", "1e308", "-1e308", "1e999", "1081", "-1081"],
    *["", " ", "x", "0x10", "1;2", "null", "1,,2", "--1", "1e", "\0", "½", "\u22121"],
]


@pytest.fixture
def world(vocabulary):
    places = {
        "Fiji": (178.4, -18.1),
        "Line": (180.0, -17.0),
        "Pole": (0.0, 90.0),
        "Null": (0.0, 0.0),
        "Helsinki": (24.94, 60.17),
    }
    for name, (lon, lat) in places.items():
        venue(name, at=Position(lon=lon, lat=lat))


def names(answer) -> set[str]:
    assert answer.status_code == 200
    return {f["properties"]["name"] for f in answer.json()["features"]}


def pages(number: int) -> tuple[str, ...]:
    """Return the pages that the query of this number is for: one, in `--all` each."""
    return PAGES if ALL else (PAGES[number % len(PAGES)],)


def test_a_box_at_an_edge_holds_what_lies_in_it(client, world):
    for number, (bbox, expected) in enumerate(GOOD_BOXES.items()):
        assert names(client.get(ITEMS, {"bbox": bbox})) == expected, bbox
        for page in pages(number):
            answer = client.get(page, {"bbox": bbox, "zoom": "5"})
            assert answer.status_code == 200, (page, bbox)


def test_a_circle_at_an_edge_holds_what_lies_in_it(client, world):
    for number, (near, expected) in enumerate(GOOD_CENTRES.items()):
        query = {"near": near, "radius_m": "150000"}
        assert names(client.get(ITEMS, query)) == expected, near
        for page in pages(number):
            assert client.get(page, query).status_code == 200, (page, near)


def refused(answer, parameter: str) -> bool:
    said = answer.json()
    return answer.status_code == 400 and said["errors"][0]["parameter"] == parameter


@pytest.mark.parametrize(("number", "place"), pairs(BAD, range(4), one_in=4))
def test_a_box_with_one_bad_number_is_refused_by_name(client, number, place):
    numbers = ["0", "0", "1", "1"]
    numbers[place] = number
    bbox = ",".join(numbers)
    assert refused(client.get(ITEMS, {"bbox": bbox}), "bbox")
    for page in ("/", "/map/view/"):
        assert client.get(page, {"bbox": bbox}).status_code == 200


@pytest.mark.parametrize("number", [*BAD, "90.1", "-90.1"])
def test_a_centre_with_one_bad_number_is_refused_by_name(client, number):
    assert refused(client.get(ITEMS, {"near": f"0,{number}"}), "near")
    assert client.get("/", {"near": f"0,{number}"}).status_code == 200


@pytest.mark.parametrize(
    "bbox", ["0,1,1,0", "1", "1,2", "1,2,3", "1,2,3,4,5", "1,2,3,4,5,6,7", "0,91,1,92"]
)
def test_what_is_no_box_is_refused_by_name(client, bbox):
    assert refused(client.get(ITEMS, {"bbox": bbox}), "bbox")


@pytest.mark.parametrize(
    "radius", ["0", "-1", "500001", "1.5", "1e3", "NaN", "x", "\uff19"]
)
def test_what_is_no_radius_is_refused_by_name(client, radius):
    query = {"near": "0,0", "radius_m": radius}
    assert refused(client.get(ITEMS, query), "radius_m")
    assert client.get("/", query).status_code == 200


def test_a_position_given_twice_is_no_error_of_ours(client):
    answer = client.get(f"{ITEMS}?near=0,0&near=1,1&bbox=0,0,1,1&bbox=2,2,3,3")
    assert answer.status_code in (200, 400)


def test_pages_of_a_list_measure_from_the_same_place(client, vocabulary):
    """Seven digits of a position are a centimetre: none may be lost in a link."""
    made = {f"V{n}" for n in range(12)}
    for number, name in enumerate(sorted(made)):
        venue(name, at=Position(lon=139.6917123 + number / 1e6, lat=35.6895))
    address = f"{ITEMS}?near=139.6917169,35.6895001&limit=2"
    seen: list[str] = []
    distances: list[float] = []
    while address:
        page = client.get(address).json()
        seen += [f["properties"]["name"] for f in page["features"]]
        distances += [f["properties"]["distance_m"] for f in page["features"]]
        address = next((x["href"] for x in page["links"] if x["rel"] == "next"), "")
    assert sorted(seen) == sorted(made)
    assert distances == sorted(distances)


# Garbage

numbers = st.one_of(
    st.floats(allow_nan=True, allow_infinity=True).map(str),
    st.integers(-2000, 2000).map(str),
    st.sampled_from(BAD),
)
lists = st.lists(numbers, max_size=7).map(",".join)
words = st.text(max_size=30)
values = st.one_of(lists, numbers, words)
parameters = st.dictionaries(
    st.sampled_from(
        "q craft equipment kind access mode audience open_at hours wheelchair newcomers "  # noqa: SIM905
        "near radius_m bbox sort limit cursor lang f zoom where page part level".split()
    ),
    values,
    max_size=4,
)
many = settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@many
@given(parameters)
@example({"q": "\0"})
@example({"q": "\ud800".encode("utf-8", "replace").decode()})
@example({"where": "\0", "near": "0,0"})
@example({"open_at": "0001-01-01T00:00Z"})
@example({"open_at": "9999-12-31T23:59-14:00"})
@example({"limit": "9" * 5000})
@example({"limit": "--1"})
@example({"radius_m": "--1", "near": "0,0"})
@example({"radius_m": "\u00b2", "near": "0,0"})
@example({"radius_m": "9" * 5000, "near": "0,0"})
@example({"cursor": "a:b:c"})
@example({"bbox": "-180,-90,180,90", "zoom": "99999999999"})
def test_no_parameters_break_the_api(client, given_parameters):
    answer = client.get(ITEMS, given_parameters)
    assert answer.status_code in (200, 400)
    json.loads(answer.content)


@many
@given(parameters, st.sampled_from(PAGES))
@example({"q": "\0"}, "/")
@example({"q": "\0"}, "/tutorials/")
@example({"q": "\0"}, "/suggest/")
@example({"q": "pottery in \0"}, "/")
@example({"craft": "\0"}, "/tutorials/")
@example({"page": "9" * 5000}, "/tutorials/")
@example({"open_at": "0001-01-01T00:00Z"}, "/")
@example({"open_at": "9999-12-31T23:59-14:00"}, "/")
@example({"open_at": "9999-12-31T23:59"}, "/map/view/")
@example({"cursor": "a:b:c"}, "/")
def test_no_parameters_break_a_page(client, given_parameters, page):
    assert client.get(page, given_parameters).status_code in (200, 404)
