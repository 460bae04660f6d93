"""Writes the contract: schemas of the response types, then the whole documents.

pydantic makes the schemas. It is a development tool: only this module imports it.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.test import override_settings
from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from geoapp.api import urls  # noqa: F401 - with it, every answer has its name
from geoapp.api.openapi.document import openapi_30, openapi_31
from geoapp.api.openapi.schemas import SCHEMAS_FILE, Schema, ref
from geoapp.common.json_types import COMPONENTS

if TYPE_CHECKING:
    from pydantic_core import core_schema

_FOLDER = settings.BASE_DIR / "tests" / "contracts" / "openapi"
# The address stands in the document, and must not be that of whoever writes it.
_BASE = "https://makerloom.example"


class Command(BaseCommand):
    """Writes the schemas into one file, the documents into two."""

    help = (
        "Write schemas.json of the API, and the OpenAPI documents to"
        " tests/contracts/openapi/."
    )

    def handle(self, **_options: object) -> None:
        """Write all three, and print their paths."""
        schemas = component_schemas()
        self._write(SCHEMAS_FILE, schemas)
        for version, document in (("3.0", openapi_30), ("3.1", openapi_31)):
            with override_settings(PUBLIC_BASE_URL=_BASE):
                self._write(_FOLDER / f"openapi-{version}.json", document(schemas))

    def _write(self, path: Path, document: Mapping[str, object]) -> None:
        text = json.dumps(document, indent=1, ensure_ascii=False)
        path.write_text(f"{text}\n", encoding="utf-8")
        self.stdout.write(str(path.relative_to(settings.BASE_DIR)))


def component_schemas() -> dict[str, Schema]:
    """Return the component schemas of the response types, by name."""
    schemas, whole = TypeAdapter.json_schemas(
        [
            (name, "validation", TypeAdapter[Any](COMPONENTS[name].type))
            for name in sorted(COMPONENTS)
        ],
        ref_template="{model}",
        schema_generator=_OpenApiSchema,
    )
    names = {schema["$ref"]: name for (name, _mode), schema in schemas.items()}
    inlined = _Inliner(whole["$defs"], names)
    return {
        name: inlined({**whole["$defs"][type_name], **COMPONENTS[name].keywords})
        for type_name, name in names.items()
    }


class _OpenApiSchema(GenerateJsonSchema):
    """Schemas for OpenAPI 3.0, in the order in which types are declared.

    Names and docstrings of classes are internal and no part of the contract.
    """

    def typed_dict_schema(self, schema: "core_schema.TypedDictSchema") -> Schema:
        members = super().typed_dict_schema(schema)
        return {k: v for k, v in members.items() if k not in {"title", "description"}}

    def field_title_should_be_set(self, schema: object) -> bool:  # noqa: ARG002
        return False

    def nullable_schema(self, schema: "core_schema.NullableSchema") -> Schema:
        return {**self.generate_inner(schema["schema"]), "nullable": True}

    def literal_schema(self, schema: "core_schema.LiteralSchema") -> Schema:
        return {"type": "string", "enum": list(schema["expected"])}

    def sort(self, value: Schema, parent_key: str | None = None) -> Schema:  # noqa: ARG002
        return value


class _Inliner:
    """Expands types where they are used, except those that have a name."""

    def __init__(self, types: Mapping[str, Schema], names: Mapping[str, str]) -> None:
        self._types, self._names = types, names

    def __call__(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self(item) for item in value]
        if not isinstance(value, dict):
            return value
        keywords = dict(value)
        type_name = keywords.pop("$ref", "")
        if name := self._names.get(type_name):
            # Beside a reference, OpenAPI 3.0 reads no other keyword.
            if not keywords.items() <= COMPONENTS[name].keywords.items():
                raise CommandError(f"Say {keywords} of the component {name} itself.")
            return ref(name)
        schema = {**self._types.get(type_name, {}), **keywords}
        extended = schema.pop("extends", "")
        members = {key: self(item) for key, item in schema.items()}
        return {"allOf": [ref(extended), members]} if extended else members
