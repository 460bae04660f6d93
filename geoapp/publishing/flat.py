"""What is published of a venue as cells of a table: lists in words, doubts with them."""

from collections.abc import Mapping
from typing import Any

UNKNOWN = "unknown"
# A cell that begins so is run by spreadsheets, whatever its quotes.
_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")  # noqa: RUF001 - full-width ones are run too


def plain_text(text: str) -> str:
    """Return the text with a ' before it where a spreadsheet would run it.

    Take one ' off such a text and it is what it was: no text is written as another.
    """
    return f"'{text}" if text.lstrip("' ")[:1] in _FORMULA else text


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


def _listed(said: dict[str, list[str]]) -> str:
    """Return "pottery (learn, use); weaving (use, inferred)", or unknown."""
    words = (f"{name} ({', '.join(dict.fromkeys(w))})" for name, w in said.items())
    return "; ".join(words) or UNKNOWN


def origin_cells(page: Mapping[str, Any]) -> dict[str, str]:
    """Return what was read out of text or tags, and who says the rest."""
    sources = page["sources"]
    return {
        "inferred": "; ".join(page["inferred"]),
        "licence": "; ".join(sorted({s["licence"] for s in sources})),
        "sources": "; ".join(
            " ".join(s[part] for part in ("name", "date", "url") if s[part])
            for s in sources
        ),
    }
