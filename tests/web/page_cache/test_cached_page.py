"""A stored page has the bytes that it would have without a store, for everybody."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import Resolver404, URLResolver, get_resolver, resolve
from django.utils import timezone

from geoapp.crafts.choices import Audience
from geoapp.publishing.models import PublishedOpening, PublishedVenue
from geoapp.venues.actions.correct_venue import correct_venue
from geoapp.venues.actions.store_live_states import store_live_states
from geoapp.venues.records import LiveRecord
from geoapp.venues.signals import send_venues_changed
from geoapp.web.page_cache import cached_page as module
from geoapp.web.page_cache.cached_page import cached_page
from tests.databases import world
from tests.demo import load_demo
from tests.drawing import ALL
from tests.people import member

PAGES = 150
# In a usual run these alone; else a crawl begins here, and goes on to whatever kinds of
# page they link to.
SEEDS = (
    "/?where=Leeds",
    "/?craft=pottery",
    "/results/?open_at=now&bbox=-8,50,2,60",
    "/map/view/?bbox=-8,50,2,60&zoom=5",
    "/map/view/?bbox=-0.2,51.4,0.1,51.6&zoom=12",
    "/?q=no+such+thing&bbox=wrong",
    "/crafts/",
    "/crafts/?q=pot",
    "/crafts/woodworking/",
    "/crafts/woodworking/?where=Leeds",
    "/equipment/",
    "/equipment/kiln/",
    "/tutorials/",
)
_LINK = re.compile(rb'href="(/[^"#]*)"')
# Anew in every form: Django masks the token, and a draft has an id of its own.
_TOKEN = re.compile(rb'(name="(?:csrfmiddlewaretoken|draft_id)" value=")[^"]*')
_NOT_PAGES = ("/static/", "/api/", "/accounts/", "/reader/", "/photos/", "/feeds/")


@pytest.fixture(scope="module", autouse=True)
def demo(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The demo world; what is changed is committed, so that it has a version."""
    with django_db_blocker.unblock(), world("demo", load_demo, shared=True):
        yield


@pytest.fixture(autouse=True)
def store(monkeypatch) -> Iterator[None]:
    """An empty store, which is in use."""
    module._store.cache_clear()
    monkeypatch.setattr(settings, "PAGE_CACHE_MB", 8)
    yield
    module._store.cache_clear()


@dataclass
class Visitor:
    """Somebody with a browser of their own."""

    name: str
    headers: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    email: str = ""

    def open(self, target: str, *, stored: bool = True) -> tuple:
        """Return status, headers and body of a page, with or without the store."""
        client = Client(headers=self.headers)
        client.cookies.load(self.cookies)
        if self.email:
            client.force_login(PEOPLE[self.email])
        with pytest.MonkeyPatch.context() as patch:
            if not stored:
                patch.setattr(settings, "PAGE_CACHE_MB", 0)
            response = client.get(target)
        headers = sorted(
            (name, _TOKEN.sub(rb"\1", value.encode()))
            for name, value in response.items()
        )
        cookies = sorted(response.cookies)
        return (
            response.status_code,
            headers,
            cookies,
            _TOKEN.sub(rb"\1", response.content),
        )


PEOPLE: dict = {}


@pytest.fixture(scope="module")
def visitors(demo) -> list[Visitor]:
    """People whose pages differ: language, region, units, and one who is signed in."""
    PEOPLE["a"] = member("reader", home_point="SRID=4326;POINT(-0.05 51.54)")
    return [
        Visitor("anybody"),
        Visitor("German", {"Accept-Language": "de"}),
        Visitor("American", {"Accept-Language": "en-US,en;q=0.9"}),
        Visitor("in miles", cookies={"units": "mi"}),
        Visitor("who chose German", cookies={"django_language": "de"}),
        Visitor("signed in", email="a"),
    ]


@pytest.fixture(scope="module")
def targets(demo) -> list[str]:
    """Pages of every kind; in a long run all that a visitor can reach by links."""
    venue = PublishedVenue.objects.on_map().order_by("slug")[0]
    found = [*SEEDS, venue.get_absolute_url()]
    for target in found if ALL else ():
        if len(found) >= PAGES:
            break
        for link in _LINK.findall(Visitor("anybody").open(target, stored=False)[3]):
            address = link.decode().replace("&amp;", "&")
            if _kind(address) and address not in found:
                found.append(address)
    return found[:PAGES]


def _kind(address: str) -> str:
    if address.startswith(_NOT_PAGES):
        return ""
    try:
        return resolve(address.partition("?")[0]).view_name
    except Resolver404:
        return ""


@pytest.fixture(autouse=True)
def clock(demo) -> Iterator[time_machine.Traveller]:
    """A clock that stands still, in the middle of a minute."""
    with time_machine.travel(timezone.now().replace(second=20), tick=False) as clock:
        yield clock


def test_every_page_has_the_same_bytes_for_everybody(targets, visitors):
    anybody, german, signed_in = visitors[0], visitors[1], visitors[-1]
    for number, target in enumerate(targets):
        another = german if number % 2 else signed_in
        _compare(target, visitors if ALL else [anybody, another])


def test_language_region_and_units_have_their_own_pages(visitors):
    pages = _compare("/?where=Leeds&bbox=-2,53,-1,54", visitors)
    assert len({page[3] for page in pages}) > 3


def _compare(target: str, visitors: list[Visitor]) -> list[tuple]:
    """Return a page as each of them sees it, after comparing stored and made pages."""
    plain = [visitor.open(target, stored=False) for visitor in visitors]
    # In turn, so that whoever comes later finds what the others have left.
    for _again in range(2):
        for visitor, expected in zip(visitors, plain, strict=True):
            assert visitor.open(target) == expected, (target, visitor.name)
    return plain


def test_the_pages_are_of_every_kind_that_is_stored(targets):
    stored = {
        name
        for name, view in _views(get_resolver())
        if getattr(view, "is_cached_page", False)
    }
    assert len(stored) == 8
    assert stored <= {_kind(target) or "map:home" for target in targets}


def _views(resolver: URLResolver, namespace: str = "") -> Iterator[tuple]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _views(
                pattern, f"{pattern.namespace}:" * bool(pattern.namespace)
            )
        else:
            yield f"{namespace}{pattern.name}", pattern.callback


def test_a_stored_page_takes_one_statement():
    anybody = Visitor("anybody")
    for target in ("/", "/?where=Leeds", "/crafts/", "/crafts/woodworking/"):
        anybody.open(target)
        with CaptureQueriesContext(connection) as queries:
            anybody.open(target)
        assert len(queries) == 1, target


def test_an_edit_is_on_every_page_at_once(visitors):
    venue = PublishedVenue.objects.on_map().order_by("slug")[3]
    visitors = [visitors[0], visitors[-1]]
    targets = ["/", venue.get_absolute_url(), f"/?q={venue.name}"]
    before = [visitor.open(t) for t in targets for visitor in visitors]
    for name in ("Renamed Hall", venue.name):
        _change(venue, "name", name)
        for target in targets:
            for visitor in visitors:
                assert visitor.open(target) == visitor.open(target, stored=False)
        assert name.encode() in visitors[0].open(targets[1])[3]
    assert [visitor.open(t) for t in targets for visitor in visitors] == before


def _change(venue: PublishedVenue, name: str, value: object) -> None:
    correct_venue(
        venue_id=venue.pk, field=name, value=value, author=None, at=timezone.now()
    )


def test_a_page_says_that_a_place_opens_at_that_minute(clock, visitors):
    venue, begin = _next_opening(timezone.now())
    target, bodies = venue.get_absolute_url(), []
    for seconds in (-30, -1, 0, 30):
        clock.move_to(begin + timedelta(seconds=seconds))
        for visitor in (visitors[0], visitors[-1]):
            page = visitor.open(target)
            assert page == visitor.open(target, stored=False), seconds
        bodies.append(visitors[0].open(target)[3])
    assert bodies[0] == bodies[1] != bodies[2] == bodies[3]


def _next_opening(at: datetime) -> tuple[PublishedVenue, datetime]:
    """Return the place that opens next, and when."""
    openings = PublishedOpening.objects.filter(
        audience=Audience.PUBLIC, periods__isempty=False
    )
    begin, venue_id = min(
        (begin, str(opening.venue_id))
        for opening in openings
        for begin, _end in opening.periods
        if begin > at + timedelta(minutes=2)
    )
    return PublishedVenue.objects.get(pk=venue_id), begin


def test_a_live_report_ends_with_a_minute(clock, visitors):
    venue = PublishedVenue.objects.on_map().order_by("slug")[5]
    at, target = timezone.now(), venue.get_absolute_url()
    quiet = visitors[0].open(target)
    live = LiveRecord(open=True, message="Open house tonight", said_at=at)
    send_venues_changed(store_live_states(live_records={venue.pk: live}, at=at))
    bodies = []
    for seconds in (0, 30 * 60 - 1, 30 * 60 + 30, 31 * 60):
        clock.move_to(at + timedelta(seconds=seconds))
        page = visitors[0].open(target)
        assert page == visitors[0].open(target, stored=False), seconds
        bodies.append(page[3])
    assert bodies[0] != quiet[3]
    assert [b"Open house tonight" in body for body in bodies[:3]] == [True, True, True]


def test_a_message_is_shown_once_and_to_whom_it_is_for():
    client = Client()
    target = "/crafts/"
    client.get(target)
    client.cookies["messages"] = "forged"
    with CaptureQueriesContext(connection) as queries:
        client.get(target)
    assert len(queries) > 1  # made anew


@pytest.mark.parametrize(
    "query",
    [
        "near=-0.055,51.545",
        "near=-0.055,51.545&where=nowhere",
        "where=51.545,-0.055",
        "q=pottery+51.545+-0.055",
    ],
)
def test_a_position_of_a_visitor_is_stored_nowhere(query):
    anybody = Visitor("anybody")
    for _time in range(2):
        with CaptureQueriesContext(connection) as queries:
            anybody.open(f"/?{query}")
        assert len(queries) > 1
    assert module._store().size == 0


@pytest.mark.parametrize("change", ["cookie", "token", "session", "status", "private"])
def test_a_response_that_is_somebodys_is_not_stored(change):
    times = []

    @cached_page
    def view(request):
        times.append(1)
        response = HttpResponse("Anna's", status=404 if change == "status" else 200)
        if change == "cookie":
            response.set_cookie("wanted", "7")
        if change == "token":
            request.META["CSRF_COOKIE_NEEDS_UPDATE"] = True
        if change == "session":
            request.session["key"] = 1
        if change == "private":
            response["Cache-Control"] = "private"
        return response

    for _time in range(2):
        view(_request())
    assert len(times) == 2


def test_a_view_sees_neither_the_user_nor_the_cookies():
    seen = []

    @cached_page
    def view(request):
        seen.append((str(request.user), dict(request.COOKIES)))
        return HttpResponse("same for all")

    request = _request()
    request.user, request.COOKIES = "Anna", {"wanted_like": "7", "other": "1"}
    view(request)
    assert seen == [("AnonymousUser", {"units": ""})]
    assert (request.user, request.COOKIES) == (
        "Anna",
        {"wanted_like": "7", "other": "1"},
    )


def _request():
    request = RequestFactory().get("/anything/", headers={"host": "localhost"})
    request.user, request.session = None, Client().session
    return request
