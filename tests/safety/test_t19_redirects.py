"""T19: nobody is led off the site, and no forged host is believed or kept."""

import re
from urllib.parse import quote, urljoin, urlsplit

import pytest
from django.core import mail
from django.test import Client

from geoapp.accounts.models import User
from geoapp.tutorials.models import Like
from tests.databases import world_of_module
from tests.drawing import ALL
from tests.safety.redirect_targets import EVERY, EVIL
from tests.web.factories import signed_in, tutorial
from tests.world import venue

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]
SOME = EVERY if ALL else EVERY[::4]
HERE = "http://testserver"
PASSWORD = "a-kiln-at-midnight-7"

FORGED = (
    {"HTTP_HOST": EVIL},
    {"HTTP_HOST": f"testserver@{EVIL}"},
    {"HTTP_HOST": f"testserver:80@{EVIL}"},
    {"HTTP_HOST": f"testserver.{EVIL}"},
    {"HTTP_HOST": f"testserver, {EVIL}"},
    {"HTTP_HOST": f"testserver:{EVIL}"},
    {"HTTP_X_FORWARDED_HOST": EVIL},
    {"HTTP_X_FORWARDED_PROTO": "https", "HTTP_X_FORWARDED_PORT": "4444"},
    {"HTTP_X_FORWARDED_SERVER": EVIL},
    {"HTTP_X_HOST": EVIL},
    {"HTTP_X_ORIGINAL_HOST": EVIL},
    {"HTTP_X_ORIGINAL_URL": f"//{EVIL}/"},
    {"HTTP_X_REWRITE_URL": f"//{EVIL}/"},
    {"HTTP_FORWARDED": f"host={EVIL};proto=https"},
    {"HTTP_X_FORWARDED_PREFIX": f"//{EVIL}"},
)
PAGES = (
    "/",
    "/?q=pottery",
    "/results/",
    "/list.csv",
    "/venues/clay/",
    "/tutorials/",
    "/tutorials/throw-a-pot/",
    "/make/",
    "/crafts/pottery/",
    "/equipment/kiln/",
    "/offline-activities/",
    "/about/",
    "/embed/",
    "/embed/search/",
    "/embed/venues/clay/",
    "/embed/make-it-near-you.js",
    "/accounts/login/",
    "/accounts/signup/",
    "/likes/",
    "/api/collections/venues/items",
    "/api/tutorials",
    "/nowhere/",
)
PERSONAL = (
    "/likes/",
    "/account/",
    "/account/likes.json",
    "/account/likes/delete/",
    "/tutorials/add/",
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/logout/",
)
# Public, but with the name of the account in the head, or its likes marked.
MIXED = ("/", "/tutorials/", "/tutorials/throw-a-pot/", "/venues/clay/", "/make/")


def _make_world() -> None:
    venue("Clay", offers=[("pottery", "use")])
    tutorial()


world = world_of_module(_make_world)


def stays(location: str) -> bool:
    """Whether a browser that follows it stays here (WHATWG URL, 4.4)."""
    bare = re.sub(r"[\t\n\r]", "", location.strip("".join(map(chr, range(33)))))
    bare = re.sub(r"^(https:|http:(?=//))?/{2,}", r"\1//", bare.replace("\\", "/"))
    bare = re.sub(r"^https:/*", "https://", bare)
    said = urlsplit(urljoin(f"{HERE}/", bare))
    return (said.scheme, said.netloc) == ("http", "testserver")


def leads(answer) -> list[str]:
    """Return where an answer leads by its head."""
    assert answer.status_code < 500
    names = ("Location", "Refresh", "Content-Location", "Link")
    return [answer[name] for name in names if name in answer]


def test_there_are_eighty_variants(record_property):
    record_property("payloads", len(EVERY))
    assert len(EVERY) >= 80


@pytest.mark.parametrize(
    "location",
    ["//x", "///x", "\\\\x", "/\\x", "https:x", "http:///x", "/\t/x", "data:,x"],
)
def test_this_check_sees_what_leaves(location):
    assert not stays(location)


@pytest.mark.parametrize(
    ("address", "form"),
    [
        ("/tutorials/throw-a-pot/like/", {}),
        ("/tutorials/throw-a-pot/unlike/", {}),
        ("/likes/home-point/", {"near": "1,51"}),
        ("/account/home-point/", {"near": "1,51"}),
        ("/account/likes/delete/", {}),
        ("/tutorials/add/", {"url": "https://example.org/new", "title": "x"}),
        ("/accounts/email/", {"action_send": "", "email": "maker@example.org"}),
        ("/accounts/password/change/", {"oldpassword": "x"}),
    ],
)
def test_nothing_that_a_person_does_leads_away(client, address, form):
    signed_in(client)
    # Only the first two read a target; the others are asked whether they begin to.
    for target in SOME if address.startswith("/tutorials/throw") else EVERY[::12]:
        query = f"{address}?next={quote(target, safe='')}"
        for answer in (
            client.post(query, form),
            client.post(address, {**form, "next": target}),
        ):
            assert all(stays(location) for location in leads(answer)), target


@pytest.mark.parametrize("address", ["/accounts/login/", "/accounts/signup/"])
def test_no_way_in_leads_away(client, address):
    signed_in(client)
    for target in SOME:
        answer = client.get(f"{address}?next={quote(target, safe='')}")
        assert answer.status_code == 302, target
        assert all(stays(location) for location in leads(answer)), target


def test_signing_in_and_out_leads_nowhere_else(monkeypatch, settings):
    settings.ACCOUNT_RATE_LIMITS = False
    person = signed_in(Client())
    person.set_password(PASSWORD)
    person.save()
    form = {"login": person.email, "password": PASSWORD}
    for target in SOME:
        client = Client()
        answer = client.post("/accounts/login/", {**form, "next": target})
        assert answer.status_code == 302, target
        assert all(stays(location) for location in leads(answer)), target
        answer = client.post("/accounts/logout/", {"next": target})
        assert answer.status_code == 302, target
        assert all(stays(location) for location in leads(answer)), target


def test_a_stranger_is_led_to_an_account_and_back_here(client):
    for target in EVERY:
        answer = client.post("/tutorials/throw-a-pot/like/", {"next": target})
        assert answer["Location"].startswith("/accounts/signup/?next=%2Ftutorials")
    for address in PERSONAL:
        answer = client.get(f"{address}?next=//{EVIL}")
        assert all(stays(location) for location in leads(answer))


def test_the_pages_of_the_ways_in_carry_no_target_that_leaves(client):
    for address in ("/accounts/login/", "/accounts/signup/", "/accounts/logout/"):
        for target in EVERY[::4]:
            text = client.get(address, {"next": target}).content.decode()
            for link in re.findall(r'(?:href|action)="([^"]*)"', text):
                outside = link.startswith("http") and "openstreetmap" not in link
                assert EVIL not in urlsplit(link).netloc
                assert not outside or EVIL not in link.partition("?")[0]


@pytest.mark.parametrize("forged", FORGED, ids=str)
def test_a_forged_host_is_refused_or_ignored(client, forged):
    # In a usual run three of the heads share each page.
    share = 1 if ALL else len(FORGED) // 3
    for address in PAGES[FORGED.index(forged) % share :: share]:
        answer = client.get(address, **forged)
        assert answer.status_code in (200, 302, 400, 404), address
        assert EVIL not in answer.content.decode("utf-8", "replace"), address
        assert "4444" not in " ".join(leads(answer))
        assert EVIL not in " ".join(f"{n} {v}" for n, v in answer.items()), address
        if "HTTP_HOST" in forged and answer.status_code != 400:
            # What never asks for its host has no way to put it anywhere.
            assert answer.status_code in (200, 302, 404)


@pytest.mark.parametrize("forged", FORGED, ids=str)
def test_no_mail_leads_to_a_forged_host(client, forged):
    User.objects.create_user("known@example.org")
    for address, form in (
        ("/accounts/password/reset/", {"email": "known@example.org"}),
        (
            "/accounts/signup/",
            {
                "email": "new@example.org",
                "password1": PASSWORD,
                "guidelines": "on",
            },
        ),
    ):
        answer = client.post(address, form, **forged)
        assert answer.status_code in (200, 302, 400)
    for message in mail.outbox:
        assert EVIL not in f"{message.subject} {message.body}"


def test_links_of_the_site_come_from_its_own_setting(client, settings):
    settings.PUBLIC_BASE_URL = "https://makerloom.example"
    settings.ALLOWED_HOSTS = ["*"]
    for address in ("/venues/clay/", "/api/collections/venues/items", "/list.csv"):
        said = client.get(address, HTTP_HOST=EVIL).content.decode()
        assert EVIL not in said
        assert "https://makerloom.example/" in said


@pytest.mark.parametrize("address", PERSONAL)
def test_personal_responses_are_uncacheable(client, address):
    signed_in(client)
    answer = client.get(address)
    assert answer.status_code == 200, address
    assert {"private", "no-store"} <= set(
        re.findall(r"[\w-]+", answer["Cache-Control"])
    )


@pytest.mark.parametrize("address", MIXED)
def test_a_page_for_a_user_is_not_cached_for_others(client, address):
    signed_in(client)
    answer = client.get(address)
    assert "Cookie" in answer["Vary"]
    said = set(re.findall(r"[\w-]+", answer.get("Cache-Control", "")))
    assert {"private", "no-store"} <= said


def test_likes_are_as_they_were(client):
    assert not Like.objects.exists()
