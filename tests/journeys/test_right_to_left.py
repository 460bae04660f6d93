"""Every page from right to left, in words two fifths longer than English.

In every run no page of each kind is wider than a phone; `--all` asks axe as well, of
all pages in all four ways.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.page_checks import violations
from tests.journeys.people import like, sign_in
from tests.journeys.pseudo_locale import LANGUAGE, pseudo, spoken_here
from tests.journeys.test_accessibility import PERSONAL, PUBLIC, REST
from tests.journeys.test_find_a_place_to_make_it import PLANNED, a_person

pytestmark = [pytest.mark.journey, pytest.mark.django_db]

MATRIX = [
    pytest.param((PHONE, "light"), id="phone-light"),
    pytest.param((PHONE, "dark"), id="phone-dark"),
    pytest.param((DESKTOP, "light"), id="desktop-light"),
    pytest.param((DESKTOP, "dark"), id="desktop-dark"),
]


@pytest.fixture(scope="module", autouse=True)
def language(site: str, tmp_path_factory) -> Iterator[str]:
    with spoken_here(tmp_path_factory.mktemp("locale")) as tag:
        yield tag


@pytest.fixture(params=MATRIX)
def way(request) -> tuple[dict[str, int], str]:
    return request.param


@contextmanager
def reading(browser: Browser, site: str, size=PHONE, scheme="light") -> Iterator[Page]:
    context = browser.new_context(
        viewport=size,
        color_scheme=scheme,
        base_url=site,
        extra_http_headers={"Accept-Language": LANGUAGE},
        service_workers="block",
        reduced_motion="reduce",
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def reader(way, browser: Browser, site: str) -> Iterator[Page]:
    with reading(browser, site, *way) as page:
        yield page


@pytest.fixture
def phone(browser: Browser, site: str) -> Iterator[Page]:
    with reading(browser, site) as page:
        yield page


def faults(page: Page, address: str) -> list[str]:
    """Return what axe finds, and by how much the page is wider than the window."""
    return [*violations(page, address), *laid_out(page, address)]


def laid_out(page: Page, address: str) -> list[str]:
    """Return whether the open page is not mirrored, and by how much it is too wide."""
    mirrored = page.locator("html").get_attribute("dir") == "rtl"
    wide = too_wide(page, address)
    return wide if mirrored else [f"{address}: not mirrored", *wide]


def too_wide(page: Page, address: str) -> list[str]:
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [f"{address}: {wide} px too wide"] if wide > 0 else []


@pytest.mark.long
def test_public_pages_mirror_and_hold_longer_words(reader: Page):
    assert [fault for address in PUBLIC for fault in faults(reader, address)] == []


@pytest.mark.long
def test_personal_pages_mirror_and_hold_longer_words(reader: Page):
    sign_in(reader, a_person())
    like(reader, f"/tutorials/{PLANNED}/")
    assert [fault for address in PERSONAL for fault in faults(reader, address)] == []


def test_every_page_mirrors_and_is_no_wider_than_a_phone(phone: Page):
    sign_in(phone, a_person())
    like(phone, f"/tutorials/{PLANNED}/")
    wide = []
    for address in REST + PERSONAL:
        phone.goto(address)
        wide += laid_out(phone, address)
    assert wide == []


def test_pseudo_texts_are_longer_and_preserve_placeholders():
    assert pseudo("Open until %(time)s") == "سعهنسع شنرطلشن %(time)s"
    assert len(pseudo("Wheelchair")) == 1.4 * len("Wheelchair")
