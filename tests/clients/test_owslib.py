"""OWSLib reads the API as a Python library of the field."""

import pytest
from owslib.ogcapi.features import Features

from tests.clients.conftest import VENUES


@pytest.fixture
def features(api):
    return Features(f"{api}/")


def test_it_finds_the_collection(features):
    assert features.feature_collections() == ["venues"]
    assert features.collection("venues")["title"] == "Venues"
    assert any("core" in one for one in features.conformance()["conformsTo"])


def test_it_reads_a_box_over_the_date_line(features):
    # So wide that hundreds of the generated places are in it, on either side.
    found = features.collection_items("venues", bbox=[120, -60, -120, 60], limit=1000)
    lons = [f["geometry"]["coordinates"][0] for f in found["features"]]
    assert any(lon >= 120 for lon in lons)
    assert any(lon <= -120 for lon in lons)
    assert all(abs(lon) >= 120 for lon in lons)


def test_it_reads_one_item(features):
    (first,) = features.collection_items("venues", limit=1)["features"]
    item = features.collection_item("venues", first["id"])
    assert item["properties"]["name"] == first["properties"]["name"]


def test_it_pages_to_the_end(features):
    page, seen = features.collection_items("venues", limit=1000), set()
    while True:
        seen |= {f["id"] for f in page["features"]}
        following = [x["href"] for x in page["links"] if x["rel"] == "next"]
        if not following:
            break
        query = following[0].partition("?")[2]
        page = features._request(path=f"collections/venues/items?{query}")
    assert len(seen) == VENUES


def test_it_reads_the_contract(features):
    assert "/collections/venues/items" in features.api()["paths"]
