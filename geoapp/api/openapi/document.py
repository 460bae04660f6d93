"""The whole document, in OpenAPI 3.0 as OGC clients need it, and in 3.1.

It is in English whatever `lang` says: all developers read one contract.
"""

from collections.abc import Mapping
from typing import Any

from geoapp.api.exports.file_formats import FILES
from geoapp.api.http.negotiation import HTML
from geoapp.api.openapi.operation import ApiOperation, content, declared, parameter_of
from geoapp.api.openapi.parameters import PARAMETERS, form_parameter
from geoapp.api.openapi.paths import OPERATIONS
from geoapp.api.openapi.schemas import SCHEMAS, TEXT, Schema, ref
from geoapp.common.public_url import public_url

VERSION = "1.0.0"
_PROBLEM = "application/problem+json"
_DESCRIPTION = (
    "Venues, tutorials and the matches between them. Venues are served as OGC API -"
    " Features. You do not need a key to read public data. null means not known."
    " Coordinates are longitude, latitude in WGS 84. Distances are in metres.\n\n"
    "Errors use application/problem+json (RFC 9457) and name the invalid parameter."
    " Responses have a weak ETag. Send it in If-None-Match to get 304 if nothing has"
    " changed. Breaking changes come with a new major version, announced six months"
    " beforehand."
)
_TAGS = {
    "Features": "Venues as OGC API - Features.",
    "Counts and tiles": "Counts and map tiles for a search.",
    "Tutorials and matches": (
        "Tutorials, crafts, equipment and the venues that match them."
    ),
    "My account": "Likes of the account that the key belongs to.",
    "OpenAPI": "This document, in two versions.",
    "Exports and feeds": "Complete search results as a file, and feeds of changes.",
}
_NOT_MODIFIED = {"description": "Not modified since the ETag that was sent."}
_ERRORS = {
    "400": "A parameter is unknown or invalid. `errors` names it.",
    "401": "The key is missing or not valid.",
    "403": "The key does not have the required scope.",
    "404": "Not found.",
    "406": "None of the media types in Accept is available.",
    "408": "The request body arrived too slowly.",
    "413": "The request body is too large.",
    "429": "Too many requests. Retry-After gives the number of seconds to wait.",
    "503": "The request took too long, or the database is not available.",
}


def openapi_30(schemas: Mapping[str, Schema] = SCHEMAS) -> Schema:
    """Return the contract as OpenAPI 3.0."""
    return {
        "openapi": "3.0.3",
        "info": {
            "title": "Makerloom",
            "description": _DESCRIPTION,
            "version": VERSION,
            "license": {"name": "MIT", "url": "https://opensource.org/license/mit"},
        },
        "servers": [{"url": public_url("/api"), "description": "This site"}],
        "tags": [
            {"name": tag, "description": _TAGS[tag]}
            for tag in dict.fromkeys(o.tag for o in OPERATIONS)
        ],
        "security": [{}, {"key": []}],  # a key is optional, and gives more
        "paths": {o.path: {o.method: _operation(o)} for o in OPERATIONS},
        "components": {
            "parameters": PARAMETERS,
            "schemas": schemas,
            "securitySchemes": {
                "key": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "API key, created in your account.",
                }
            },
            "responses": {
                name: {
                    "description": words,
                    # A browser is shown the same words.
                    "content": {
                        _PROBLEM: {"schema": ref("problem")},
                        HTML.media_type: {"schema": TEXT},
                    },
                }
                for name, words in _ERRORS.items()
            },
        },
    }


def openapi_31(schemas: Mapping[str, Schema] = SCHEMAS) -> Schema:
    """Return the same contract as OpenAPI 3.1 (JSON Schema 2020-12)."""
    document: Schema = _without_nullable(openapi_30(schemas))
    document["openapi"] = "3.1.0"
    document["info"]["license"] = {"name": "MIT", "identifier": "MIT"}
    document["jsonSchemaDialect"] = "https://spec.openapis.org/oas/3.1/dialect/base"
    return document


def _operation(operation: ApiOperation) -> Schema:
    members: Schema = {
        "operationId": operation.id,
        "tags": [operation.tag],
        "summary": operation.summary,
        "parameters": [
            *(
                _in_path(n, *members)
                for n, members in operation.path_parameters.items()
            ),
            *(_in_query(name, operation) for name in declared(operation.takes)),
            form_parameter(_names(operation)),
        ],
        "responses": {
            "200": {
                "description": operation.summary,
                "content": content(operation),
            },
            **{
                status: _error(status)
                for status in _ERRORS
                if status not in {"403", *_never(operation)}
            },
        },
    }
    if operation.description:
        members["description"] = operation.description
    if operation.body:
        sent = {"application/json": {"schema": ref(operation.body)}}
        members["requestBody"] = {"required": True, "content": sent}
    if operation.scope:
        members["security"] = [{"key": []}]
        members["responses"]["403"] = _error("403")
    elif not operation.body:
        members["responses"]["304"] = _NOT_MODIFIED
    return members


def _never(operation: ApiOperation) -> set[str]:
    """Return the errors that cannot occur: without a body, or with a single format."""
    one_form = {"406"} if set(operation.forms) <= set(FILES) else set()
    return one_form if operation.body else {"408", "413", *one_form}


def _error(status: str) -> Schema:
    return {"$ref": f"#/components/responses/{status}"}


def _in_query(name: str, operation: ApiOperation) -> Schema:
    parameter = parameter_of(operation, name)
    if parameter is PARAMETERS[name]:
        return {"$ref": f"#/components/parameters/{name}"}
    return parameter


def _in_path(name: str, schema: Schema, description: str) -> Schema:
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": description,
        "schema": schema,
    }


def _names(operation: ApiOperation) -> list[str]:
    return list(dict.fromkeys(n for form in operation.forms for n in form.names))


def _without_nullable(value: Any) -> Any:
    """Return the schema with `nullable` as a second type, as in OpenAPI 3.1."""
    if isinstance(value, list):
        return [_without_nullable(item) for item in value]
    if not isinstance(value, dict):
        return value
    members = {name: _without_nullable(item) for name, item in value.items()}
    if members.pop("nullable", False):
        members["type"] = [members["type"], "null"]
    return members
