"""Every page from right to left, in words two fifths longer than English."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.people import sign_up
from tests.journeys.pseudo import LANGUAGE, pseudo, spoken_here
from tests.journeys.test_accessibility import PERSONAL, PUBLIC, violations
from tests.journeys.test_find_a_place_to_make_it import PLANNED, a_person

pytestmark = [pytest.mark.journey, pytest.mark.django_db]

SAMPLE = [
    pytest.param((PHONE, "light"), id="phone-light"),
    pytest.param((DESKTOP, "dark"), id="desktop-dark"),
]
REST = [
    pytest.param((PHONE, "dark"), id="phone-dark", marks=pytest.mark.long),
    pytest.param((DESKTOP, "light"), id="desktop-light", marks=pytest.mark.long),
]


@pytest.fixture(scope="module", autouse=True)
def language(site: str, tmp_path_factory) -> Iterator[str]:
    with spoken_here(tmp_path_factory.mktemp("locale")) as tag:
        yield tag


@pytest.fixture(params=[*SAMPLE, *REST])
def reader(request, browser: Browser, site: str) -> Iterator[Page]:
    size, scheme = request.param
    context = browser.new_context(
        viewport=size,
        color_scheme=scheme,
        base_url=site,
        extra_http_headers={"Accept-Language": LANGUAGE},
        reduced_motion="reduce",
    )
    yield context.new_page()
    context.close()


def faults(page: Page, address: str) -> list[str]:
    """Return what axe finds, and whether the page is wider than the window."""
    found = violations(page, address)
    assert page.locator("html").get_attribute("dir") == "rtl"
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [*found, *([f"{address}: {wide} px too wide"] if wide > 0 else [])]


def test_public_pages_mirror_and_hold_longer_words(reader: Page):
    assert [fault for address in PUBLIC for fault in faults(reader, address)] == []


def test_personal_pages_mirror_and_hold_longer_words(reader: Page):
    reader.set_extra_http_headers({})
    sign_up(reader, a_person())
    reader.goto(f"/tutorials/{PLANNED}/")
    reader.locator(".like button").first.click()
    reader.set_extra_http_headers({"Accept-Language": LANGUAGE})
    assert [fault for address in PERSONAL for fault in faults(reader, address)] == []


def test_the_words_are_longer_and_keep_their_places():
    assert pseudo("Open until %(time)s") == "سعهنسع شنتطلشن %(time)s"
    assert len(pseudo("Wheelchair accessible")) >= 1.4 * len("Wheelchair accessible")
