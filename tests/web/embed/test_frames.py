"""A venue and a search in other sites' frames: what they say, and who may frame them."""

from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from geoapp.venues.actions.change_publication import withdraw_venue
from geoapp.venues.models import Publication, Venue
from geoapp.venues.signals import send_venues_changed
from tests.safety.html import Page
from tests.safety.test_t18_headers import policy_of
from tests.web.factories import NEAR, signed_in
from tests.world import record, venue, venues

pytestmark = pytest.mark.django_db
FRAMES = (
    "/embed/venues/clay/",
    "/embed/venues/nobody/",
    "/embed/search/",
    f"/embed/search/?q=pottery&{NEAR}&open_at=now",
    "/embed/search/?q=nobody-has-this-word",
    "/embed/search/?craft=nonsense&bbox=x",
)


@pytest.fixture(autouse=True)
def place(vocabulary):
    return venue("Clay", offers=[("pottery", "use")], machines=["kiln"])


@pytest.mark.parametrize("address", FRAMES)
def test_every_site_may_frame_these_and_nothing_else_is_loosened(client, address):
    answer = client.get(address)
    policy = policy_of(answer)
    assert policy["frame-ancestors"] == ["*"]
    assert "X-Frame-Options" not in answer
    assert policy["default-src"] == ["'self'"]
    assert policy["object-src"] == policy["base-uri"] == ["'none'"]
    assert policy["form-action"] == ["'self'"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "Access-Control-Allow-Origin" not in answer


@pytest.mark.parametrize(
    "address", ["/embed/", "/embed/make-it-near-you.js", "/venues/clay/", "/"]
)
def test_nobody_frames_what_stands_beside_them(client, address):
    answer = client.get(address)
    assert policy_of(answer)["frame-ancestors"] == ["'none'"]
    assert answer["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("address", FRAMES)
def test_a_frame_does_not_know_who_reads_it(client, address):
    before = client.get(address)
    signed_in(client)
    after = client.get(address)
    assert after.content == before.content
    assert not after.cookies
    assert not before.cookies
    assert "X-Keep-Offline" not in after


@pytest.mark.parametrize("address", FRAMES)
def test_a_frame_has_nothing_to_press_but_links_to_new_tabs(client, address):
    page = Page(client.get(address).content.decode())
    tags = [tag for tag, _attrs in page.elements]
    assert not {"form", "button", "input", "script", "iframe"} & set(tags)
    links = [attrs for tag, attrs in page.elements if tag == "a"]
    assert links
    for attrs in links:
        assert attrs["target"] == "_blank"
        assert "noopener" in attrs["rel"]


@pytest.mark.parametrize("address", FRAMES)
def test_a_frame_takes_no_posts(client, address):
    assert client.post(address).status_code == 405


def test_unknown_values_are_shown_as_unknown(client):
    venue("Bare")
    text = client.get("/embed/venues/bare/").content.decode()
    assert "Opening hours not known yet" in text
    assert "Crafts not known yet" in text
    assert "Ask the place what it has" in text


@pytest.mark.parametrize(
    ("operation", "words"),
    [
        ("closed", "Permanently closed"),
        ("planned", "Not open yet"),
        ("paused", "Temporarily closed"),
    ],
)
def test_a_place_that_is_not_operating_shows_that(client, operation, words):
    venue("Other", operation=operation)
    assert words in client.get("/embed/venues/other/").content.decode()
    listed = "Other" in client.get("/embed/search/").content.decode()
    assert listed is (operation != "closed")


def test_of_an_area_no_street_and_no_distance_is_shown(client):
    venues(record("Home", precision="area", offers=[("pottery", "use")]))
    page = client.get("/embed/venues/home/").content.decode()
    assert "approximate location" in page
    found = client.get(f"/embed/search/?{NEAR}").content.decode()
    assert "in London (approximate location)" in found


@pytest.mark.parametrize(
    "state", [s for s in Publication.values if s not in {"published", "merged"}]
)
def test_what_is_not_published_is_in_no_frame(client, place, state):
    Venue.objects.filter(pk=place).update(publication=state)
    send_venues_changed([place])
    page = client.get("/embed/venues/clay/")
    assert page.status_code == 404
    assert "Place not found" in page.content.decode()
    assert ">Clay<" not in page.content.decode()
    assert ">Clay<" not in client.get("/embed/search/?q=clay").content.decode()


def test_a_withdrawn_place_leaves_its_frame_at_once(client, place):
    assert client.get("/embed/venues/clay/").status_code == 200
    withdraw_venue(venue_id=place)
    assert client.get("/embed/venues/clay/").status_code == 404


def test_a_search_says_what_of_its_address_was_not_understood(client):
    text = client.get("/embed/search/?craft=nonsense").content.decode()
    assert "“craft” in this frame" in text
    assert "We could not read" in text


def test_a_frame_counts_no_choices_that_it_does_not_offer(client):
    with CaptureQueriesContext(connection) as seen:
        text = client.get("/embed/search/?q=pottery").content.decode()
    assert "1 place" in text
    assert not any("unnest" in query["sql"] for query in seen.captured_queries)
    with CaptureQueriesContext(connection) as seen:
        client.get("/?q=pottery")
    assert any("unnest" in query["sql"] for query in seen.captured_queries)


def test_a_frame_takes_the_parameters_of_every_search(client):
    venue("Loom", offers=[("weaving", "use")])
    text = client.get("/embed/search/?craft=weaving&lang=de").content.decode()
    assert "Loom" in text
    assert "Clay" not in text
    assert 'lang="de"' in text
    assert "?craft=weaving" in text  # the way to the map keeps the search


class Areas(HTMLParser):
    """Collects what stands in fields of several lines."""

    def __init__(self) -> None:
        super().__init__()
        self.inside = False
        self.texts: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag == "textarea":
            self.inside = True
            self.texts.append("")

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.inside = False

    def handle_data(self, data):
        if self.inside:
            self.texts[-1] += data


def lines_of(client, address: str) -> list[str]:
    areas = Areas()
    areas.feed(client.get(address).content.decode())
    return areas.texts


def test_the_line_to_copy_shows_the_same(client, settings):
    settings.PUBLIC_BASE_URL = "https://makerloom.example"
    (line,) = lines_of(client, "/venues/clay/")
    ((tag, attrs),) = Page(line).elements
    assert tag == "iframe"
    assert attrs["src"] == "https://makerloom.example/embed/venues/clay/?lang=en"
    assert attrs["title"] == "Clay"
    (line,) = lines_of(client, f"/?q=pottery&{NEAR}")
    ((_tag, attrs),) = Page(line).elements
    assert "q=pottery&near=-0.055%2C51.545" in attrs["src"]
    path = attrs["src"].removeprefix("https://makerloom.example")
    assert "Clay" in client.get(path).content.decode()


def test_a_hostile_name_stays_a_name_in_the_line(client):
    name = '"><script>alert(1)</script><x title="'
    venue(name)
    slug = Venue.objects.get(name=name).slug
    (line,) = lines_of(client, f"/venues/{slug}/")
    ((tag, attrs),) = Page(line).elements
    assert tag == "iframe"
    assert attrs["title"] == name


def test_a_search_from_a_position_warns_that_the_line_contains_it(client):
    told = "This code contains your location"
    assert told in client.get(f"/?q=pottery&{NEAR}").content.decode()
    assert told not in client.get("/?q=pottery").content.decode()
