"""JSON from strangers: no NaN, no depth without end, no half files."""

import json
from pathlib import Path
from typing import NoReturn

from geoapp.sources.reader_rows import UnreadableFile


def load(path: Path) -> object:
    """Return the parsed file; raise UnreadableFile for anything but JSON.

    NaN and Infinity are no JSON (RFC 8259, section 6), though Python reads them.
    """
    try:
        document: object = json.loads(path.read_bytes(), parse_constant=refuse_constant)
    except RecursionError:
        msg = f"{path.name} is nested too deeply."
        raise UnreadableFile(msg) from None
    except ValueError as error:
        msg = f"{path.name} is not valid JSON: {error}."
        raise UnreadableFile(msg) from None
    return document


def refuse_constant(constant: str) -> NoReturn:
    """Raise ValueError for NaN and Infinity, as `parse_constant` of json.loads."""
    msg = f"{constant} is no JSON number"
    raise ValueError(msg)
