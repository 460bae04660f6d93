"""F20: what a space says of itself is wrong; what it said before holds for a while."""

import json
import os
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from tests.faults.load import load
from tests.faults.private_cluster import PrivateCluster
from tests.faults.visitor import Visitor
from tests.running import BYTECODE, ROOT
from tests.sources.spaceapi.test_record import document

pytestmark = [pytest.mark.django_db, pytest.mark.long]
_NAME = "Ault Space"
_CLIENTS = 2  # as many as leave a core to the imports
_UNREADABLE = 2
_HUGE = 70_000_000  # bytes: more than a list may have


def test_f20_wrong_documents(site, cluster, figures, tmp_path):
    with load(site, cluster, figures, clients=_CLIENTS) as busy:
        import_document(cluster, tmp_path, json.dumps(space(open=True)), code=0)
        assert states(site, cluster) == ["open"]
        import_document(cluster, tmp_path, json.dumps(space(open="closed")), code=0)
        assert states(site, cluster) == ["open"]
        for text in ("<html>Down</html>", " " * _HUGE):
            import_document(cluster, tmp_path, text, code=_UNREADABLE)
            assert states(site, cluster) == ["open"]
        tomorrow = int(time.time()) + 86_400
        import_document(
            cluster, tmp_path, json.dumps(space(open=True, lastchange=tomorrow)), code=0
        )
        assert states(site, cluster) == ["open"]
        assert latest(cluster) <= datetime.now(tz=UTC)
        age(cluster, timedelta(minutes=31))
        assert "open" not in states(site, cluster)
    assert busy.failed == 0


def space(**state: object) -> dict:
    """Return the document of a space with such a state and no hours."""
    changed = int(time.time()) - 600
    return document(
        space=_NAME,
        url="https://faults.example",
        location={"lat": 47.05, "lon": -40.05, "address": "Kiln Street 1"},
        state={"lastchange": changed, **state},
    )


def import_document(
    cluster: PrivateCluster, folder: Path, text: str, *, code: int
) -> None:
    """Import a document as an operator's timer does; it ends with this code."""
    file = folder / "space.json"
    file.write_text(text)
    environment = {
        **os.environ,
        "DATABASE_URL": cluster.url(),
        "SECRET_KEY": settings.SECRET_KEY,
        **BYTECODE,
    }
    words = ["import_venues", str(file), "--format", "spaceapi"]
    command = [sys.executable, "manage.py", *words]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr


def states(site: str, cluster: PrivateCluster) -> list[str]:
    """Return the state of the space among those that are open now, if it is there."""
    with cluster.connect() as database:
        statement = "SELECT id FROM venues_venue WHERE name = %s"
        row = database.execute(statement, [_NAME])
        venue = str(row.fetchone()[0])
    around = "bbox=-40.1,47,-40,47.1&open_at=now"
    _status, text = Visitor(site).get(f"/api/collections/venues/items?{around}")
    features = json.loads(text)["features"]
    return [
        feature["properties"]["open_state"]
        for feature in features
        if feature["id"] == venue
    ]


def latest(cluster: PrivateCluster) -> datetime:
    """Return the latest time in any state that is stored."""
    with cluster.connect() as database:
        statement = "SELECT max(greatest(said_at, since)) FROM venues_livestate"
        return database.execute(statement).fetchone()[0]


def age(cluster: PrivateCluster, by: timedelta) -> None:
    """Let what spaces said be so much older."""
    with cluster.connect() as database:
        for statement in (
            "UPDATE venues_livestate SET said_at = said_at - %s",
            "UPDATE publishing_publishedopening SET live_at = live_at - %s",
        ):
            database.execute(statement, [by])
