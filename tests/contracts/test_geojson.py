"""Whatever answers GeoJSON is GeoJSON, to two readers that know nothing of us."""

import json

import pyogrio
import pytest
from geojson_pydantic import Feature, FeatureCollection

from geoapp.tutorials.models import Tutorial
from tests.web.factories import NEAR, tutorial
from tests.world import record, venues

pytestmark = pytest.mark.django_db
PATHS = (
    "/api/collections/venues/items",
    f"/api/collections/venues/items?{NEAR}&open_at=now",
    "/api/collections/venues/items?q=clay",
    "/api/collections/venues/items?bbox=170,-20,-170,20",
    "/api/collections/venues/items/{venue}",
    f"/api/tutorials/{{tutorial}}/venues?{NEAR}",
    "/api/tiles/0/0/0",
    "/api/tiles/16/32757/21787",
)


@pytest.fixture
def ids(vocabulary):
    made = venues(
        record('Clay «House» \\ "x"', offers=[("pottery", "use")], machines=["kiln"]),
        record("Bare", hours="Mo-Fr 10:00-18:00"),
    )
    return {"venue": made[0], "tutorial": tutorial("A lamp").pk}


@pytest.mark.parametrize("path", PATHS)
def test_two_readers_take_it(client, ids, path, tmp_path):
    answer = client.get(path.format(**ids))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/geo+json"
    said = answer.json()
    if said["type"] == "Feature":
        Feature.model_validate(said)
        features = [said]
    else:
        FeatureCollection.model_validate(said)
        features = said["features"]
    for feature in features:
        lon, lat = feature["geometry"]["coordinates"]
        assert -180 <= lon <= 180
        assert -90 <= lat <= 90
    assert "crs" not in said
    file = tmp_path / "said.geojson"
    file.write_bytes(answer.content)
    if features:
        assert pyogrio.read_info(file)["features"] == len(features)
        assert pyogrio.read_info(file)["geometry_type"] == "Point"


def test_matches_by_post(client, ids):
    before = Tutorial.objects.count()
    body = json.dumps({"crafts": ["pottery"], "near": [-0.055, 51.545]})
    said = client.post("/api/matches", body, content_type="application/json").json()
    FeatureCollection.model_validate(said)
    assert said["features"]
    assert Tutorial.objects.count() == before
