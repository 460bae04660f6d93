"""What will go away says so, in its answers and in the contract."""

from datetime import UTC, datetime

import pytest

from geoapp.api import going
from geoapp.api.going import Going
from geoapp.api.openapi.document import openapi_30

pytestmark = pytest.mark.django_db
TIMES = {
    "since": datetime(2026, 1, 1, tzinfo=UTC),
    "until": datetime(2026, 7, 1, tzinfo=UTC),
}


@pytest.fixture(autouse=True)
def marked(monkeypatch, vocabulary):
    marks = (
        Going(path="/crafts", **TIMES),
        Going(path="/collections/venues/items/{venueId}", **TIMES),
        Going(path="/facets", parameter="hours", **TIMES, why="/about/"),
    )
    monkeypatch.setattr(going, "GOING", marks)


def test_an_operation_says_until_when_it_is_there(client):
    answer = client.get("/api/crafts")
    assert answer["Deprecation"] == "@1767225600"
    assert answer["Sunset"] == "Wed, 01 Jul 2026 00:00:00 GMT"
    assert '/api/docs>; rel="deprecation"' in answer["Link"]
    assert 'rel="self"' in answer["Link"]
    exposed = answer["Access-Control-Expose-Headers"].split(", ")
    assert {"Deprecation", "Sunset"} <= set(exposed)


def test_each_of_its_answers_does(client):
    tag = client.get("/api/crafts")["ETag"]
    unchanged = client.get("/api/crafts", headers={"If-None-Match": tag})
    assert unchanged.status_code == 304
    assert "Sunset" in unchanged
    unknown = "/api/collections/venues/items/00000000-0000-4000-8000-000000000000"
    assert client.get(unknown).status_code == 404
    assert "Sunset" in client.get(unknown)
    assert "Sunset" in client.head("/api/crafts")


def test_a_parameter_says_so_only_where_it_is_used(client):
    assert "Sunset" not in client.get("/api/facets")
    answer = client.get("/api/facets?hours=known&open_at=now")
    assert "Sunset" in answer
    assert '/about/>; rel="deprecation"' in answer["Link"]


def test_what_stays_says_nothing(client):
    assert "Deprecation" not in client.get("/api/equipment")
    assert "Deprecation" not in client.get("/api/collections/venues/items")


def test_the_contract_and_its_page_say_so(client):
    paths = openapi_30()["paths"]
    assert paths["/crafts"]["get"]["deprecated"] is True
    assert "deprecated" not in paths["/equipment"]["get"]
    said = {one.get("name"): one for one in paths["/facets"]["get"]["parameters"]}
    assert said["hours"]["deprecated"] is True
    page = client.get("/api/docs").content.decode()
    assert page.count("Available until 2026-07-01.") == 3
