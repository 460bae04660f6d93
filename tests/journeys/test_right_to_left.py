"""Every page from right to left, in words two fifths longer than English."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.page_checks import violations
from tests.journeys.people import like, sign_in
from tests.journeys.pseudo_locale import LANGUAGE, pseudo, spoken_here
from tests.journeys.test_accessibility import PERSONAL, PUBLIC
from tests.journeys.test_find_a_place_to_make_it import PLANNED, a_person

pytestmark = [pytest.mark.journey, pytest.mark.django_db]

# Every other page on a phone; `--all` looks at all of them in all four ways.
MATRIX = [
    pytest.param((PHONE, "light", 0), id="phone-light-half"),
    *(
        pytest.param((size, scheme, None), id=name, marks=pytest.mark.long)
        for name, size, scheme in (
            ("phone-light", PHONE, "light"),
            ("phone-dark", PHONE, "dark"),
            ("desktop-light", DESKTOP, "light"),
            ("desktop-dark", DESKTOP, "dark"),
        )
    ),
]


@pytest.fixture(scope="module", autouse=True)
def language(site: str, tmp_path_factory) -> Iterator[str]:
    with spoken_here(tmp_path_factory.mktemp("locale")) as tag:
        yield tag


@pytest.fixture(params=MATRIX)
def way(request) -> tuple[dict[str, int], str, int | None]:
    return request.param


@pytest.fixture
def reader(way, browser: Browser, site: str) -> Iterator[Page]:
    size, scheme, _ = way
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


def looked_at(addresses: tuple[str, ...], way) -> tuple[str, ...]:
    half = way[2]
    return addresses if half is None else addresses[half::2]


def faults(page: Page, address: str) -> list[str]:
    """Return what axe finds, and by how much the page is wider than the window."""
    found = violations(page, address)
    assert page.locator("html").get_attribute("dir") == "rtl"
    return [*found, *too_wide(page, address)]


def too_wide(page: Page, address: str) -> list[str]:
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [f"{address}: {wide} px too wide"] if wide > 0 else []


def test_public_pages_mirror_and_hold_longer_words(reader: Page, way):
    pages = looked_at(PUBLIC, way)
    assert [fault for address in pages for fault in faults(reader, address)] == []


def test_no_page_is_wider_than_a_phone(browser: Browser, site: str):
    context = browser.new_context(
        viewport=PHONE,
        base_url=site,
        extra_http_headers={"Accept-Language": LANGUAGE},
        service_workers="block",
    )
    page = context.new_page()
    wide = []
    for address in PUBLIC[1::2]:
        page.goto(address)
        wide += too_wide(page, address)
    context.close()
    assert wide == []


def test_personal_pages_mirror_and_hold_longer_words(reader: Page, way):
    sign_in(reader, a_person())
    like(reader, f"/tutorials/{PLANNED}/")
    pages = looked_at(PERSONAL, way)
    assert [fault for address in pages for fault in faults(reader, address)] == []


def test_the_words_are_longer_and_keep_their_places():
    assert pseudo("Open until %(time)s") == "سعهنسع شنرطلشن %(time)s"
    assert len(pseudo("Wheelchair")) == 1.4 * len("Wheelchair")
