"""A real Chromium before a real server, with the demo world loaded once."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.databases import world
from tests.demo import load_demo
from tests.journeys.host_page import VIOLATIONS, Host, hosting
from tests.serving import serving

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1440, "height": 900}


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker, basemap) -> Iterator[str]:
    """The address of a server whose database holds the demo world, for one file."""
    with (
        django_db_blocker.unblock(),
        world("demo", load_demo, shared=True),
        serving() as address,
    ):
        yield address


@pytest.fixture
def context(browser: Browser, site: str) -> Iterator[BrowserContext]:
    """A fresh visitor at a desk, in the light, who is strict about errors."""
    # Only the journey without a network needs what a device keeps.
    fresh = browser.new_context(
        viewport=DESKTOP, base_url=site, service_workers="block"
    )
    fresh.set_default_timeout(10_000)
    yield fresh
    fresh.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that may not fail in silence: no script error, no refused resource."""
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
    yield opened
    assert wrong == []


@pytest.fixture
def host(site: str) -> Iterator[Host]:
    with hosting(site) as one:
        yield one


@pytest.fixture
def reader(page: Page) -> Page:
    page.add_init_script(VIOLATIONS)
    return page
