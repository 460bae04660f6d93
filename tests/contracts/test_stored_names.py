"""What is stored keeps its names: a site's data of before the renames lives on.

`before_the_renames.sql.gz` is a dump that the commit before the renames made: a venue
with its source record, two people, a like, a submission, and a queued email.
"""

import gzip
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.running import ROOT, database_url

DUMP = Path(__file__).with_name("before_the_renames.sql.gz")
NAME = "test_before_the_renames"
READ = """
import json
from django.core import mail
from django.core.management import call_command
from django.test import Client, override_settings
from procrastinate.contrib.django.models import ProcrastinateJob
from geoapp.accounts.models import User
from geoapp.geocoding.models import GeocodedAddress
from geoapp.publishing.models import PublishedVenue
from geoapp.accounts.personal_data import export_personal_data
from geoapp.venues.stored_records import values_of
from django.utils import timezone

call_command("migrate", "--no-input", verbosity=0)
call_command("rebuild_projection")
venue = PublishedVenue.objects.get()
anna = User.objects.get(email="anna@example.org")
with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
    mail.outbox = []
    call_command("procrastinate", "worker", "--one-shot")
    subjects = [message.subject for message in mail.outbox]
client = Client(SERVER_NAME="127.0.0.1")
api = client.get("/api/collections/venues/items?language=de&price=free&age=16").json()
print(json.dumps({
    "page": client.get(venue.get_absolute_url()).status_code,
    "found": [f["properties"]["name"] for f in api["features"]],
    "ranges": venue.language_ranges,
    # What is due each hour may have come between.
    "jobs": list(
        ProcrastinateJob.objects.filter(task_name="stewardship.tell_decision")
        .values_list("status", flat=True)
    ),
    "mails": subjects,
    "geocoded": GeocodedAddress.objects.get().label,
    "stored": values_of(venue.pk)["name"],
    "exported": len(json.dumps(export_personal_data(user=anna, at=timezone.now()))) > 100,
    "password": anna.check_password("wheel-and-clay-7"),
    "snippet": client.get("/embed/make-it-near-you.js").status_code,
    "frame": client.get(f"/embed/venues/{venue.slug}/").status_code,
}))
"""


def _address(name: str) -> str:
    return re.sub(r"^\w+", "postgresql", database_url(name))


@pytest.fixture
def restored() -> Iterator[dict[str, str]]:
    """A database with the dump in it; the environment that names it."""
    with psycopg.connect(_address("postgres"), autocommit=True) as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
        admin.execute(f"CREATE DATABASE {NAME} TEMPLATE template0 ENCODING 'UTF8'")
        with psycopg.connect(_address(NAME), autocommit=True) as connection:
            dump = gzip.decompress(DUMP.read_bytes()).decode()
            # What psql alone understands begins with a backslash.
            connection.execute(re.sub(r"^\\.*$", "", dump, flags=re.MULTILINE))
        yield {**os.environ, "DATABASE_URL": database_url(NAME), "DEBUG": "True"}
        admin.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")


def manage(environment: dict[str, str], *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def test_a_database_a_queue_and_a_snippet_of_before_live_on(restored):
    lines = manage(restored, "shell", "--verbosity", "0", "-c", READ).splitlines()
    assert json.loads(lines[-1]) == {
        "page": 200,
        "found": ["Turning Earth"],
        "ranges": ["de", "de-at", "en"],
        "jobs": ["succeeded"],
        "mails": ["Makerloom: Your change to “Turning Earth” has been accepted"],
        "geocoded": "Well Street, London",
        "stored": "Turning Earth",
        "exported": True,
        "password": True,
        "snippet": 200,
        "frame": 200,
    }
