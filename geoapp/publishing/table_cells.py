"""The public data of a venue as cells of a table, uncertainty included."""

import csv
from collections.abc import Iterable, Mapping
from io import StringIO
from typing import Any

UNKNOWN = "unknown"
ADDRESS = ("street", "postcode", "locality", "region", "country")
# Spreadsheets take a CSV file without it for the letters of another century.
BOM = "\ufeff"
_SOURCE = ("name", "licence", "attribution", "date", "url")
# A cell that begins so is run by spreadsheets, whatever its quotes.
_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")  # noqa: RUF001 - full-width ones are run too


def plain_text(text: str) -> str:
    """Return the text with a ' before it if a spreadsheet would execute it.

    Remove one ' from such a text to get the original back: the mapping is reversible.
    """
    return f"'{text}" if text.lstrip("' ")[:1] in _FORMULA else text


def csv_lines(rows: Iterable[Iterable[Any]]) -> str:
    """Return lines of CSV (RFC 4180): numbers as they are, texts as `plain_text`."""
    lines = StringIO()
    csv.writer(lines).writerows([_cell(value) for value in row] for row in rows)
    return lines.getvalue()


def _cell(value: Any) -> Any:
    return plain_text(value) if isinstance(value, str) else value


def address_line(address: Mapping[str, str]) -> str:
    """Return a page's address in one line, empty if unknown."""
    return ", ".join(address[part] for part in ADDRESS if address.get(part))


def source_line(source: Mapping[str, str]) -> str:
    """Return a source and its licence in one line."""
    return ", ".join(source[part] for part in _SOURCE if source[part])


def offered_cells(page: Mapping[str, Any]) -> dict[str, str]:
    """Return `crafts` and `equipment` of a page in words."""
    crafts: dict[str, list[str]] = {}
    for offer in page["offers"]:
        crafts.setdefault(offer["craft"], []).extend(
            [offer["mode"], *(["inferred"] if offer["inferred"] else [])]
        )
    machines = {
        m["equipment"]: [
            f"induction {m['induction'] or UNKNOWN}",
            f"state {m['state']}",
            *(["none here"] if m["count"] == 0 else []),
            *(["inferred"] if m["inferred"] else []),
        ]
        for m in page["machines"]
    }
    return {"crafts": _listed(crafts), "equipment": _listed(machines)}


def _listed(values: dict[str, list[str]]) -> str:
    """Return "pottery (learn, use); weaving (use, inferred)", or unknown."""
    words = (f"{name} ({', '.join(dict.fromkeys(w))})" for name, w in values.items())
    return "; ".join(words) or UNKNOWN


def origin_cells(page: Mapping[str, Any]) -> dict[str, str]:
    """Return which values were inferred, and the sources of the rest."""
    sources = page["sources"]
    return {
        "inferred": "; ".join(page["inferred"]),
        "licence": "; ".join(sorted({s["licence"] for s in sources})),
        "sources": "; ".join(
            " ".join(s[part] for part in ("name", "date", "url") if s[part])
            for s in sources
        ),
    }
