"""The list in the forms of programs: the same places, from the addresses shown."""

import json
import re
import shlex
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from geoapp.web.map.alternate_formats import alternate_formats
from tests.api.exports.files import calendar, plain
from tests.criteria import criteria_of
from tests.web.factories import name_of_a_town
from tests.world import HACKNEY, record, venues

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(vocabulary):
    name_of_a_town("Hackney", HACKNEY)
    venues(
        record("Clay House", offers=[("pottery", "use")], hours="Mo-Su 10:00-18:00"),
        record("It's & <Co>", offers=[("pottery", "learn")], hours="Mo-Su 9:00-12:00"),
        record("Wood", offers=[("woodworking", "use")], hours="Mo-Su 10:00-18:00"),
    )


def addresses(client, query) -> dict[str, str]:
    """Return the addresses of the forms by their media types, as a page has them."""
    page = client.get("/", query).content.decode()
    part = page[page.index('class="results__file"') :]
    links = re.findall(r'<a href="([^"]*)" type="([^"]*)">', part)
    return {kind: unescape(href) for href, kind in links}


QUERIES = (
    {"craft": "pottery", "where": "Hackney"},
    {"q": "pottery in Hackney"},
    {"q": "clay", "sort": "name"},
    {"bbox": "-1,51,1,52", "craft": "pottery"},
    {},
)


@pytest.mark.parametrize("query", QUERIES)
def test_every_form_has_the_places_of_the_page(world, client, query):
    shown = client.get("/", query).context
    names = {hit.venue.name for hit in shown["result"].hits}
    assert names
    there = addresses(client, query)
    items = client.get(there["application/geo+json"])
    assert items.headers["Content-Type"] == "application/geo+json"
    features = json.loads(items.content)["features"]
    assert {f["properties"]["name"] for f in features} == names
    events = calendar(b"".join(client.get(there["text/calendar"]).streaming_content))
    assert {plain(e["SUMMARY"]) for e in events} == names
    feed = b"".join(client.get(there["application/atom+xml"]).streaming_content)
    assert feed.count(b"<entry>") == len(names)


@pytest.mark.parametrize("query", QUERIES)
def test_the_command_is_one_that_a_shell_runs(world, client, query):
    page = client.get("/", query).content.decode()
    command = unescape(re.search(r"<pre[^>]*><code>(.*?)</code></pre>", page)[1])
    program, address = shlex.split(command)
    assert program == "curl"
    parts = urlsplit(address)
    assert f"{parts.scheme}://{parts.netloc}" == "http://127.0.0.1:8000"
    answer = client.get(f"{parts.path}?{parts.query}")
    names = {hit.venue.name for hit in client.get("/", query).context["result"].hits}
    features = json.loads(answer.content)["features"]
    assert {f["properties"]["name"] for f in features} == names


def test_a_named_place_is_a_position_for_programs(world, client):
    there = addresses(client, {"craft": "pottery", "where": "Hackney"})
    for address in there.values():
        asked = parse_qs(urlsplit(address).query)
        assert "where" not in asked
        assert asked["near"] == ["-0.055,51.545"]


def test_where_nothing_is_found_nothing_is_offered(world, client):
    page = client.get("/", {"craft": "basketry"}).content.decode()
    assert "results__file" not in page


def test_no_word_of_a_search_ends_the_command(vocabulary):
    words = "it's \"; $(x) `y` \\ \n | rm"
    command = alternate_formats(criteria_of(q=words)).command
    program, address = shlex.split(command)
    assert program == "curl"
    assert parse_qs(urlsplit(address).query) == {"q": [words]}
