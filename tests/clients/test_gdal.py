"""GDAL reads the API as a layer, whole and in parts, while the layer changes."""

import json
import subprocess
import threading
import uuid

import pytest
from django.db import connection

from geoapp.geo.values import BBox
from geoapp.publishing.models import PublishedVenue
from tests.clients.conftest import VENUES, program


def ran(*command: str) -> str:
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, timeout=900
    )
    assert done.returncode == 0, done.stderr
    assert "ERROR" not in done.stderr, done.stderr
    return done.stdout


def read_back(path) -> dict[str, dict]:
    """Return the features of a GeoJSON file by id."""
    found = json.loads(path.read_text())["features"]
    by_id = {(f.get("id") or f["properties"]["id"]): f for f in found}
    assert len(by_id) == len(found), "something came twice"
    return by_id


def published() -> dict[str, dict]:
    rows = PublishedVenue.objects.on_map().values_list("feature", flat=True)
    return {f["id"]: f for f in (json.loads(text + "}}") for text in rows)}


def test_it_counts_what_is_published(api):
    said = ran(program("ogrinfo"), "-ro", "-al", "-so", f"OAPIF:{api}", "venues")
    assert f"Feature Count: {VENUES}" in said
    assert "Geometry: Point" in said
    assert "confirmed_at: Date" in said


@pytest.mark.parametrize("size", [1, 10, 37, 1000])
def test_every_attribute_and_coordinate_comes_back(api, tmp_path, size):
    target = tmp_path / "out.geojson"
    options = ["-oo", f"PAGE_SIZE={size}", "-lco", "COORDINATE_PRECISION=6"]
    ran(
        program("ogr2ogr"),
        "-f",
        "GeoJSON",
        str(target),
        f"OAPIF:{api}",
        "venues",
        *options,
    )
    came, meant = read_back(target), published()
    assert came.keys() == meant.keys()
    for pk, feature in meant.items():
        assert came[pk]["geometry"]["coordinates"] == pytest.approx(
            feature["geometry"]["coordinates"], abs=1e-6
        )
        for name, value in feature["properties"].items():
            got = came[pk]["properties"][name]
            if isinstance(got, str) and not isinstance(value, str):
                got = json.loads(got)
            assert got == value or str(got).replace("/", "-") == value, name


def test_a_box_is_a_box(api):
    said = ran(
        *(program("ogr2ogr"), "-f", "CSV", "/vsistdout/", f"OAPIF:{api}", "venues"),
        *("-spat", "13", "52", "14", "53"),
    )
    inside = PublishedVenue.objects.on_map().in_bbox(BBox(13, 52, 14, 53)).count()
    assert len(said.splitlines()) - 1 == inside > 100


class Traffic(threading.Thread):
    """Inserts and deletes venues of its own until it is told to stop."""

    def __init__(self, model: PublishedVenue) -> None:
        super().__init__()
        self.model = model
        self.done = threading.Event()
        self.rounds = 0

    def run(self) -> None:
        model = self.model
        try:
            while not self.done.wait(0.01):
                model.pk = uuid.uuid4()
                model.slug = f"passing-{model.pk}"
                # Before, between and after the others, as the order by name goes.
                model.sort_name = f"workshop {self.rounds % 10}{self.rounds}"
                model.feature = json.dumps(
                    {
                        "type": "Feature",
                        "id": str(model.pk),
                        "geometry": {"type": "Point", "coordinates": [0.0, 0.0]},
                        "properties": {"name": "Passing", "slug": model.slug},
                    }
                ).removesuffix("}}")
                model.save(force_insert=True)
                if self.rounds % 2:
                    PublishedVenue.objects.filter(pk=model.pk).delete()
                self.rounds += 1
        finally:
            PublishedVenue.objects.filter(slug__startswith="passing-").delete()
            connection.close()


@pytest.mark.parametrize("size", [1, 10, 37, 1000])
def test_nothing_is_lost_or_doubled_while_rows_come_and_go(api, tmp_path, size):
    staying = set(published())
    traffic = Traffic(PublishedVenue.objects.order_by("pk")[0])
    traffic.start()
    try:
        target = tmp_path / "out.geojson"
        options = ["-oo", f"PAGE_SIZE={size}"]
        ran(
            program("ogr2ogr"),
            "-f",
            "GeoJSON",
            str(target),
            f"OAPIF:{api}",
            "venues",
            *options,
        )
    finally:
        traffic.done.set()
        traffic.join()
    assert staying <= read_back(target).keys()
    assert traffic.rounds > 5
