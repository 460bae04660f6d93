"""JSON from strangers: no NaN, no depth without end, no half files."""

import json
from pathlib import Path
from typing import Any, NoReturn

from geoapp.sources.rows import UnreadableFile


def load(path: Path) -> Any:
    """Return the parsed file; raise UnreadableFile for anything but JSON.

    NaN and Infinity are no JSON (RFC 8259, section 6), though Python reads them.
    """
    try:
        return json.loads(path.read_bytes(), parse_constant=_refuse_constant)
    except RecursionError:
        raise UnreadableFile(f"{path.name} is nested too deeply.") from None
    except ValueError as error:
        raise UnreadableFile(f"{path.name} is not valid JSON: {error}.") from None


def _refuse_constant(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON number")
