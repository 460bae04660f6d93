"""Parse a pasted list of machines."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from geoapp.web.manage.forms.machine_row import MAX_ROWS
from geoapp.web.manage.forms.named_machine import equipment_named


def read_machines(text: str) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the machines of pasted rows, and the first cells of unrecognised rows.

    Cells are separated by tabs, semicolons or commas: machine, count, make and model,
    working size, fee.
    """
    machines: list[dict[str, Any]] = []
    unknown: list[str] = []
    delimiter = next((sign for sign in "\t;" if sign in text), ",")
    text = text.replace("\0", "")
    for cells in csv.reader(io.StringIO(text), delimiter=delimiter, strict=False):
        first, *rest = [" ".join(cell.split()) for cell in cells] or [""]
        if not first:
            continue
        equipment = equipment_named(first)
        if equipment is None:
            unknown.append(first[:80])
        else:
            machines.append(_machine_of(equipment, rest))
    return machines[:MAX_ROWS], unknown[:MAX_ROWS]


def _machine_of(equipment: str, rest: Sequence[str]) -> dict[str, Any]:
    count, model, size, fee = [*rest, "", "", "", ""][:4]
    row: dict[str, Any] = {"equipment": equipment}
    if count.isascii() and count.isdigit() and len(count) <= 3:
        row["count"] = int(count)
    for name, words, maximum in (
        ("make_model", model, 200),
        ("working_size", size, 120),
        ("fee", fee, 120),
    ):
        if words:
            row[name] = words[:maximum]
    return row
