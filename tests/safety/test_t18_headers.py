"""T18: who may frame, read and post what, by class of address."""

import pytest
from django.http import HttpResponse
from django.test import Client

from geoapp.accounts.models import User
from geoapp.tutorials.models import Like, Tutorial
from tests.databases import world_of_module
from tests.safety.html import Page
from tests.world import AT, venue

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]
ELSEWHERE = "https://elsewhere.example"
ITEMS = "/api/collections/venues/items"

PAGES = (
    "/",
    "/?q=pottery&near=0,51",
    "/results/",
    "/venues/clay/",
    "/tutorials/",
    "/tutorials/bowl/",
    "/tutorials/bowl/?near=-0.05,51.5",
    "/crafts/",
    "/crafts/pottery/?near=-0.05,51.5",
    "/equipment/",
    "/equipment/kiln/",
    "/offline-activities/?near=-0.05,51.5",
    "/about/",
    "/embed/",
    "/help/",
    "/help/make/",
    "/help/places/",
    "/help/data/",
    "/privacy/",
    "/make/",
    "/make/?title=pottery&near=-0.05,51.5",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/nowhere/",
    "/venues/nothing/",
)
PERSONAL = (
    "/likes/",
    "/likes/?near=-0.05,51.5",
    "/account/",
    "/account/likes/delete/",
    "/tutorials/add/?title=pottery",
    "/accounts/logout/",
)
ADMIN = (
    "/admin/login/",
    "/admin/",
    "/admin/venues/venue/",
    "/admin/tutorials/tutorial/add/",
)
DATA = ("/map/view/?bbox=0,0,1,1", "/map/labels/?bbox=0,0,1,1", "/suggest/?q=pot")
API = (
    ITEMS,
    f"{ITEMS}?near=0,51",
    f"{ITEMS}?bbox=nonsense",
    f"{ITEMS}/00000000-0000-4000-8000-000000000000",
    "/api/tutorials",
    "/api/places?q=leeds",
    "/api/places",
    "/api/nowhere",
)
POSTS = (
    "/tutorials/bowl/like/",
    "/tutorials/bowl/unlike/",
    "/likes/home-point/",
    "/account/home-point/",
    "/account/likes/delete/",
    "/tutorials/add/",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/logout/",
    "/accounts/password/reset/",
    "/admin/login/",
    "/admin/venues/venue/",
)


def _make_world() -> None:
    venue("Clay", offers=[("pottery", "use")])
    Tutorial.objects.create(
        slug="bowl", title="A bowl", url="https://example.org/", site="x", added_at=AT
    )


world = world_of_module(_make_world)


# Other sites may show these in a frame, and no others.
FRAMES = (
    "/embed/venues/clay/",
    "/embed/venues/nothing/",
    "/embed/search/",
    "/embed/search/?q=pottery&near=0,51&bbox=nonsense",
)


def asked(client: Client, address: str, **more) -> HttpResponse:
    return client.get(address, headers={"Origin": ELSEWHERE}, **more)


def policy_of(answer: HttpResponse) -> dict[str, list[str]]:
    parts = answer["Content-Security-Policy"].split(";")
    words = [part.split() for part in parts if part.strip()]
    return {name: values for name, *values in words}


def check_every_answer(answer: HttpResponse) -> None:
    """Assert what holds for everything that the site answers but frames."""
    assert policy_of(answer)["frame-ancestors"] == ["'none'"]
    assert answer["X-Frame-Options"] == "DENY"
    check_every_answer_and_frame(answer)


def check_resource_policy(answer: HttpResponse, policy: str) -> None:
    """Assert which other sites may load it, and that its scripts write no HTML."""
    assert answer["Cross-Origin-Resource-Policy"] == policy
    assert policy_of(answer)["require-trusted-types-for"] == ["'script'"]


def check_every_answer_and_frame(answer: HttpResponse) -> None:
    """Assert what holds for everything that the site answers."""
    policy = policy_of(answer)
    assert policy["default-src"] == ["'self'"]
    assert policy["object-src"] == ["'none'"]
    assert policy["base-uri"] == ["'none'"]
    assert policy["form-action"] == ["'self'"]
    del policy["frame-ancestors"]
    said = {word for values in policy.values() for word in values}
    assert not said & {"'unsafe-inline'", "'unsafe-eval'", "*", "http:", "https:"}
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Access-Control-Allow-Credentials" not in answer
    assert "geolocation=(self)" in answer["Permissions-Policy"]
    assert "camera=()" in answer["Permissions-Policy"]


@pytest.mark.parametrize("address", [*PAGES, *DATA])
def test_a_page_is_framed_and_read_by_nobody_else(client, address):
    answer = asked(client, address)
    assert answer.status_code in (200, 404)
    check_every_answer(answer)
    assert "Access-Control-Allow-Origin" not in answer
    assert "script-src" not in policy_of(answer)  # default-src: our own files
    is_embed = address.startswith("/embed/")
    check_resource_policy(answer, "cross-origin" if is_embed else "same-site")


@pytest.mark.parametrize("address", FRAMES)
def test_a_frame_is_loosened_in_who_may_frame_it_and_in_nothing_else(staff, address):
    answer = asked(staff, address)
    check_every_answer_and_frame(answer)
    assert policy_of(answer)["frame-ancestors"] == ["*"]
    assert "X-Frame-Options" not in answer
    assert "Access-Control-Allow-Origin" not in answer
    assert not answer.cookies
    check_resource_policy(answer, "cross-origin")


@pytest.mark.parametrize("address", [*PERSONAL, *ADMIN])
def test_what_belongs_to_a_person_is_read_by_nobody_else(staff, address):
    answer = asked(staff, address, follow=True)
    assert answer.status_code == 200
    check_every_answer(answer)
    assert "Access-Control-Allow-Origin" not in answer
    assert answer["Cross-Origin-Resource-Policy"] == "same-site"
    # Django's admin writes HTML by itself.
    is_strict = "require-trusted-types-for" in policy_of(answer)
    assert is_strict == (address not in ADMIN)


def test_personal_likes_are_uncacheable(staff):
    assert "no-store" in staff.get("/likes/")["Cache-Control"]


@pytest.mark.parametrize("address", API)
def test_anybody_may_read_the_api_from_any_page_without_credentials(client, address):
    answer = asked(client, address)
    check_every_answer(answer)
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert not answer.cookies
    check_resource_policy(answer, "cross-origin")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_nobody_may_do_anything_else_there_from_another_page(client, method):
    preflight = {
        "Origin": ELSEWHERE,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization",
    }
    answer = getattr(client, method)(ITEMS, headers=preflight)
    assert answer.status_code == (204 if method == "options" else 405)
    assert "Access-Control-Allow-Credentials" not in answer
    allowed = answer.get("Access-Control-Allow-Methods", "")
    assert allowed in {"", "GET, HEAD, OPTIONS"}


def test_the_api_ignores_cookies(staff):
    answer = staff.get(ITEMS)
    assert "Cookie" not in answer.get("Vary", "")
    assert answer.json()["features"]


@pytest.mark.parametrize("address", POSTS)
def test_nothing_is_posted_from_another_page(address):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(User.objects.create(email="x@example.org", is_staff=True))
    before = Like.objects.count()
    answer = strict.post(address, {"near": "1,1"}, headers={"Origin": ELSEWHERE})
    assert answer.status_code == 403
    assert Like.objects.count() == before
    check_every_answer(answer)


@pytest.mark.parametrize("address", ["/tutorials/bowl/like/", "/likes/home-point/"])
def test_nothing_is_changed_by_following_a_link(staff, address):
    assert staff.get(address).status_code == 405


@pytest.mark.parametrize("signed_in", [True, False])
def test_every_form_that_posts_has_its_token(client, signed_in):
    if signed_in:
        client.force_login(User.objects.create(email="x@example.org"))
    posting = 0
    for address in (*PAGES, *PERSONAL):
        text = client.get(address, follow=True).content.decode()
        for form in text.split("<form")[1:]:
            head, _end, body = form.partition(">")
            if 'method="post"' in head:
                posting += 1
                assert "csrfmiddlewaretoken" in body.partition("</form>")[0], address
    assert posting


def test_forms_that_get_carry_no_token_into_the_address(client):
    for address in ("/", "/tutorials/", "/tutorials/bowl/"):
        text = client.get(address).content.decode()
        for form in text.split("<form")[1:]:
            head, _end, body = form.partition(">")
            if 'method="get"' in head:
                assert "csrfmiddlewaretoken" not in body.partition("</form>")[0]


def test_cookies_are_hidden_from_scripts_and_other_sites(client):
    User.objects.create_superuser("x@example.org", "a-kiln-at-midnight-7")
    form = {"login": "x@example.org", "password": "a-kiln-at-midnight-7"}
    cookies = client.post("/accounts/login/?next=/admin/", form).cookies
    session, token = cookies["sessionid"], cookies["csrftoken"]
    assert session["httponly"]
    assert session["samesite"] == token["samesite"] == "Lax"


def test_links_to_other_sites_do_not_hand_over_the_window(client):
    for address in ("/venues/clay/", "/tutorials/bowl/", "/"):
        page = Page(client.get(address).content.decode())
        for tag, attrs in page.elements:
            if tag == "a" and attrs.get("href", "").startswith("http"):
                assert "noopener" in attrs.get("rel", ""), attrs["href"]
                assert "target" not in attrs
