"""What every test may ask for."""

import gc
import gzip
import json
import os
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.cache import cache
from django.test import TransactionTestCase
from playwright.sync_api import Browser, sync_playwright

from geoapp.mailing import delivery
from geoapp.mailing.models import Message
from geoapp.mailing.tasks import deliver_email
from geoapp.publishing import receivers
from geoapp.venues import photo_preparation
from geoapp.venues.tasks import prepare_photo_sizes
from geoapp.web.map.basemap import LEVELS, basemap_path
from tests import databases, drawing, parts, seconds
from tests.photos import drawn
from tests.world import AT

# Limits are counted in this process: a test that needs no database gets by without.
settings.CACHES.setdefault("site", settings.CACHES["default"])
settings.CACHES["default"] = {
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache"
}
# Tests ask more often in a minute than anybody may.
settings.API_LIMIT = settings.API_LIMIT_WITH_KEY = 0
settings.PAGE_LIMIT = settings.TEXT_SEARCH_LIMIT = 0
# Nothing counted outlasts a run; a test of limits counts in a file of its own.
settings.PAGE_COUNTS = ""
# Worlds of tests come and go with the same data version.
settings.PAGE_CACHE_MB = 0
# Hashed as on a site, the passwords of all these accounts would take minutes.
_HASHERS_OF_A_SITE = settings.PASSWORD_HASHERS
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Nothing of a test database has to outlive a crash: no commit waits for the disk.
settings.DATABASES["default"]["OPTIONS"]["options"] += " -c synchronous_commit=off"
drawing.load_profile()
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


_FAULTS = Path(__file__).parent / "faults"
# Seconds of files with few long tests: so many short ones take as long.
_AS_LONG_AS = {
    "test_register_a_venue.py": 40,
    "test_accessibility.py": 25,
    "test_bad_weather.py": 20,
    "test_find_a_place_to_make_it.py": 20,
    "test_offline.py": 15,
    "test_passkeys.py": 15,
    "test_t8_crawl.py": 15,
    "test_hours_form.py": 10,
    "test_in_german.py": 10,
    "test_keyboard.py": 10,
    "test_leave.py": 10,
}


# The part of a long run that this process is to go through.
_PART = parts.wanted()
_IS_WORKER = "PYTEST_XDIST_WORKER" in os.environ


def pytest_configure() -> None:
    """Go on with a part of a long run where it stopped."""
    if _PART:
        (_PART.join if _IS_WORKER else _PART.begin)()


def pytest_collection_finish() -> None:
    """Leave thousands of collected tests out of every look for garbage.

    Looking through them again and again took an eighth of the work of page tests.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def pytest_report_header() -> list[str]:
    """Say how to draw the same again, and what is left out."""
    lines = [f"drawn with MAKERLOOM_TEST_SEED={drawing.SEED}"] if drawing.ALL else []
    if _PART and _PART.passed:
        lines.append(f"{len(_PART.passed)} tests of {_PART.name} have passed before")
    return lines


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note what has passed, for a run that goes on from here."""
    if _PART and not _IS_WORKER:
        _PART.note(report)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Let the next run of a part that is through be a whole one."""
    if not _PART or _IS_WORKER:
        return
    if exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        session.exitstatus = pytest.ExitCode.OK
        _PART.end()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how long the tests of each folder worked, and which for too long."""
    reports = [
        report
        for some in terminalreporter.stats.values()
        for report in some
        if isinstance(report, pytest.TestReport)
    ]
    if not reports:
        return
    terminalreporter.section("seconds of work by folder")
    allowed = {} if drawing.ALL else seconds.budget()
    for line in seconds.in_words(seconds.by_folder(reports), allowed):
        terminalreporter.write_line(line, yellow="above" in line)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Run the journeys last, and after them the faults.

    Their worlds stay in the database while they run. The longest files come first among
    the journeys, so that no worker is left with one when the other has done.
    """
    if _PART:
        left = set(_PART.left(item.nodeid for item in items))
        out = [item for item in items if item.nodeid not in left]
        config.hook.pytest_deselected(items=out)
        items[:] = [item for item in items if item.nodeid in left]
    journeys = [item for item in items if item.get_closest_marker("journey")]
    sizes = Counter(item.path for item in journeys)
    for path in sizes:
        sizes[path] += _AS_LONG_AS.get(path.name, 0)
    journeys.sort(key=lambda item: (-sizes[item.path], str(item.path)))
    faults = [item for item in items if _FAULTS in item.path.parents]
    later = {*journeys, *faults}
    items[:] = [item for item in items if item not in later] + journeys + faults


@pytest.fixture(autouse=True, scope="session")
def plain_static_files(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Serve static files from where they lie: no collecting before tests.

    Browsers may keep them, as they do on a site, where names change with contents.
    """
    # WhiteNoise reads all that is collected for every client that a test makes.
    settings.STATIC_ROOT = tmp_path_factory.mktemp("static")
    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    serve = StaticFilesHandler.serve

    def kept(self, request):
        answer = serve(self, request)
        answer["Cache-Control"] = "max-age=3600"
        return answer

    StaticFilesHandler.serve = kept


@pytest.fixture(autouse=True)
def fresh_cache() -> None:
    """Forget what earlier tests left: limits on mails and sign-ups above all."""
    cache.clear()


@pytest.fixture(autouse=True)
def emails_sent_at_once(request, monkeypatch: pytest.MonkeyPatch) -> None:
    """Send emails as they are queued, as the worker does a moment later.

    Tests of the queue itself are marked `worker` and run the worker's jobs themselves.
    """
    if request.node.get_closest_marker("worker"):
        return

    def send(*, message_id: str) -> None:
        row = Message.objects.get(pk=message_id)
        delivery.deliver_new(row.pk, at=row.created_at)

    monkeypatch.setattr(deliver_email, "defer", send)


@pytest.fixture(autouse=True)
def photos_prepared_at_once(request, monkeypatch: pytest.MonkeyPatch) -> None:
    """Prepare photos as they are uploaded, in this process.

    Tests of the preparation itself are marked `worker`.
    """
    if request.node.get_closest_marker("worker"):
        return
    monkeypatch.setattr(photo_preparation, "process_in_child", drawn)
    monkeypatch.setattr(
        prepare_photo_sizes,
        "defer",
        lambda *, photo_id: photo_preparation.prepare_photo(UUID(photo_id)),
    )


@pytest.fixture
def hashed_as_on_a_site(settings) -> None:
    """Let passwords take their time, where that is what is looked at."""
    settings.PASSWORD_HASHERS = _HASHERS_OF_A_SITE


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker) -> Iterator[None]:
    """A database that holds the whole vocabulary before every test."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        # After a test with transactions of its own, it is copied again.
        patch.setattr(
            TransactionTestCase, "_fixture_teardown", lambda _case: databases.restore()
        )
        name = databases.begin()
        yield
        databases.end(name)


@pytest.fixture
def vocabulary(db: None, fixed_time: None) -> None:
    """The whole vocabulary in the database, and the projection's clock at AT."""


@pytest.fixture
def fixed_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the projection be written as of AT, whatever the day is."""
    monkeypatch.setattr(receivers, "now", lambda: AT)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium of the system, else Playwright's own.

    Without a window of its own (the headless shell) it works less than half as long.
    """
    names = ("chromium-headless-shell", "chromium", "chromium-browser")
    installed = next(filter(None, map(shutil.which, names)), None)
    flags = [*_FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=installed, args=flags)
        yield chromium
        chromium.close()


@pytest.fixture
def media(settings, tmp_path):
    """Give photos a folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT / "photos"


@pytest.fixture(scope="session")
def basemap(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A piece of land that costs nothing to draw, where the real one would be."""
    square = [[[-10, 45], [30, 45], [30, 70], [-10, 70], [-10, 45]]]
    land = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {},
                "geometry": {"type": "Polygon", "coordinates": square},
            }
        ],
    }
    settings.BASEMAP_FOLDER = tmp_path_factory.mktemp("basemap")
    for level in LEVELS:
        packed = gzip.compress(json.dumps(land).encode())
        basemap_path(settings.BASEMAP_FOLDER, level).write_bytes(packed)
