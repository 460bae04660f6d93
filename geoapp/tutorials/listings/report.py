"""What an import of tutorials did, row by row and in sum."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

_MOST_ROWS = 10_000  # a report is for reading; the counts go on
_MOST_TOLD = 20
_MOST_NAME = 80


@dataclass(slots=True, kw_only=True)
class ListingReport:
    """Counts that add up: imported + repaired + refused = read.

    `created` are new tutorials; `unchanged` were there already, by their address.
    """

    file: str
    dry_run: bool
    imported: int = 0
    repaired: int = 0
    refused: int = 0
    created: int = 0
    unchanged: int = 0
    guessed: int = 0  # of the new ones, how many crafts were read out of words
    reasons: Counter[str] = field(default_factory=Counter)
    told: int = 0
    rows: list[dict[str, Any]] = field(default_factory=list)

    @property
    def read(self) -> int:
        """Rows read so far."""
        return self.imported + self.repaired + self.refused

    def refuse(self, reference: str, title: str, why: str) -> None:
        """Count a refused row, with its reason."""
        self.refused += 1
        self.reasons[why] += 1
        self._tell(reference, title, outcome="refused", why=[why])

    def take(self, reference: str, title: str, repairs: tuple[str, ...]) -> None:
        """Count a row that is taken, with what was mended."""
        if not repairs:
            self.imported += 1
            return
        self.repaired += 1
        self._tell(reference, title, outcome="repaired", why=list(repairs))

    def _tell(self, row: str, name: str, *, outcome: str, why: list[str]) -> None:
        self.told += 1
        if len(self.rows) < _MOST_ROWS:
            self.rows.append({"row": row, "name": name, "outcome": outcome, "why": why})

    def as_json(self) -> dict[str, Any]:
        """Return the report for `--json`."""
        names = "file dry_run read imported repaired refused created unchanged guessed"
        return {name: getattr(self, name) for name in f"{names} rows".split()}

    def sentences(self) -> list[str]:
        """Return the report in words."""
        return [
            f"{self.file}: {self.read:,} rows read: {self.imported:,} imported as "
            f"written, {self.repaired:,} repaired, {self.refused:,} refused.",
            *self._rows_in_words(),
            self._outcome(),
        ]

    def _outcome(self) -> str:
        sentence = (
            f"Tutorials: {self.created:,} new, {self.unchanged:,} there already. "
            f"Of the new ones {self.guessed:,} have crafts that were read out of words, "
            "and are marked so."
        )
        if self.dry_run:
            return f"Nothing was written: this was a dry run. It would be: {sentence}"
        return sentence

    def _rows_in_words(self) -> Iterator[str]:
        for entry in self.rows[:_MOST_TOLD]:
            name = f", “{entry['name'][:_MOST_NAME]}”" if entry["name"] else ""
            why = " ".join(entry["why"])
            yield f"  {entry['row']}{name}: {entry['outcome']}: {why}"
        if self.told > _MOST_TOLD:
            yield f"  and {self.told - _MOST_TOLD:,} more: --json lists them."
            for reason, count in self.reasons.most_common(_MOST_TOLD):
                yield f"  {count:,} refused: {reason}"
