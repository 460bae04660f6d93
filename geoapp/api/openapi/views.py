"""The contract where programs look for it, and as pages for people."""

import json
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from geoapp.api.http.exchange import ResourceRequest, ResourceResponse
from geoapp.api.http.negotiation import OPENAPI_30, OPENAPI_31
from geoapp.api.http.rate_limit import cost_of
from geoapp.api.http.resource_view import resource, resource_view
from geoapp.api.openapi.document import openapi_30, openapi_31
from geoapp.api.openapi.operation import ApiOperation, declared, parameter_of
from geoapp.api.openapi.parameters import PARAMETERS, form_parameter
from geoapp.api.openapi.paths import OPERATIONS
from geoapp.api.openapi.schemas import SCHEMAS, Schema
from geoapp.common.public_url import public_url


@resource(forms=(OPENAPI_30,))
def openapi(_request: ResourceRequest) -> ResourceResponse:
    """Return the contract as OpenAPI 3.0."""
    return ResourceResponse(title="OpenAPI 3.0", body=openapi_30())


@resource(forms=(OPENAPI_31,))
def openapi31(_request: ResourceRequest) -> ResourceResponse:
    """Return the contract as OpenAPI 3.1."""
    return ResourceResponse(title="OpenAPI 3.1", body=openapi_31())


_FORMS = ("json", "geojson", "html")  # of `f`, where there is a choice


@dataclass(frozen=True, slots=True)
class OperationDocs:
    """An operation as the documentation shows it."""

    operation: ApiOperation
    template: str  # URI template of its URL
    parameters: tuple[Schema, ...]
    members: dict[str, Schema]  # of the body that is sent
    example_body: str  # JSON
    examples: tuple[str, ...]
    cost: int  # so many requests it counts as


@csrf_exempt  # so that a POST is told what there is, as everywhere in the API
@resource_view
def docs(request: HttpRequest) -> HttpResponse:
    """Show how to use the API, with examples that run."""
    root = public_url(reverse("api:landing")).rstrip("/")
    context = {
        "root": root,
        "groups": _groups(root),
        "parameters": [*PARAMETERS.values(), form_parameter(_FORMS)],
        "limit": settings.API_LIMIT,
        "limit_with_key": settings.API_LIMIT_WITH_KEY,
    }
    return render(request, "api/docs.html", context)


def _groups(root: str) -> dict[str, list[OperationDocs]]:
    groups: dict[str, list[OperationDocs]] = {}
    for operation in OPERATIONS:
        groups.setdefault(operation.tag, []).append(_operation_docs(operation, root))
    return groups


def _operation_docs(operation: ApiOperation, root: str) -> OperationDocs:
    template = f"{root}{operation.path}"
    names = declared(operation.takes)
    body = SCHEMAS[operation.body] if operation.body else {}
    return OperationDocs(
        operation=operation,
        template=template,
        parameters=tuple(parameter_of(operation, name) for name in names),
        members=body.get("properties", {}),
        example_body=json.dumps(body["example"], indent=2) if body else "",
        examples=tuple(f"{template}{query}" for query in operation.examples),
        cost=cost_of(f"{reverse('api:landing').rstrip('/')}{operation.path}"),
    )
