"""Each venue as SpaceAPI 15: made-up ones, and every space of a real dump."""

import json
from datetime import timedelta

import pytest
import time_machine

from geoapp.geo.values import Position
from geoapp.publishing.models import PublishedVenue
from geoapp.sources.actions import import_file
from geoapp.sources.spaceapi import row_from_document
from geoapp.venues.models import PhotoLicence, Venue
from geoapp.venues.records import Address, HoursRecord, LiveRecord, MachineRecord
from tests.api.feeds.spaceapi_15 import check
from tests.people import member
from tests.photos import photo_of
from tests.sources.lists import SHARED
from tests.world import AT, venue

pytestmark = pytest.mark.django_db
DUMP = SHARED / "spaceapi-dump-2024" / "spaceapi_dump_2024-05.json"
needs_dump = pytest.mark.skipif(not DUMP.is_file(), reason="../shared/data is absent")


def document(client, slug: str) -> dict:
    answer = client.get(f"/venues/{slug}/spaceapi.json")
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    said = json.loads(answer.content)
    check(said)
    return said


@pytest.fixture
def clay(vocabulary, media):
    pk = venue(
        "Clay House",
        offers=[("pottery", "use")],
        machines=[MachineRecord(equipment="kiln", count=2, induction="machine")],
        hours="Mo-Fr 10:00-18:00",
        address=Address(street="1 Kiln Lane", locality="London", country="GB"),
        contact={
            "web": "https://clay.example",
            "matrix": "#clay:example.org",
            "youtube": "https://youtube.example/clay",
            "email": "secret@clay.example",
        },
        price="month",
        price_amount="25.50",
        price_currency="GBP",
        live=LiveRecord(open=True, said_at=AT, since=AT - timedelta(hours=1)),
    )
    return Venue.objects.get(pk=pk)


def test_an_earlier_address_leads_programs_on(clay, client):
    PublishedVenue.objects.filter(pk=clay.pk).update(aliases=["merged"])
    answer = client.get("/venues/merged/spaceapi.json")
    assert answer.status_code == 301
    assert answer["Location"] == f"/venues/{clay.slug}/spaceapi.json"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert client.get("/venues/never/spaceapi.json").status_code == 404


def test_polling_gives_304_when_nothing_changed(clay, client):
    address = f"/venues/{clay.slug}/spaceapi.json"
    with time_machine.travel(AT, tick=False):
        tag = client.get(address)["ETag"]
        known = {"if-none-match": tag}
        assert client.get(address, headers=known).status_code == 304
    with time_machine.travel(AT + timedelta(minutes=31), tick=False):
        later = client.get(address, headers=known)
    assert later.status_code == 200  # what a live state says has an end
    assert later["Cache-Control"] == "public, no-cache"


def test_a_whole_document(clay, client):
    photo = photo_of(clay, member("potter"))
    with time_machine.travel(AT + timedelta(minutes=5), tick=False):
        said = document(client, clay.slug)
    assert said["space"] == "Clay House"
    assert said["url"] == "https://clay.example"
    assert said["location"]["address"] == "1 Kiln Lane, London, GB"
    assert said["location"]["timezone"] == "Europe/London"
    assert said["state"]["open"] is True
    assert said["state"]["lastchange"] == int((AT - timedelta(hours=1)).timestamp())
    assert said["contact"] == {"matrix": "#clay:example.org"}
    assert "https://youtube.example/clay" in {link["url"] for link in said["links"]}
    assert "secret@" not in json.dumps(said)
    (plan,) = said["membership_plans"]
    assert (plan["value"], plan["billing_interval"]) == (25.5, "monthly")
    (machine,) = said["ext_machines"]
    assert (machine["equipment"], machine["count"]) == ("kiln", 2)
    assert said["ext_opening_hours"] == "Mo-Fr 10:00-18:00"
    (shown,) = said["ext_photos"]
    assert shown["licence"] == PhotoLicence.BY
    assert shown["author"] == "Ada Potter"
    assert str(photo.pk) in shown["url"]
    assert said["ext_sources"][0]["licence"] == "CC0-1.0"


def test_an_old_report_is_no_state(clay, client):
    with time_machine.travel(AT + timedelta(hours=2), tick=False):
        assert "state" not in document(client, clay.slug)


def test_a_photo_that_nobody_accepted_is_not_in_it(clay, client):
    photo_of(clay, member("potter"), accepted=False)
    assert "ext_photos" not in document(client, clay.slug)


def test_our_own_reader_takes_it(clay, client):
    said = document(client, clay.slug)
    row = row_from_document(said, reference="one", said_at=AT)
    assert row.refused == ""
    assert row.record.name == "Clay House"
    assert row.record.position == Position(lon=-0.0553, lat=51.545)
    assert row.record.hours == (
        HoursRecord(audience="public", text="Mo-Fr 10:00-18:00"),
    )
    assert (row.record.price, row.record.price_amount) == ("month", "25.50")


def test_a_home_gives_its_area_only(vocabulary, client):
    pk = venue(
        "Home",
        at=Position(lon=-0.0712345, lat=51.5487654),
        precision="area",
        address=Address(street="17 Hidden Lane", locality="London", country="GB"),
        directions_hint="Blue door",
    )
    said = document(client, Venue.objects.get(pk=pk).slug)
    assert said["location"]["address"] == "London, GB"
    assert said["location"]["ext_precision"] == "area"
    text = json.dumps(said)
    for secret in ("0.0712", "51.5487", "Hidden", "Blue door"):
        assert secret not in text


def test_the_page_leads_to_it(clay, client):
    page = client.get(f"/venues/{clay.slug}/").content.decode()
    assert f'href="/venues/{clay.slug}/spaceapi.json"' in page
    assert client.get("/venues/nowhere/spaceapi.json").status_code == 404


@needs_dump
@pytest.mark.long
def test_every_space_of_a_real_dump_is_given_back_by_the_schema(vocabulary, client):
    import_file(path=DUMP, at=AT)
    slugs = list(PublishedVenue.objects.values_list("slug", flat=True))
    assert len(slugs) > 150
    for slug in slugs:
        document(client, slug)
