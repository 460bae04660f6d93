"""T8 in a browser: the same payloads, every page opened, nothing runs.

Chromium is the judge: no dialog, no violation of the content security policy, no
request to anybody else, no error in the console.
"""

from collections.abc import Iterator, Sequence
from itertools import cycle, product
from urllib.parse import quote

import leaflet
import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page

from geoapp.accounts.models import User
from geoapp.stewardship.guidelines import VERSION
from tests.drawing import ALL
from tests.journeys.page_checks import open_whole
from tests.safety.hostile_world import (
    hostile_tutorials,
    hostile_venues,
    person_with_likes,
)
from tests.safety.payloads import BREAKS, EVERY, MARKUP
from tests.serving import serving
from tests.world import HACKNEY

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("hostile_site")]
NEAR = f"near={HACKNEY}"
WATCH = """
    window.wrong = [];
    for (const name of ["alert", "confirm", "prompt", "print"]) {
        window[name] = () => window.wrong.push(name);
    }
    document.addEventListener("securitypolicyviolation", (event) => {
        window.wrong.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
"""


class Watched:
    """A page that keeps what should not have happened."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.address = address
        self.wrong: list[str] = []
        self.page: Page = context.new_page()
        self.page.add_init_script(WATCH)
        self.page.on("dialog", self._dialog)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("request", self._request)
        self.page.on("console", self._console)

    def _dialog(self, dialog) -> None:
        self.wrong.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    def _request(self, request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.wrong.append(f"a request to {request.url}")

    def _console(self, message) -> None:
        # Browsers ask for it on pages that name no icon, as the admin's.
        if message.type == "error" and "favicon" not in message.location["url"]:
            self.wrong.append(message.text)

    def open(self, path: str, *, whole: bool = True) -> list[str]:
        """Open the page and say what went wrong; `whole` waits for what it fetches."""
        if whole:
            open_whole(self.page, self.address + path)
        else:
            self.page.goto(self.address + path)
        return self.said(path)

    def open_all(self, paths: Sequence[str]) -> list[str]:
        """Open many pages of one kind; every twelfth as a whole."""
        return [
            one
            for number, path in enumerate(paths)
            for one in self.open(path, whole=number % 12 == 0)
        ]

    def said(self, path: str) -> list[str]:
        found = [*self.wrong, *self.page.evaluate("window.wrong")]
        self.wrong.clear()
        return [f"{path}: {one}" for one in found]


@pytest.fixture(scope="module")
def address(hostile_site, basemap, django_db_blocker) -> Iterator[str]:
    """A server before this world."""
    with (
        django_db_blocker.unblock(),
        pytest.MonkeyPatch.context() as patch,
        serving() as address,
    ):
        patch.setitem(leaflet.app_settings, "TILES", [])
        yield address


@pytest.fixture(scope="module")
def people(address, django_db_blocker) -> Iterator[dict[str, str]]:
    """The session of a person who likes everything, who is staff as well."""
    with django_db_blocker.unblock():
        person = person_with_likes()
        User.objects.filter(pk=person.pk).update(
            is_staff=True, is_superuser=True, guidelines_version=VERSION
        )
        client = Client()
        client.force_login(person)
        yield {"name": "sessionid", "value": client.cookies["sessionid"].value}


@pytest.fixture
def watched(browser: Browser, address: str) -> Iterator[Watched]:
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, service_workers="block"
    )
    yield Watched(context, address)
    context.close()


def venue_pages() -> list[str]:
    return [f"/venues/{v.slug}/" for v in hostile_venues("bad")]


def test_the_watch_sees_what_it_is_for(watched):
    watched.open("/")
    watched.page.evaluate("alert(1)")
    watched.page.evaluate(
        "try { document.createElement('script').textContent = 'alert(2)' } catch {}"
    )
    watched.page.wait_for_function("window.wrong.length > 1")
    said = watched.said("/")
    assert any(one.endswith("alert") for one in said)
    assert any("trusted-types" in one for one in said)


EVERY_OR_SOME = pytest.mark.parametrize(
    "step", [18, pytest.param(1, marks=pytest.mark.long)]
)


@pytest.mark.django_db(transaction=False)
@EVERY_OR_SOME
def test_no_venues_page_runs_anything(watched, step):
    pages = venue_pages()
    assert len(pages) == len(EVERY)
    assert watched.open_all(pages[::step]) == []


def test_no_list_and_no_map_runs_anything(watched):
    step, fewer = (5, 10) if ALL else (20, 40)
    lists = [
        f"/?{NEAR}",
        *[f"/?q={quote(text)}" for text in (*MARKUP[::step], *BREAKS[::step])],
        *[f"/?where={quote(text)}" for text in (*MARKUP[1::fewer], *BREAKS[1::fewer])],
    ]
    assert watched.open_all(lists) == []
    assert watched.open("/?bbox=-0.06,51.54,-0.05,51.55") == []
    assert watched.open_all(["/tutorials/", "/tutorials/?page=2"]) == []
    asked = [f"/crafts/?q={quote(text)}" for text in MARKUP[:: 9 if ALL else 18]]
    assert watched.open_all(asked) == []
    terms = ["/crafts/pottery/", f"/equipment/kiln/?{NEAR}"]
    assert watched.open_all([*terms, f"/offline-activities/?{NEAR}"]) == []
    assert watched.open_all(wishes()) == []


def wishes() -> list[str]:
    """Return pages of wishes: each name with each text in `--all`, else each once."""
    names, texts = ("url", "title", "text"), (*MARKUP[::20], *BREAKS[::20])
    pairs = product(names, texts) if ALL else zip(names, texts, strict=True)
    return [f"/make/?{name}={quote(text)}" for name, text in pairs]


def test_what_opens_on_a_click_runs_nothing(watched):
    watched.open("/?q=script")
    for card in watched.page.locator("[data-venue] a").all()[:5]:
        card.hover()
    for number, words in enumerate(("<img", "<img src=x")):
        with watched.page.expect_response("**/suggest/**") as suggestions:
            watched.page.get_by_role("combobox").nth(number).fill(words)
        suggestions.value.finished()
    for mark in watched.page.locator(".leaflet-marker-icon.leaflet-interactive").all()[
        :3
    ]:
        mark.click(force=True)
    assert watched.said("/") == []


@pytest.mark.django_db(transaction=False)
@EVERY_OR_SOME
def test_no_tutorials_page_runs_anything(watched, step):
    tutorials = hostile_tutorials("bad")
    pages = [f"/tutorials/{t.slug}/" for t in tutorials[1 :: 2 * step]]
    pages += [f"/tutorials/{t.slug}/?{NEAR}" for t in tutorials[:: 8 * step]]
    assert watched.open_all(pages) == []


@pytest.mark.django_db(transaction=False)
def test_no_page_of_a_person_or_of_the_admin_runs_anything(watched, people, address):
    watched.page.context.add_cookies([{**people, "url": address}])
    assert watched.open_all([f"/likes/?{NEAR}", "/likes/", "/account/"]) == []
    lists = ["/admin/venues/venue/", "/admin/tutorials/tutorial/"]
    forms = [f"/admin/venues/venue/{v.pk}/change/" for v in hostile_venues("bad")]
    assert watched.open_all([*lists, *forms[:: 8 if ALL else 40]]) == []


@pytest.mark.django_db(transaction=False)
def test_the_admins_map_shows_the_pin_and_lets_it_be_moved(watched, people, address):
    watched.page.context.add_cookies([{**people, "url": address}])
    (venue, *_more) = hostile_venues("plain")
    assert watched.open(f"/admin/venues/venue/{venue.pk}/change/") == []
    assert watched.page.locator(".leaflet-marker-icon").count() == 1
    assert watched.page.locator(".leaflet-draw-edit-edit").count() == 1


KEEPERS_PAGES = ("what/", "make/", "contact/", "preview/", "history/")


@pytest.mark.long
def test_no_page_of_keepers_runs_anything(watched, people):
    """The signed-in person is staff, and so keeps every venue."""
    watched.page.context.add_cookies([{**people, "url": watched.address}])
    kept = [f"/manage/{venue.pk}/" for venue in hostile_venues("bad")]
    pages = [f"{one}{page}" for one in kept for page in KEEPERS_PAGES]
    assert watched.open_all(pages) == []


def test_each_page_of_keepers_runs_nothing_of_a_venue(watched, people):
    watched.page.context.add_cookies([{**people, "url": watched.address}])
    kept = hostile_venues("bad")[::14]
    pages = [
        f"/manage/{venue.pk}/{page}"
        for venue, page in zip(kept, cycle(KEEPERS_PAGES), strict=False)
    ]
    assert len(pages) >= len(KEEPERS_PAGES)
    assert watched.open_all(pages) == []
