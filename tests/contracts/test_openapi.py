"""The contract: valid, committed as it is served, and the same as what views take."""

import json
import re
from pathlib import Path
from uuid import uuid4

import pytest
from django.urls import resolve
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from geoapp.api.http.not_found import not_found
from geoapp.api.management.commands.write_contract import component_schemas
from geoapp.api.openapi.document import openapi_30, openapi_31
from geoapp.api.openapi.paths import OPERATIONS
from geoapp.api.openapi.schemas import SCHEMAS
from tests.people import member
from tests.world import HACKNEY, record, venues

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


def test_its_schemas_are_those_of_the_types():
    """`python manage.py write_contract` makes `schemas.json` of them anew."""
    assert component_schemas() == SCHEMAS


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
    """Parameters are read before anything is looked up, so no id need be a real one."""
    address = re.sub(r"\{\w+Id\}", str(uuid4()), f"/api{one.path}")
    address = address.replace("{z}/{x}/{y}", "1/0/0")
    assert resolve(address).func is not not_found
    if one.scope:
        client.force_login(member())
    ask = client.post if one.method == "post" else client.get
    refused = ask(f"{address}?surely_unknown=1")
    assert refused.status_code == 400
    said = refused.json()["errors"][0]["detail"]
    known = said.removeprefix("Unknown here. Known: ")
    assert set(known.rstrip(".").split(", ")) == set(one.takes)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "limits"),
    [
        ("/collections/venues/items", (100, 1000)),
        ("/tutorials", (100, 1000)),
        ("/tutorials/{tutorialId}/venues", (20, 1000)),
        ("/me/likes/venues", (20, 1000)),
        ("/places", (5, 10)),
    ],
)
def test_each_limit_is_the_one_that_holds_there(path, limits):
    document = openapi_30()
    (said,) = (
        one
        for one in map(
            document_part(document), document["paths"][path]["get"]["parameters"]
        )
        if one["name"] == "limit"
    )
    assert (said["schema"]["default"], said["schema"]["maximum"]) == limits


def document_part(document):
    """Return what looks up a part of the document where only its name stands."""

    def found(part):
        name = part.get("$ref", "").rpartition("/")[2]
        return document["components"]["parameters"][name] if name else part

    return found


@pytest.mark.django_db
def test_one_venue_is_all_that_is_declared_of_it(client, vocabulary):
    (pk,) = venues(
        record(
            "Clay",
            offers=[("pottery", "use")],
            machines=["kiln"],
            hours="Mo-Fr 10:00-18:00",
        )
    )
    answer = client.get(f"/api/collections/venues/items/{pk}").json()
    document = openapi_31()
    parts = document["components"]["schemas"]["venueDetails"]["properties"]
    plain, more = parts["properties"]["allOf"]
    assert plain == {"$ref": "#/components/schemas/venueProperties"}
    declared = document["components"]["schemas"]["venueProperties"]["properties"]
    assert set(answer["properties"]) <= set(declared) | set(more["properties"])
    assert set(more["properties"]) <= set(answer["properties"])
    assert answer["properties"]["machines"]
    assert answer["properties"]["hours"]
    assert answer["properties"]["sources"]
    check("venueDetails", answer)


@pytest.mark.django_db
def test_no_plan_is_a_plan_too(client, vocabulary):
    venues(record("Clay", offers=[("pottery", "use")]))
    wish = {"crafts": ["pottery"], "near": [HACKNEY.lon, HACKNEY.lat]}
    answer = client.post("/api/matches", wish, content_type="application/json").json()
    assert answer["plan"] is None
    check("MatchResponse", answer)


def check(schema: str, answer: object) -> None:
    """Assert that an answer has the shape, as JSON Schema reads it."""
    whole = {"$ref": f"#/components/schemas/{schema}", **openapi_31()}
    Draft202012Validator(whole).validate(answer)
