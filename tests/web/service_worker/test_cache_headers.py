"""Which answers a device may keep, what it is told of the site, and when it forgets."""

import json
import re

import pytest
from django.contrib.auth import get_user_model
from django.contrib.staticfiles import finders

from geoapp.publishing.models import PublishedVenue
from geoapp.web.service_worker.cache_headers import KEEP
from tests.world import record, venues

pytestmark = pytest.mark.django_db


@pytest.fixture
def clay(vocabulary):
    venues(record('Clay "&" House', offers=[("pottery", "use")]))
    return PublishedVenue.objects.get()


@pytest.fixture
def person(db):
    return get_user_model().objects.create_user(email="ada@example.org", password="x")


def test_list_and_place_may_be_cached_under_their_titles(client, clay):
    assert client.get("/?craft=pottery")[KEEP] == "Pottery%20and%20ceramics"
    assert client.get("/")[KEEP] == "Map"
    assert client.get(f"/venues/{clay.slug}/")[KEEP] == "Clay%20%22%26%22%20House"


@pytest.mark.parametrize(
    "address",
    [
        "/?near=-0.05,51.54",
        "/?near=-0.05,51.54&where=+",
        "/?near=-0.05,51.54&where=No+town+is+called+so",
        "/?near=-0.05,51.54&bbox=-0.06,51.53,-0.04,51.55",
        "/results/",
        "/tutorials/",
        "/make/",
        "/account/",
        "/likes/",
        "/accounts/login/",
        "/no-network/",
        "/venues/nobody/",
        "/api/",
    ],
)
def test_no_other_page_may_be_cached(client, clay, address):
    assert KEEP not in client.get(address, follow=True)


def test_pages_of_signed_in_users_are_not_cached(client, clay, person):
    client.force_login(person)
    for address in ("/", f"/venues/{clay.slug}/"):
        assert KEEP not in client.get(address)


def test_a_page_with_a_message_is_not_cached(client, clay, person):
    client.force_login(person)
    client.post("/accounts/logout/")
    assert "signed out" in client.get("/").content.decode()
    client.force_login(person)
    client.post("/accounts/logout/")
    assert KEEP not in client.get("/")
    assert KEEP in client.get("/")


def test_signing_out_lets_the_browser_forget(client, clay, person):
    client.force_login(person)
    assert "Clear-Site-Data" not in client.get("/")
    assert client.post("/accounts/logout/")["Clear-Site-Data"] == '"storage"'


def test_the_worker_gets_its_release_and_existing_files(client):
    answer = client.get("/sw.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert "no-cache" in answer["Cache-Control"]
    assert "Cookie" not in answer.get("Vary", "")
    told = json.loads(
        answer.content.decode()
        .split("\n")[0]
        .removeprefix("self.CONFIG = ")
        .rstrip(";")
    )
    assert re.fullmatch(r"[0-9a-f]{12}", told["release"])
    assert "/static/makerloom/css/tokens.css" in told["files"]
    for address in told["files"]:
        assert finders.find(address.removeprefix("/static/")), address


def test_the_manifest_has_what_installing_needs(client):
    answer = client.get("/manifest.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json"
    said = answer.json()
    assert (said["start_url"], said["scope"], said["display"]) == (
        "/",
        "/",
        "standalone",
    )
    assert {(i["sizes"], i["purpose"]) for i in said["icons"]} == {
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    }
    assert said["share_target"]["action"] == "/make/"
    assert set(said["share_target"]["params"]) == {"title", "text", "url"}
    for address in [said["start_url"], *(s["url"] for s in said["shortcuts"])]:
        assert client.get(address).status_code in (200, 302)


def test_a_shared_place_shows_its_own_title_and_a_picture(client, clay, settings):
    settings.PUBLIC_BASE_URL = "https://makerloom.example"
    page = client.get(f"/venues/{clay.slug}/").content.decode()
    head = page.split("</head>")[0]
    assert 'property="og:title" content="Clay &quot;&amp;&quot; House' in head
    address = f"https://makerloom.example/venues/{clay.slug}/"
    assert f'<link rel="canonical" href="{address}">' in head
    assert f'property="og:url" content="{address}"' in head
    picture = re.search(r'property="og:image" content="([^"]+)"', head)
    assert picture
    assert picture[1].startswith("https://makerloom.example/static/makerloom/img/")
    assert 'property="og:image:alt"' in head
    assert head.count("<title>") == 1
