"""Which machines require an induction, and which are operated by staff only."""

import re
from collections.abc import Iterable
from collections.abc import Mapping as AnyMapping

from geoapp.crafts.choices import Induction
from geoapp.sources.csv_mapping.schema import Mapping
from geoapp.sources.csv_mapping.tools import entries, equipment_in, in_our_words
from geoapp.venues.records import MachineRecord

Cells = AnyMapping[str, str]

# Matches "All", "All of them", "Everything.", "All powered tools require induction.",
# but not "Everything else …", "everything but …" or "All laser cutters".
_ALL = re.compile(
    r"\s*(all|everything|the machines|all the)\b\W*$"
    r"|\s*all\b.{0,40}\b(of them|tools|equipment|machines|manufacturing)\b"
    r"|\s*everything\.?\s*$|\s*all\s*\(|\s*all except\b|\s*the machines\s*$",
    re.IGNORECASE,
)
_EXCEPT = re.compile(r"\b(except|apart from|other than)\b", re.IGNORECASE)
_INTENT = re.compile(r"^\s*(intend|no\b|none|n/?a|there (is|are) no)", re.IGNORECASE)


def machines_of(
    mapping: Mapping, cells: Cells, equipment: Iterable[str]
) -> tuple[MachineRecord, ...]:
    """Return the machines, with the inductions that the answers require.

    Machines named in an answer only are included. "All" means a general induction; a
    named tool requires its own; operation by staff takes precedence.
    """
    equipment_ids = dict.fromkeys(equipment)
    answer = cells.get(mapping.inductions.machine, "")
    by_machine = _named(mapping, _before_except(answer), equipment_ids)
    staff = _named(mapping, cells.get(mapping.inductions.staff, ""), equipment_ids)
    excepted = _named(mapping, _after_except(answer), equipment_ids)
    needs_all = _ALL.match(answer) is not None
    machines = []
    for item in sorted({*equipment_ids, *by_machine, *staff}):
        induction = ""
        if item in staff:
            induction = Induction.STAFF.value
        elif needs_all and item not in excepted and not _is_free(mapping, item):
            induction = Induction.GENERAL.value
        elif item in by_machine:
            induction = Induction.MACHINE.value
        machines.append(
            MachineRecord(equipment=item, induction=induction, inferred=True)
        )
    return tuple(machines)


def _is_free(mapping: Mapping, item: str) -> bool:
    return item in mapping.inductions.never


def _before_except(text: str) -> str:
    return _EXCEPT.split(text, maxsplit=1)[0]


def _after_except(text: str) -> str:
    return _EXCEPT.split(text)[-1] if _EXCEPT.search(text) else ""


def _named(
    mapping: Mapping, text: str, equipment_ids: Iterable[str]
) -> tuple[str, ...]:
    """Return the equipment named in an answer; groups mean those that are present."""
    if _INTENT.match(text):
        return ()
    names: dict[str, None] = {}
    for entry in entries(text, absent=mapping.tools.absent):
        words = in_our_words(entry, mapping.inductions.words)
        for pattern, members in mapping.inductions.groups.items():
            if re.search(pattern, words, re.IGNORECASE):
                present = [member for member in members if member in set(equipment_ids)]
                names.update(dict.fromkeys(present))
                words = re.sub(pattern, " ", words, flags=re.IGNORECASE)
        names.update(dict.fromkeys(equipment_in(words, mapping.tools)))
    return tuple(names)
