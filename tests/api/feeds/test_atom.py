"""The feed: parsed by expat, stable ids, honest times, nothing of a home."""

from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from geoapp.geo.points import to_point
from geoapp.geo.values import Position
from geoapp.publishing.actions import refresh
from geoapp.publishing.models import PublishedVenue
from geoapp.venues.actions.change_publication import withdraw_venue
from geoapp.venues.models import Venue
from tests.safety.payloads import EVERY
from tests.world import AT, record, venue, venues

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
GEORSS = "{http://www.georss.org/georss}"
FEED = "/api/feeds/venues.atom"


def read(client: Client, **params) -> ET.Element:
    answer = client.get(FEED, params)
    assert answer.status_code == 200
    kind = answer.headers["Content-Type"]
    assert kind == "application/atom+xml; charset=utf-8"
    return ET.fromstring(  # noqa: S314 - of our own making
        b"".join(answer.streaming_content)
    )


def entries(feed: ET.Element) -> list[dict[str, str]]:
    """Return each entry's elements by name; the required ones once (RFC 4287)."""
    found = []
    for entry in feed.iter(f"{ATOM}entry"):
        for name in ("id", "title", "updated"):
            assert len(entry.findall(f"{ATOM}{name}")) == 1
        found.append({one.tag.partition("}")[2]: one.text or "" for one in entry})
    return found


def test_it_lists_new_and_changed_venues_latest_first(vocabulary, client):
    first, second = venue("First"), venue("Second", offers=[("pottery", "use")])
    Venue.objects.filter(pk=first).update(summary="Now with a kiln")
    refresh(venue_ids=[first, second], at=AT + timedelta(hours=5))
    feed = read(client)
    assert [e["title"] for e in entries(feed)] == ["First", "Second"]
    changed, kept = entries(feed)
    assert changed["updated"] == "2026-11-25T17:00:00Z"
    assert changed["published"] == kept["published"] == "2026-11-25T12:00:00Z"
    assert kept["updated"] == "2026-11-25T12:00:00Z"
    assert feed.findtext(f"{ATOM}updated") == "2026-11-25T17:00:00Z"
    assert changed["id"] == f"urn:uuid:{first}"
    assert "Test list, CC0-1.0" in kept["rights"]
    assert kept["point"] == "51.545000 -0.055300"
    category = feed.find(f"{ATOM}entry[2]/{ATOM}category")
    assert category.attrib == {"term": "pottery", "label": "Pottery and ceramics"}
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Makerloom"


def test_it_takes_the_filters_of_a_search_and_its_id_hangs_on_them(vocabulary, client):
    venues(record("Clay", offers=[("pottery", "use")]), record("Wood"))
    feed = read(client, craft="pottery")
    assert [e["title"] for e in entries(feed)] == ["Clay"]
    whole = read(client)
    assert feed.findtext(f"{ATOM}id") != whole.findtext(f"{ATOM}id")
    assert read(client).findtext(f"{ATOM}id") == whole.findtext(f"{ATOM}id")
    (own,) = (x for x in feed.findall(f"{ATOM}link") if x.get("rel") == "self")
    assert own.get("href").endswith(f"{FEED}?craft=pottery")
    for query in ("limit=3", "without_source=x", "nonsense=1", "near=x"):
        answer = client.get(f"{FEED}?{query}")
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["parameter"] == query.partition("=")[0]


def test_nothing_found_is_a_feed(vocabulary, client):
    feed = read(client, craft="pottery")
    assert entries(feed) == []
    assert feed.findtext(f"{ATOM}updated")


def test_what_is_withdrawn_leaves_it(vocabulary, client):
    pk = venue("Gone")
    withdraw_venue(venue_id=pk)
    assert entries(read(client)) == []


def test_a_home_that_moves_inside_its_area_leaves_no_trace(vocabulary, client):
    pk = venue("Home", precision="area")
    before = ET.tostring(read(client))
    (entry,) = entries(read(client))
    assert entry["radius"] == "1100"
    there = PublishedVenue.objects.get(pk=pk).public_point
    moved = Position(lon=there.x, lat=there.y + 0.0003)
    Venue.objects.filter(pk=pk).update(location=to_point(moved), street="1 New Row")
    refresh(venue_ids=[pk], at=AT + timedelta(days=2))
    assert ET.tostring(read(client)) == before


TEXTS = (*EVERY, "\x0b\x1f & <b>", "]]>\x85\ufffe", "a\r\nb")


@pytest.mark.parametrize("texts", [TEXTS[:40], TEXTS[40:]])
def test_no_text_becomes_markup(vocabulary, client, texts):
    said = [record(f"A {text}", summary=text) for text in texts]
    names = dict(zip(venues(*said), (one.name for one in said), strict=True))
    feed = read(client)
    told = {e["id"].removeprefix("urn:uuid:"): e["title"] for e in entries(feed)}
    assert told == {str(pk): as_xml_holds_it(name) for pk, name in names.items()}
    tags = {one.tag for one in feed.iter()}
    names = ("feed", "title", "id", "updated", "author", "name", "link", "entry")
    more = ("published", "summary", "rights", "category")
    allowed = {f"{ATOM}{name}" for name in (*names, *more)} | {f"{GEORSS}point"}
    assert tags <= allowed


def as_xml_holds_it(text: str) -> str:
    """Return what a parser gives back: controls gone, line ends as one."""
    seen = "".join(c for c in text if c in "\t\n\r" or c >= " ")
    return seen.replace("\ufffe", "").replace("\r\n", "\n").replace("\r", "\n")
