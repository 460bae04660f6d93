"""New migrations lock and drop nothing that the release before is using (F15)."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps

from tests.running import ROOT

# Written before the first release: no site had their tables with rows in them. A new
# one is only added here with its reason.
_BEFORE_THE_FIRST_RELEASE = (
    "0002_answers_in_words",
    "0002_added_by_people",
    "0002_live_state",
    "0002_moderators_and_guidelines",
    "0002_weight_of_names",
    "0003_cache",
    "0003_organizers_and_history",
    "0004_changes_and_sources",
    "0005_filter_columns",
    "0005_quotas_by_window",
    "0005_regions_and_postcodes",
    "0005_reports_by_anybody",
    "0007_photos_prepared_later",
    "0008_one_owner",
)


def lint(*ignored: str) -> subprocess.CompletedProcess[str]:
    ours = [a.label for a in apps.get_app_configs() if a.name.startswith("geoapp.")]
    words = ["lintmigrations", "--settings", "tests.config.lint_settings"]
    words += ["--sql-analyser", "postgresql", "--no-cache", "--quiet", "ok", "ignore"]
    words += ["--include-apps", *ours, "--ignore-name", "", *ignored]
    command = [sys.executable, "manage.py", *words]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False
    )


@pytest.mark.long
def test_no_migration_since_the_first_release_is_unsafe():
    linted = lint(*_BEFORE_THE_FIRST_RELEASE)
    assert linted.returncode == 0, linted.stdout
    assert "Erroneous migrations: 0" in linted.stdout


@pytest.mark.long
def test_an_unsafe_migration_is_found():
    left_out = set(_BEFORE_THE_FIRST_RELEASE) - {"0003_organizers_and_history"}
    linted = lint(*left_out)
    assert linted.returncode != 0
    assert "DROPPING columns" in linted.stdout


def test_each_exception_is_a_migration():
    names = {path.stem for path in Path(ROOT, "geoapp").glob("*/migrations/*.py")}
    assert set(_BEFORE_THE_FIRST_RELEASE) <= names
