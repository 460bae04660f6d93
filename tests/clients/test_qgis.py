"""QGIS, without a screen, opens the API as a layer."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.clients.conftest import VENUES

_SCRIPT = Path(__file__).with_name("qgis_layer.py")


@pytest.fixture(scope="module")
def layer(api, tmp_path_factory):
    python = "/usr/bin/python3"
    found = subprocess.run(
        [python, "-c", "import qgis.core"], check=False, capture_output=True
    )
    if found.returncode != 0:
        pytest.skip("python3-qgis is not installed; ./makerloom test --clients does it")
    home = tmp_path_factory.mktemp("qgis")
    environment = {
        "PATH": os.environ["PATH"],
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(home),
        "LC_ALL": "C.UTF-8",
    }
    done = subprocess.run(
        [python, str(_SCRIPT), f"{api}/"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_the_layer_is_valid(layer):
    assert layer["valid"], layer
    assert layer["geometry"] == "Point"


def test_every_venue_comes(layer):
    assert layer["count"] == VENUES
    assert layer["ids"] == VENUES


def test_a_box_requests_less(layer):
    assert 100 < layer["in_box"] < VENUES


def test_the_fields_are_the_features_members(layer):
    assert {"name", "slug", "kind", "confirmed_at", "licence"} <= set(layer["fields"])
