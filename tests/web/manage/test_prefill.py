"""Begin a venue with what is there: shown, confirmed, and only then kept."""

import json
import re

import pytest

from geoapp.venues.models import Venue
from geoapp.venues.stored_records import values_of
from geoapp.web.manage.register.hourly_limits import MAX_FETCHES
from tests.people import member
from tests.sources.prefill.test_extract import PLACE, page

pytestmark = pytest.mark.django_db
URL = "/manage/add/from/"


@pytest.fixture(autouse=True)
def manager(vocabulary, client):
    person = member("manager")
    client.force_login(person)
    return person


def found_in(answer) -> str:
    text = answer.content.decode()
    return re.search(r'name="found" value="([^"]+)"', text)[1]


def test_the_first_step_leads_here(client):
    assert URL in client.get("/manage/add/").content.decode()
    assert client.get(URL).status_code == 200


def test_details_are_saved_once_confirmed(client):
    answer = client.post(URL, {"text": page(PLACE)})
    assert answer.status_code == 200
    assert "Well Street 1" in answer.content.decode()
    assert not Venue.objects.exists()

    confirmed = {
        "found": found_in(answer),
        "name": "Kiln Yard",
        "kind": "open_studio",
        "take": ["address", "position", "hours"],
    }
    answer = client.post(URL, confirmed)

    venue = Venue.objects.get()
    assert answer.url == f"/manage/{venue.pk}/what/"
    values = values_of(venue.pk)
    assert values["address"]["street"] == "Well Street 1"
    assert values["hours"][0]["text"].startswith("Tu,We 10:00-18:00")
    assert not values.get("contact")
    assert venue.publication == "draft"


def test_a_guess_stays_a_guess(client):
    answer = client.post(URL, {"text": "We have a kiln and teach pottery."})
    said = {"name": "Yard", "kind": "open_studio", "take": ["offers", "machines"]}
    client.post(URL, {"found": found_in(answer), **said})

    venue = Venue.objects.get()
    assert all(offer.inferred for offer in venue.offers.all())
    assert all(machine.inferred for machine in venue.machines.all())


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"text": "x"},
        {"url": "http://127.0.0.1/"},
        {"url": "http://[::1]/"},
        {"url": "file:///etc/passwd"},
        {"url": "localhost"},
        {"url": "https://169.254.169.254/latest/meta-data/"},
        {"text": "{"},
    ],
)
def test_useless_input_is_an_error_and_stays_in_the_field(client, data):
    answer = client.post(URL, data)

    assert answer.status_code == 422
    assert not Venue.objects.exists()


def test_what_somebody_else_found_is_not_taken(client):
    found = found_in(client.post(URL, {"text": page(PLACE)}))
    client.force_login(member("another"))
    client.post(URL, {"found": found, "name": "X", "kind": "makerspace"})
    assert not Venue.objects.exists()


@pytest.mark.parametrize("found", ["", "x", "x:y:z"])
def test_what_was_not_found_here_is_not_taken(client, found):
    answer = client.post(URL, {"found": found, "name": "X", "kind": "makerspace"})

    assert answer.status_code == 302
    assert not Venue.objects.exists()


def test_name_and_kind_are_required(client):
    answer = client.post(URL, {"text": "We have a kiln."})
    answer = client.post(URL, {"found": found_in(answer), "name": "", "kind": ""})

    assert answer.status_code == 422
    assert not Venue.objects.exists()


def test_half_a_character_is_left_out(client):
    halved = json.dumps({**PLACE, "name": "Kiln\ud800 Yard"})
    for text in (
        halved,
        page(json.loads(halved)),
        '{"name": "A\\ud800", "craft": "pottery"}',
    ):
        answer = client.post(URL, {"text": text})
        assert answer.status_code == 200
        assert "\ufffd" not in answer.content.decode()


def test_fetches_are_limited_per_hour_and_texts_are_not(client):
    for _look in range(MAX_FETCHES):
        assert client.post(URL, {"url": "http://127.0.0.1/"}).status_code == 422

    answer = client.post(URL, {"url": "http://127.0.0.1/"})

    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 3600
    assert re.search(
        r"Try again in (\d+ minutes|one minute|1 minute)", answer.content.decode()
    )
    assert client.post(URL, {"text": page(PLACE)}).status_code == 200
    client.force_login(member("other"))
    assert client.post(URL, {"url": "http://127.0.0.1/"}).status_code == 422


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"url": "http://127.0.0.1/"}, "Diese Adresse"),
        ({"text": "{"}, "Das JSON ist unvollständig"),
        ({"text": "x"}, "kein Handwerk"),
    ],
)
def test_fetch_errors_are_in_the_readers_language(client, data, words):
    answer = client.post(URL, data, headers={"accept-language": "de"})

    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_words_of_a_page_are_words(client):
    hostile = {**PLACE, "name": "<script>alert(1)</script>"}
    text = client.post(URL, {"text": json.dumps(hostile)}).content.decode()

    assert "<script>alert(1)" not in text
