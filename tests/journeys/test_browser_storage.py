"""What a real browser stores of the site is in the register of personal data."""

from collections.abc import Iterator
from fnmatch import fnmatchcase

import pytest
from playwright.sync_api import Browser, BrowserContext

from geoapp.accounts.personal_data import registered_personal_data
from tests.journeys.people import sign_in
from tests.journeys.test_find_a_place_to_make_it import a_person

pytestmark = [pytest.mark.journey, pytest.mark.django_db]

_STORED = """async () => [
  ...Object.keys(localStorage).map((key) => `localStorage:${key}`),
  ...Object.keys(sessionStorage).map((key) => `sessionStorage:${key}`),
  ...(await caches.keys()).map((name) => `cache:${name}`),
  ...(await indexedDB.databases()).map(({ name }) => `indexedDB:${name}`),
]"""


@pytest.fixture
def visitor(browser: Browser, site: str) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=site)
    context.set_default_timeout(10_000)
    yield context
    context.close()


def test_every_stored_key_is_registered(visitor: BrowserContext):
    page = visitor.new_page()
    page.goto("/reader/?language=en&units=mi&next=/")
    page.evaluate("navigator.serviceWorker.ready")
    page.goto("/venues/london-hackspace/")
    page.wait_for_function("async () => (await caches.keys()).length > 1")
    sign_in(page, a_person())
    page.goto("/manage/add/")
    page.get_by_label("Name").fill("A form that is not sent")
    page.wait_for_function("() => Object.keys(localStorage).length > 0")
    stored = {
        *page.evaluate(_STORED),
        *(f"cookie:{c['name']}" for c in visitor.cookies()),
    }
    kinds = {key.partition(":")[0] for key in stored}
    assert kinds == {"localStorage", "cache", "cookie"}
    patterns = [key for row in registered_personal_data() for key in row.browser_keys]
    unregistered = {k for k in stored if not any(fnmatchcase(k, p) for p in patterns)}
    assert unregistered == set()
