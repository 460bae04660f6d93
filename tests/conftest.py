"""What every test may ask for."""

import os
import shutil
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db.backends.base.creation import BaseDatabaseCreation
from playwright.sync_api import Browser, sync_playwright

from geoapp.crafts.actions import load_vocabulary
from geoapp.crafts.vocabulary import current
from geoapp.publishing.actions import refresh
from geoapp.venues import hooks
from tests.world import AT

# Limits are counted in this process: a test that needs no database gets by without.
settings.CACHES.setdefault("site", settings.CACHES["default"])
settings.CACHES["default"] = {
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache"
}
# Tests ask more often in a minute than anybody may.
settings.API_LIMIT = settings.API_LIMIT_WITH_KEY = 0
# Playwright's own loop makes Django believe that it runs inside one.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

_FLAGS = [
    "--accept-lang=en",  # of no region: the words, times and metres that tests name
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the journeys last: their world stays in the database while they run."""
    items.sort(key=lambda item: item.get_closest_marker("journey") is not None)


@pytest.fixture(autouse=True, scope="session")
def plain_static_files() -> None:
    """Serve static files from where they lie: no collecting before tests."""
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )


@pytest.fixture(autouse=True)
def fresh_cache() -> None:
    """Forget what earlier tests left: limits on mails and sign-ups above all."""
    cache.clear()


@pytest.fixture
def vocabulary(db: None, fixed_time: None) -> None:
    """The whole vocabulary in the database, and the projection's clock at AT."""
    load_vocabulary(vocabulary=current())


@pytest.fixture
def fixed_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the projection be written as of AT, whatever the day is."""

    def refresh_at(venue_ids):
        refresh(venue_ids=venue_ids, at=AT)

    monkeypatch.setattr(hooks, "_listeners", [refresh_at])


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium of the system, else Playwright's own."""
    installed = shutil.which("chromium") or shutil.which("chromium-browser")
    flags = [*_FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=installed, args=flags)
        yield chromium
        chromium.close()


@pytest.fixture(autouse=True, scope="session")
def left_connections_end() -> None:
    """Drop the test database though a request that a browser left may still hold it."""

    def _destroy_test_db(self, test_database_name, verbosity):
        with self._nodb_cursor() as cursor:
            name = self.connection.ops.quote_name(test_database_name)
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")

    BaseDatabaseCreation._destroy_test_db = _destroy_test_db


@pytest.fixture
def media(settings, tmp_path):
    """Give photos a folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT / "photos"
