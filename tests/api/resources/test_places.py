"""Towns by name, for pages that ask "near where?" in words."""

import pytest

from geoapp.geocoding.models import GazetteerName
from tests.web.factories import name_of_a_town
from tests.world import HACKNEY, venue

pytestmark = pytest.mark.django_db
PATH = "/api/places"


@pytest.fixture(autouse=True)
def town(vocabulary):
    name_of_a_town("Hackney", HACKNEY)
    venue("Clay House")


def test_a_name_gives_a_position_that_near_takes(client):
    answer = client.get(PATH, {"q": "hackney"})
    assert answer.status_code == 200
    (place,) = answer.json()["places"]
    assert place["name"] == "Hackney"
    assert place["position"] == [HACKNEY.lon, HACKNEY.lat]
    assert place["exact"] is True
    assert place["venues"] == 1
    assert place["country"] == "GB"
    near = ",".join(map(str, place["position"]))
    found = client.get("/api/collections/venues/items", {"near": near})
    assert found.json()["numberReturned"] == 1


def test_the_beginning_of_a_name_finds_it_and_says_that_it_is_not_whole(client):
    (place,) = client.get(PATH, {"q": "hackn"}).json()["places"]
    assert place["name"] == "Hackney"
    assert place["exact"] is False


def test_a_town_of_another_name_is_not_what_the_text_says(client):
    """Hoopeston was once called Leeds too: its label does not say why it is there."""
    name_of_a_town("Leeds", HACKNEY)
    other = name_of_a_town("Hoopeston", HACKNEY)
    GazetteerName.objects.create(place=other, folded="leeds", is_main=False)
    found = client.get(PATH, {"q": "leeds"}).json()["places"]
    assert [(one["name"], one["exact"]) for one in found] == [
        ("Leeds", True),
        ("Hoopeston", False),
    ]


def test_nothing_is_found_where_nothing_is_called_so(client):
    answer = client.get(PATH, {"q": "Qqqqxx"}).json()
    assert answer["places"] == []
    assert answer["numberReturned"] == 0


def test_a_whole_country_is_no_place_to_search_near(client):
    name_of_a_town("Germantown", HACKNEY)
    assert client.get(PATH, {"q": "Germantown"}).json()["numberReturned"] == 1
    assert client.get(PATH, {"q": "Germany"}).json()["places"] == []


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ({}, "q"),
        ({"q": "  "}, "q"),
        ({"q": "x" * 201}, "q"),
        ({"q": "Leeds", "limit": "0"}, "limit"),
        ({"q": "Leeds", "near": "0,51"}, "near"),
    ],
)
def test_bad_requests_get_helpful_errors(client, query, parameter):
    answer = client.get(PATH, query)
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert parameter in [one["parameter"] for one in answer.json()["errors"]]


def test_there_are_at_most_ten_places(client):
    for number in range(12):
        name_of_a_town(f"Hackney {number}", HACKNEY)
    answer = client.get(PATH, {"q": "hackney", "limit": "1000"}).json()
    assert answer["numberReturned"] == 10
    assert len(client.get(PATH, {"q": "hackney", "limit": 2}).json()["places"]) == 2


def test_it_is_counted_like_every_question(client, settings, time_machine, tmp_path):
    time_machine.move_to("2026-11-25T12:00:10+00:00", tick=False)  # inside a minute
    settings.API_LIMIT, settings.PAGE_COUNTS = 2, str(tmp_path / "counts")
    told = [client.get(PATH, {"q": "hackney"}).status_code for _ in range(4)]
    assert told[:2] == [200, 200]
    assert told[3] == 429


def test_a_plan_names_its_machines_in_words_and_leads_to_its_places(client):
    venue("Kiln Yard", offers=[("pottery", "use")], machines=["kiln"])
    venue("Lathe Loft", offers=[("woodturning", "use")], machines=["wood_lathe"])
    wish = {
        "near": [HACKNEY.lon, HACKNEY.lat],
        "crafts": ["pottery", "woodturning"],
        "equipment": ["kiln", "wood_lathe"],
        "lang": "de",
    }
    answer = client.post("/api/matches", wish, content_type="application/json")
    stops = answer.json()["plan"]["stops"]
    said = {stop["brings"][0]: stop["brings_words"] for stop in stops}
    assert said["wood_lathe"] == ["Drechselbank"]
    assert {stop["url"].rsplit("/", 2)[1] for stop in stops} == {
        "kiln-yard",
        "lathe-loft",
    }
