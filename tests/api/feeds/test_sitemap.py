"""The sitemap names every page that stands for itself, each once, and no other."""

from uuid import UUID
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test import Client

from geoapp.api.feeds import sitemap
from geoapp.publishing.models import PublishedVenue
from geoapp.venues.actions.change_publication import withdraw_venue
from tests.drawing import ALL
from tests.web.factories import tutorial
from tests.world import record, venue, venues

pytestmark = pytest.mark.django_db

NS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def locations(client: Client, path: str) -> list[str]:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/xml"
    data = answer.content
    root = ET.fromstring(data)  # noqa: S314 - of our own making
    return [
        one.text.partition("://")[2].partition("/")[2] for one in root.iter(f"{NS}loc")
    ]


def everything(client: Client) -> list[str]:
    parts = locations(client, "/sitemap.xml")
    return [there for part in parts for there in locations(client, f"/{part}")]


def test_it_leads_to_every_published_venue_and_tutorial(vocabulary, client):
    venues(record("Clay House"), record("Wood & <Loft>"))
    withdraw_venue(venue_id=venue("Gone"))
    tutorial()
    told = everything(client)
    assert len(told) == len(set(told))
    there = [path for path in told if path.startswith("venues/")]
    assert there == [
        f"venues/{slug}/"
        for slug in PublishedVenue.objects.order_by("pk").values_list("slug", flat=True)
    ]
    assert "tutorials/throw-a-pot/" in told
    assert {"", "crafts/pottery/", "equipment/kiln/", "about/"} <= set(told)
    # A usual run opens every fifth of the many pages of crafts and machines.
    terms = [path for path in told if path.startswith(("crafts/", "equipment/"))]
    skipped = set() if ALL else set(terms) - set(terms[::5])
    for path in told:
        if path not in skipped:
            assert client.get(f"/{path}").status_code == 200, path


def test_what_is_withdrawn_is_at_once_on_none(vocabulary, client):
    venues(record("Clay House"))
    going = venue("Going")
    before = client.get("/sitemap/venues-0-of-1.xml")
    known = {"if-none-match": before["ETag"]}
    again = client.get("/sitemap/venues-0-of-1.xml", headers=known)
    assert (again.status_code, again["Cache-Control"]) == (304, "public, no-cache")
    withdraw_venue(venue_id=going)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    after = client.get("/sitemap/venues-0-of-1.xml", headers=known)
    assert b"going" not in after.content


def test_robots_txt_names_it(vocabulary, client):
    text = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in text.splitlines()
    assert "Disallow: /api/exports/venues.csv" in text.splitlines()


def test_parts_hold_every_venue_once(vocabulary, client, monkeypatch):
    rows = venues(*[record(f"V{n}", external_id=f"v{n}") for n in range(60)])
    monkeypatch.setattr(sitemap, "MAX_URLS", 20)
    monkeypatch.setattr(sitemap, "_FULL", 12)
    parts = sitemap.parts_for(60)
    assert parts == 8
    told = [
        path
        for part in range(parts)
        for path in locations(client, f"/sitemap/venues-{part}-of-{parts}.xml")
    ]
    assert len(told) == len(set(told)) == len(rows)


def test_a_million_venues_go_into_parts_of_less_than_fifty_thousand():
    assert sitemap.parts_for(50_000) == 1
    assert sitemap.parts_for(50_001) == 2
    assert 1_000_000 / sitemap.parts_for(1_000_000) < 45_000
    assert UUID(int=sitemap._ALL_IDS - 1).hex == "f" * 32


@pytest.mark.parametrize("part", ["1-of-1", "0-of-3", "0-of-0", "5-of-4", "0-of-99999"])
def test_what_is_no_part_is_not_there(vocabulary, client, part):
    assert client.get(f"/sitemap/venues-{part}.xml").status_code == 404
