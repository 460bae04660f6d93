"""The contract where programs look for it, and as pages for people."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from geoapp.api.answer import Answer, Asked
from geoapp.api.links import public_link
from geoapp.api.media import OPENAPI_30, OPENAPI_31
from geoapp.api.openapi.document import openapi_30, openapi_31
from geoapp.api.openapi.operation import Operation, declared
from geoapp.api.openapi.parameters import PARAMETERS
from geoapp.api.openapi.paths import OPERATIONS
from geoapp.api.resource import resource


@resource(forms=(OPENAPI_30,))
def openapi(_asked: Asked) -> Answer:
    """Answer the contract as OpenAPI 3.0."""
    return Answer(title="OpenAPI 3.0", body=openapi_30())


@resource(forms=(OPENAPI_31,))
def openapi31(_asked: Asked) -> Answer:
    """Answer the contract as OpenAPI 3.1."""
    return Answer(title="OpenAPI 3.1", body=openapi_31())


@dataclass(frozen=True, slots=True)
class Described:
    """An operation as the documentation shows it."""

    operation: Operation
    parameters: tuple[dict[str, Any], ...]
    examples: tuple[str, ...]
    template: str


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Show how to use the API, with examples to run."""
    root = public_link(reverse("api:landing")).rstrip("/")
    context = {"root": root, "groups": _groups(root), "parameters": PARAMETERS.values()}
    return render(request, "api/docs.html", context)


def _groups(root: str) -> dict[str, list[Described]]:
    groups: dict[str, list[Described]] = {}
    for operation in OPERATIONS:
        groups.setdefault(operation.tag, []).append(_described(operation, root))
    return groups


def _described(operation: Operation, root: str) -> Described:
    runnable = "{" not in operation.path
    path = operation.path if operation.path != "/" else "/"
    return Described(
        operation=operation,
        parameters=tuple(PARAMETERS[name] for name in declared(operation.takes)),
        examples=tuple(
            f"{root}{path}{query}" for query in operation.examples if runnable
        ),
        template=f"{root}{path}",
    )
