"""Parse files into rows: JSON, JSON lines, TSV and Markdown lists of links."""

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

from geoapp.common.errors import DomainError
from geoapp.tutorials.listings.entries import ListedRow
from geoapp.tutorials.listings.markdown import markdown_rows

MAX_BYTES = 64_000_000
_NO_OBJECT = "The row is not an object with a title and a url."
_LISTS = ("tutorials", "items")


class UnreadableListing(DomainError):
    """The file cannot be parsed; the message says what to do."""


def rows_of(path: Path, *, format_name: str = "") -> list[ListedRow]:
    """Return the rows of the file. Raises UnreadableListing."""
    if not path.is_file():
        raise UnreadableListing(f"The file {path} does not exist.")
    if path.stat().st_size > MAX_BYTES:
        message = f"{path.name} is larger than {MAX_BYTES // 1_000_000} MB. Split it."
        raise UnreadableListing(message)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableListing(f"{path.name} is not encoded in UTF-8.") from None
    reader = FORMATS.get(format_name or _format_of(path, text))
    if reader is None:
        message = f"{path.name} has an unknown format. Set it with --format."
        raise UnreadableListing(message)
    try:
        return list(reader(text))
    except (ValueError, RecursionError, csv.Error) as error:
        raise UnreadableListing(f"{path.name} cannot be read: {error}.") from None


def _format_of(path: Path, text: str) -> str:
    start = text.lstrip()[:1]
    by_suffix = {".md": "markdown", ".markdown": "markdown", ".tsv": "tsv"}
    if path.suffix.lower() in by_suffix:
        return by_suffix[path.suffix.lower()]
    if path.suffix.lower() in {".jsonl", ".ndjson"}:
        return "lines"
    if start == "[" or (start == "{" and path.suffix.lower() == ".json"):
        return "json" if _is_one_document(text) else "lines"
    return "lines" if start == "{" else ""


def _is_one_document(text: str) -> bool:
    # JSON lines are often named .json as well; a second document identifies them.
    try:
        _parsed(text)
    except json.JSONDecodeError as error:
        return not error.msg.startswith("Extra data")
    except (ValueError, RecursionError):
        return True
    return True


def _parsed(text: str) -> Any:
    return json.loads(text, parse_constant=_refuse_constant)


def _refuse_constant(constant: str) -> NoReturn:
    message = f"{constant} is not a JSON number"
    raise ValueError(message)


def _json_rows(text: str) -> Iterator[ListedRow]:
    document = _parsed(text)
    if isinstance(document, dict):
        rows = next((document[k] for k in _LISTS if k in document), [document])
        document = rows
    if not isinstance(document, list):
        raise ValueError("it contains no list of tutorials")  # noqa: TRY004 - of a file
    for number, value in enumerate(document, start=1):
        yield _row(f"row {number}", value)


def _line_rows(text: str) -> Iterator[ListedRow]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            value = _parsed(line)
        except (ValueError, RecursionError):
            value = None
        yield _row(f"line {number}", value)


def _tsv_rows(text: str) -> Iterator[ListedRow]:
    rows = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    names = [name.strip().casefold() for name in rows.fieldnames or ()]
    if not {"title", "url"} <= set(names):
        raise ValueError("its first line has no columns `title` and `url`")
    rows.fieldnames = names
    for number, row in enumerate(rows, start=2):
        fields = {name: text for name, text in row.items() if name and text}
        yield _row(f"line {number}", fields)


def _row(reference: str, value: object) -> ListedRow:
    if not isinstance(value, dict):
        return ListedRow(reference=reference, fields={}, refused=_NO_OBJECT)
    return ListedRow(reference=reference, fields=value)


FORMATS: dict[str, Callable[[str], Iterator[ListedRow]]] = {
    "json": _json_rows,
    "lines": _line_rows,
    "tsv": _tsv_rows,
    "markdown": markdown_rows,
}
