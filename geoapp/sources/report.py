"""What an import did, row by row and in sum."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from geoapp.sources.rows import Row

_MOST_ROWS = 10_000  # a report is for reading; the counts go on


@dataclass(slots=True, kw_only=True)
class ImportReport:
    """Counts that add up: imported + repaired + refused = read.

    `imported` are rows taken as they came, `repaired` rows taken after repairs.
    `created`, `changed` and `unchanged` tell what that meant for the venues.
    """

    file: str
    format: str
    source: str
    dry_run: bool
    total: int | None = None  # rows of the file, if known
    imported: int = 0
    repaired: int = 0
    refused: int = 0
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    matched: int = 0
    stopped: str = ""  # why the import ended before the file did
    reasons: Counter[str] = field(default_factory=Counter)
    rows: list[dict[str, Any]] = field(default_factory=list)

    @property
    def read(self) -> int:
        """Rows read so far."""
        return self.imported + self.repaired + self.refused

    def count(self, row: Row) -> None:
        """Count a row that is through; keep what is worth telling of it."""
        if row.refused:
            self.refused += 1
            self.reasons[row.refused] += 1
            self._keep(row.reference, "refused", (row.refused,))
        elif row.repaired:
            self.repaired += 1
            self._keep(row.reference, "repaired", row.repaired)
        else:
            self.imported += 1

    def _keep(self, reference: str, outcome: str, why: tuple[str, ...]) -> None:
        if len(self.rows) < _MOST_ROWS:
            entry = {"row": reference, "outcome": outcome, "why": list(why)}
            self.rows.append(entry)

    def as_json(self) -> dict[str, Any]:
        """Return the report for `--json`."""
        names = "file format source dry_run read imported repaired refused"
        names += " created changed unchanged matched stopped rows"
        return {name: getattr(self, name) for name in names.split()}

    def sentences(self) -> list[str]:
        """Return the report in words."""
        said = [
            f"{self.file}: {self.read} rows read as {self.format}: "
            f"{self.imported} imported as they are, {self.repaired} repaired, "
            f"{self.refused} refused."
        ]
        if self.dry_run:
            said.append("Nothing was written: this was a dry run.")
        else:
            said.append(
                f"Venues: {self.created} new ({self.matched} of them known from "
                f"another list), {self.changed} changed, {self.unchanged} unchanged."
            )
        said += [
            f"  refused {count} times: {reason}"
            for reason, count in self.reasons.most_common(20)
        ]
        if self.stopped:
            said.append(self.stopped)
        return said
