"""T16: files, feeds and lists for programs tell nothing that no page may show."""

import json

import pytest

from geoapp.geo.values import Position
from geoapp.venues.models import Venue
from geoapp.venues.records import Address
from geoapp.venues.signals import send_venues_changed
from tests.people import member
from tests.photos import photo_of
from tests.web.factories import tutorial
from tests.world import record, venues

pytestmark = pytest.mark.django_db

STATES = ("draft", "pending", "refused", "withdrawn")
SECRET = "Zinnoberhof"
SHOW_IT = (
    *(f"/api/exports/venues.{e}" for e in ("geojsonl", "csv", "gpkg", "fgb", "ics")),
    f"/api/exports/venues.csv?q={SECRET}",
    "/api/exports/venues.csv?near=-0.0712,51.5488&radius_m=200000",
    "/api/feeds/venues.atom",
    "/api/feeds/venues.atom?bbox=-1,51,1,52",
    "/sitemap/venues-0-of-1.xml",
)
ADDRESSES = (
    *SHOW_IT,
    "/api/exports/venues.geojsonl?without_source=test-list",
    "/sitemap.xml",
    "/sitemap/pages.xml",
    "/sitemap/tutorials.xml",
    "/robots.txt",
)


def data(client, address: str) -> bytes:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return b"".join(answer) if answer.streaming else answer.content


@pytest.fixture
def world(vocabulary, media):
    _shown, hidden = venues(
        record("Clay House", hours="Mo-Fr 10:00-18:00"),
        record(
            SECRET,
            summary=f"All of {SECRET}",
            hours="Mo-Fr 10:00-18:00",
            contact={"web": f"https://{SECRET}.example", "email": "a@leak.example"},
        ),
    )
    place = Venue.objects.get(pk=hidden)
    photo_of(place, member("potter"))
    return place


@pytest.mark.parametrize("state", STATES)
def test_what_is_not_published_is_in_none_of_them(world, client, state):
    for address in SHOW_IT:
        assert SECRET.lower().encode() in data(client, address).lower(), address
    slug = world.slug
    Venue.objects.filter(pk=world.pk).update(publication=state)
    send_venues_changed([world.pk])
    wanted = (SECRET.lower(), str(world.pk), slug)
    leaks = [
        address
        for address in ADDRESSES
        if any(one.encode() in data(client, address).lower() for one in wanted)
        # A feed names the question that it answers.
        and f"q={SECRET}" not in address
    ]
    assert leaks == []
    assert client.get(f"/venues/{slug}/spaceapi.json").status_code == 404


def test_no_mail_address_is_in_any_of_them(world, client):
    for address in (*ADDRESSES, f"/venues/{world.slug}/spaceapi.json"):
        assert b"leak.example" not in data(client, address), address


def test_an_unconfirmed_tutorial_is_on_no_sitemap(world, client):
    made = tutorial("Bowl", slug="a-bowl")
    assert b"a-bowl" in data(client, "/sitemap/tutorials.xml")
    type(made).objects.update(review="pending", added_by=member("adder"))
    assert b"a-bowl" not in data(client, "/sitemap/tutorials.xml")


def test_a_home_is_an_area_in_all_of_them(vocabulary, client):
    (pk,) = venues(
        record(
            "Home Pottery",
            at=Position(lon=-0.0712345, lat=51.5487654),
            precision="area",
            hours="Mo-Fr 10:00-18:00",
            address=Address(
                street="17 Hidden Lane",
                locality="London",
                region="Clapton",
                postcode="E5 0ZZ",
                country="GB",
            ),
            directions_hint="Blue door",
            floor="3rd",
            url="https://example.org/list/of-ada",
        )
    )
    slug = Venue.objects.get(pk=pk).slug
    for address in (*ADDRESSES, f"/venues/{slug}/spaceapi.json"):
        seen = data(client, address).replace(b"-0.0712,51.5488", b"")
        for secret in (
            *(b"0.0712", b"51.5487", b"Hidden", b"Clapton", b"E5 0ZZ"),
            *(b"Blue door", b"3rd", b"of-ada", b'"floor": ["', b"GEO:"),
        ):
            assert secret not in seen, (address, secret)
    said = json.loads(data(client, f"/venues/{slug}/spaceapi.json"))
    assert said["location"]["ext_precision"] == "area"
