"""The contract of one path: its parameters, formats and schema."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from geoapp.api.exports.file_formats import FILES
from geoapp.api.http.negotiation import GEOJSON, HTML, JSON, MediaFormat
from geoapp.api.http.resource_view import ANY
from geoapp.api.openapi.parameters import PARAMETERS, limit_parameter
from geoapp.api.openapi.schemas import Schema, ref
from geoapp.discovery.search.criteria import MAX_LIMIT

FEATURES = (GEOJSON, HTML)


_LIMITS = (100, MAX_LIMIT)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiOperation:
    """An operation of one path. `path_parameters` are name -> (schema, description)."""

    path: str
    id: str
    method: str = "get"
    body: str = ""  # the schema of what is sent
    scope: str = ""  # of the key that opens it; empty: anybody
    tag: str
    summary: str
    schema: str
    takes: frozenset[str] = ANY
    needs: frozenset[str] = frozenset()
    limits: tuple[int, int] = _LIMITS  # of `limit`: the default, the most
    forms: tuple[MediaFormat, ...] = (JSON, HTML)
    description: str = ""
    path_parameters: dict[str, tuple[Schema, str]] = field(default_factory=dict)
    examples: tuple[str, ...] = ()  # queries that documentation offers to run


def parameter_of(operation: ApiOperation, name: str) -> Schema:
    """Return a parameter as this operation has it: its limits, whether it is required."""
    parameter = PARAMETERS[name]
    if name == "limit" and operation.limits != _LIMITS:
        default, maximum = operation.limits
        parameter = limit_parameter(default=default, maximum=maximum)
    if name in operation.needs:
        parameter = {**parameter, "required": True}
    return parameter


def content(operation: ApiOperation) -> dict[str, object]:
    """Return the media types of a response with their schemas."""
    return {
        form.media_type: {"schema": _schema(operation, form)}
        for form in operation.forms
    }


def _schema(operation: ApiOperation, form: MediaFormat) -> Schema:
    if form is HTML or form in FILES:
        return {"type": "string"}
    return ref(operation.schema) if operation.schema else {"type": "object"}


def declared(takes: Iterable[str]) -> list[str]:
    """Return the parameters of an operation in the order of the table."""
    names = set(takes) | ANY
    return [name for name in PARAMETERS if name in names]
