"""The contract: valid, committed as it is served, and the same as what views take."""

import json
from pathlib import Path

import pytest
from django.urls import resolve
from openapi_spec_validator import validate

from geoapp.api.openapi.document import openapi_30, openapi_31
from geoapp.api.openapi.paths import OPERATIONS

FILES = Path(__file__).parent / "openapi"
BASE = "https://makerloom.example"


@pytest.fixture(autouse=True)
def base_url(settings):
    settings.PUBLIC_BASE_URL = BASE


@pytest.fixture(params=[openapi_30, openapi_31], ids=["3.0", "3.1"])
def document(request):
    return json.loads(json.dumps(request.param()))


def test_it_is_valid(document):
    validate(document)


def test_it_is_the_committed_one(document):
    """A change of the contract is a change of a file that is read in review.

    `python manage.py write_contract` writes it anew.
    """
    name = f"openapi-{document['openapi'][:3]}.json"
    assert json.loads((FILES / name).read_text()) == document


def test_every_reference_leads_somewhere(document):
    text = json.dumps(document)
    names = {part.split('"')[0] for part in text.split('"$ref": "#/')[1:]}
    assert len(names) > 20
    for name in names:
        found = document
        for step in name.split("/"):
            found = found[step]


def test_every_schema_is_used(document):
    text = json.dumps(document)
    for name in document["components"]["schemas"]:
        assert f'"#/components/schemas/{name}"' in text, name


def test_operations_are_named_once_and_described(document):
    said = [
        operation for path in document["paths"].values() for operation in path.values()
    ]
    assert len({one["operationId"] for one in said}) == len(said)
    assert all(one["summary"] and one["tags"] for one in said)
    assert all("400" in one["responses"] for one in said)


def test_the_parameters_that_ogc_reads_letter_by_letter():
    said = openapi_30()["components"]["parameters"]
    for name in ("limit", "bbox", "datetime"):
        assert said[name]["in"] == "query"
        assert said[name]["required"] is False
        assert said[name]["style"] == "form"
        assert said[name]["explode"] is False
    assert said["limit"]["schema"] == {
        "type": "integer",
        "minimum": 1,
        "maximum": 1000,
        "default": 100,
    }
    assert said["bbox"]["schema"]["type"] == "array"
    assert said["bbox"]["schema"]["items"] == {"type": "number"}
    assert said["bbox"]["schema"]["oneOf"] == [
        {"minItems": 4, "maxItems": 4},
        {"minItems": 6, "maxItems": 6},
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("one", OPERATIONS, ids=lambda o: o.id)
def test_views_take_what_is_declared_and_nothing_else(client, vocabulary, one):
    if one.method != "get" or one.scope or "{" in one.path:
        assert resolve(
            "/api"
            + one.path.replace("{venueId}", _ID)
            .replace("{tutorialId}", _ID)
            .replace("{z}/{x}/{y}", "1/0/0")
        )
        return
    address = f"/api{one.path}"
    refused = client.get(f"{address}?surely_unknown=1").json()
    known = refused["errors"][0]["detail"].removeprefix("Unknown here. Known: ")
    assert set(known.rstrip(".").split(", ")) == set(one.takes)


_ID = "00000000-0000-4000-8000-000000000000"
