"""The component schemas of the contract, and the texts that parameters share.

`schemas.json` is made from the response types (`components`) when the contract is
written: `./makerloom manage write_contract`.
"""

import json
from pathlib import Path
from typing import Any

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "number"}
COUNT: Schema = {"type": "integer", "minimum": 0}
ID: Schema = {"type": "string", "format": "uuid"}

SCHEMAS_FILE = Path(__file__).parent / "schemas.json"
SCHEMAS: dict[str, Schema] = json.loads(SCHEMAS_FILE.read_text(encoding="utf-8"))


def ref(name: str) -> Schema:
    """Return a reference to a component schema of the document."""
    return {"$ref": f"#/components/schemas/{name}"}
