"""What every test may ask for."""

import pytest
from django.conf import settings
from django.core.cache import cache

from geoapp.crafts.actions import load_vocabulary
from geoapp.crafts.vocabulary import current
from geoapp.publishing.actions import refresh
from geoapp.venues import hooks
from tests.world import AT


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
