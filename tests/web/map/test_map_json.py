"""What the scripts read: the map's view and the suggestions."""

import pytest

from geoapp.geo.values import Position
from tests.world import AT, record, venues

pytestmark = pytest.mark.django_db

CELL = {"lon", "lat", "count", "open"}
POINT = {
    "id",
    "slug",
    "name",
    "kind",
    "kind_words",
    "shape",
    "lon",
    "lat",
    "precision",
    "uncertainty_m",
    "operation",
    "stale",
}


def test_a_view_holds_cells_and_points_that_add_up(client, vocabulary):
    here = [record(f"Shed {n}") for n in range(5)]
    there = record("Alone", at=Position(lon=24.94, lat=60.17), kind="repair_cafe")
    venues(*here, there)
    seen = client.get("/map/view/?bbox=-180,-85,180,85&zoom=3").json()
    assert set(seen) == {"count", "cells", "points"}
    assert seen["count"] == 6
    ((cell,), (point,)) = seen["cells"], seen["points"]
    assert set(cell) == CELL
    assert cell["count"] == 5
    assert set(point) == POINT
    assert (point["name"], point["shape"]) == ("Alone", "notch")
    assert point["kind_words"] == "Repair café"


def test_a_view_over_the_date_line_sees_both_sides(client, vocabulary):
    venues(
        record("East", at=Position(lon=179.5, lat=-17)),
        record("West", at=Position(lon=-179.5, lat=-17)),
        record("Far", at=Position(lon=0, lat=-17)),
    )
    for bbox in ("179,-18,-179,-16", "179,-18,181,-16", "-181,-18,-179,-16"):
        assert client.get(f"/map/view/?bbox={bbox}&zoom=8").json()["count"] == 2


def test_what_was_not_confirmed_within_a_year_is_stale(client, vocabulary):
    venues(record("Old", confirmed_at=AT.date().replace(year=2015)))
    (point,) = client.get("/map/view/").json()["points"]
    assert point["stale"] is True


def test_a_view_takes_the_same_criteria_as_the_list(client, vocabulary):
    venues(
        record("Clay", offers=[("pottery", "use")]),
        record("Wood", offers=[("woodturning", "use")]),
    )
    seen = client.get("/map/view/?q=pottery&bbox=-180,-85,180,85").json()
    assert [point["name"] for point in seen["points"]] == ["Clay"]


def test_suggestions_name_what_they_are(client, vocabulary):
    venues(record("Potters' Yard"))
    found = client.get("/suggest/?q=pot").json()["suggestions"]
    assert {s["type"] for s in found} >= {"craft", "equipment", "venue"}
    for suggestion in found:
        assert set(suggestion) == {"type", "id", "label", "detail", "lon", "lat"}


def test_a_single_letter_suggests_nothing(client, vocabulary):
    assert client.get("/suggest/?q=p").json() == {"suggestions": []}
