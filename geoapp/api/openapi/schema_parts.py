"""The small words that schemas are written with."""

from typing import Any

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "number"}
COUNT: Schema = {"type": "integer", "minimum": 0}
FLAG: Schema = {"type": "boolean"}
DAY: Schema = {"type": "string", "format": "date"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
ID: Schema = {"type": "string", "format": "uuid"}
ADDRESS: Schema = {"type": "string", "format": "uri"}


def ref(name: str) -> Schema:
    """Return a reference to a schema of this document."""
    return {"$ref": f"#/components/schemas/{name}"}


def or_null(schema: Schema) -> Schema:
    """Return the schema of one type with null for what is unknown."""
    return {**schema, "nullable": True}


def list_of(items: Schema) -> Schema:
    """Return a list."""
    return {"type": "array", "items": items}


def object_of(required: str = "", /, **properties: Schema) -> Schema:
    """Return an object; `required` names members, blanks between."""
    schema: Schema = {"type": "object", "properties": properties}
    if required:
        schema["required"] = required.split()
    return schema


def collection_of(feature: Schema, required: str = "", /, **members: Schema) -> Schema:
    """Return a FeatureCollection of features, with members beside them."""
    return object_of(
        f"type features {required}".rstrip(),
        type={"type": "string", "enum": ["FeatureCollection"]},
        timeStamp=MOMENT,
        numberReturned=COUNT,
        links=LINKS,
        **members,
        features=list_of(feature),
    )


def counts() -> Schema:
    """Return an object of counts by value."""
    return {"type": "object", "additionalProperties": COUNT}


LINKS = list_of(ref("link"))
