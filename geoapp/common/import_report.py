"""The report of an import, row by row and in total: what all formats share."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar

_MAX_ROWS = 10_000  # a report is for reading; the counts go on
_MAX_SHOWN = 20
_MAX_NAME = 80
# What a person reads of each outcome, in the order of the report.
_OUTCOME_LABELS = {
    "refused": "rejected",
    "imported": "imported",
    "repaired": "repaired",
}


@dataclass(slots=True, kw_only=True)
class ImportReport:
    """Counts that add up: imported + repaired + refused = read.

    `imported` are rows taken as they came, `repaired` rows taken after repairs. What
    they meant for what we have stands in the reports of venues and of tutorials,
    which name their members of `--json` and end the report with their sentences.
    """

    json_members: ClassVar[tuple[str, ...]] = ()

    file: str
    dry_run: bool
    format: str = ""
    imported: int = 0
    repaired: int = 0
    refused: int = 0
    created: int = 0
    unchanged: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    noted: int = 0  # rows that there is something to say of
    rows: list[dict[str, Any]] = field(default_factory=list)

    @property
    def read(self) -> int:
        """Rows read so far."""
        return self.imported + self.repaired + self.refused

    def refuse(self, reference: str, name: str, reason: str) -> None:
        """Count a rejected row, with its reason."""
        self.refused += 1
        self.reasons[reason] += 1
        self._note(reference, name, outcome="refused", why=(reason,))

    def accept(
        self,
        reference: str,
        name: str,
        *,
        repairs: tuple[str, ...] = (),
        notes: tuple[str, ...] = (),
    ) -> None:
        """Count a row that got in, with what was repaired and what is worth a note."""
        if repairs:
            self.repaired += 1
            self._note(reference, name, outcome="repaired", why=(*repairs, *notes))
            return
        self.imported += 1
        if notes:
            self._note(reference, name, outcome="imported", why=notes)

    def _note(self, row: str, name: str, *, outcome: str, why: tuple[str, ...]) -> None:
        self.noted += 1
        if len(self.rows) < _MAX_ROWS:
            self.rows.append(
                {"row": row, "name": name, "outcome": outcome, "why": list(why)}
            )

    def as_json(self) -> dict[str, Any]:
        """Return the report for `--json`."""
        return {name: getattr(self, name) for name in self.json_members}

    def sentences(self) -> list[str]:
        """Return the report in words."""
        kind = f" as {self.format}" if self.format else ""
        return [
            (
                f"{self.file}: read {counted(self.read, 'row')}{kind}."
                f" {self.imported:,} imported, {self.repaired:,} repaired,"
                f" {self.refused:,} rejected."
            ),
            *self._row_sentences(),
            *self.outcome_sentences(),
        ]

    def outcome_sentences(self) -> Iterator[str]:
        """Yield what the rows meant for what we have."""
        raise NotImplementedError

    def _row_sentences(self) -> Iterator[str]:
        # What did not get in is read first; the file's order within.
        order = list(_OUTCOME_LABELS)
        entries = sorted(self.rows, key=lambda entry: order.index(entry["outcome"]))
        for entry in entries[:_MAX_SHOWN]:
            name = f", “{entry['name'][:_MAX_NAME]}”" if entry["name"] else ""
            why = " ".join(entry["why"])
            outcome = _OUTCOME_LABELS[entry["outcome"]]
            yield f"  {entry['row']}{name}: {outcome}: {why}"
        if self.noted <= _MAX_SHOWN:
            return
        lists = "all" if self.noted <= _MAX_ROWS else f"the first {_MAX_ROWS:,}"
        yield f"  and {self.noted - _MAX_SHOWN:,} more. Use --json to list {lists}."
        for reason, count in self.reasons.most_common(_MAX_SHOWN):
            yield f"  {counted(count, 'row')} rejected: {reason}"


def counted(number: int, noun: str) -> str:
    """Return `1 row`, `1,200 rows`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
