"""Strict parsing of untrusted JSON: no NaN, no excessive nesting."""

import json
from pathlib import Path
from typing import NoReturn

from geoapp.sources.reader_rows import UnreadableFile


def load(path: Path) -> object:
    """Return the parsed file. Raises UnreadableFile for anything but JSON.

    NaN and Infinity are not JSON (RFC 8259, section 6), although Python accepts them.
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
    msg = f"{constant} is not a JSON number"
    raise ValueError(msg)
