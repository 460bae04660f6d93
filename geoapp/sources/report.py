"""What an import did, row by row and in sum."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from geoapp.crafts.word_forms import strange_words
from geoapp.sources.reader_rows import ReadRow

_MOST_ROWS = 10_000  # a report is for reading; the counts go on
_MOST_TOLD = 20
_MOST_NAME = 80
_ORDER = ("refused", "imported", "repaired")


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
    live: int = 0  # states of the moment that were newer than what was kept
    first_new: str = ""  # the address of the first venue that nobody had
    stopped: str = ""  # why the import ended before the file did
    reasons: Counter[str] = field(default_factory=Counter)
    # What no list of the vocabulary knows, with the rows that say it.
    unknown_words: Counter[str] = field(default_factory=Counter)
    told: int = 0  # rows that there is something to tell of
    rows: list[dict[str, Any]] = field(default_factory=list)

    @property
    def read(self) -> int:
        """Rows read so far."""
        return self.imported + self.repaired + self.refused

    def count(self, row: ReadRow) -> None:
        """Count a row that is through; keep what is worth telling of it."""
        if row.record is not None:
            self._note_words(row.record.unmatched)
        if row.refused:
            self.refused += 1
            self.reasons[row.refused] += 1
            self._keep(row, "refused", (row.refused,))
        elif row.repaired:
            self.repaired += 1
            self._keep(row, "repaired", (*row.repaired, *row.notes))
        else:
            self.imported += 1
            if row.notes:
                self._keep(row, "imported", row.notes)

    def _note_words(self, words: Iterable[str]) -> None:
        for word in strange_words(words):
            if word in self.unknown_words or len(self.unknown_words) < _MOST_ROWS:
                self.unknown_words[word] += 1

    def _keep(self, row: ReadRow, outcome: str, why: tuple[str, ...]) -> None:
        self.told += 1
        if len(self.rows) < _MOST_ROWS:
            self.rows.append(
                {
                    "row": row.reference,
                    "name": row.shown_name,
                    "outcome": outcome,
                    "why": list(why),
                }
            )

    def as_json(self) -> dict[str, Any]:
        """Return the report for `--json`."""
        names = "file format source dry_run read imported repaired refused"
        names += " created changed unchanged matched live first_new stopped rows"
        counts = {name: getattr(self, name) for name in names.split()}
        counts["unknown_words"] = [
            {"word": word, "rows": rows} for word, rows in self._words()
        ]
        return counts

    def sentences(self) -> list[str]:
        """Return the report in words."""
        sentences = [
            (
                f"{self.file}: read {counted(self.read, 'row')} as {self.format}."
                f" {self.imported:,} imported, {self.repaired:,} repaired,"
                f" {self.refused:,} rejected."
            ),
            *self._rows_in_words(),
            *self._unknown_in_words(),
            self._venues_in_words(),
        ]
        if self.stopped:
            sentences.append(self.stopped)
        if self.first_new:
            sentences.append(f"First new venue: {self.first_new}")
        return sentences

    def _rows_in_words(self) -> Iterator[str]:
        # What did not get in is read first; the file's order within.
        shown = sorted(self.rows, key=lambda entry: _ORDER.index(entry["outcome"]))
        for entry in shown[:_MOST_TOLD]:
            name = f", “{entry['name'][:_MOST_NAME]}”" if entry["name"] else ""
            why = " ".join(entry["why"])
            yield f"  {entry['row']}{name}: {entry['outcome']}: {why}"
        if self.told <= _MOST_TOLD:
            return
        lists = "all" if self.told <= _MOST_ROWS else f"the first {_MOST_ROWS:,}"
        yield f"  and {self.told - _MOST_TOLD:,} more. Use --json to list {lists}."
        for reason, count in self.reasons.most_common(_MOST_TOLD):
            yield f"  {counted(count, 'row')} rejected: {reason}"

    def _words(self) -> list[tuple[str, int]]:
        """Return the unknown words, those of most rows first."""
        return sorted(self.unknown_words.items(), key=lambda item: (-item[1], item[0]))

    def _unknown_in_words(self) -> Iterator[str]:
        words = self._words()
        if not words:
            return
        shown = ", ".join(f"“{word}” ({rows:,})" for word, rows in words[:_MOST_TOLD])
        more = len(words) - _MOST_TOLD
        rest = f", and {more:,} more: --json lists all" if more > 0 else ""
        yield f"Words that match no craft or equipment (rows): {shown}{rest}."

    def _venues_in_words(self) -> str:
        if self.dry_run:
            return "Dry run: nothing was written."
        joined = f"{self.matched:,} matched to venues from other sources"
        return (
            f"Venues: {self.created - self.matched:,} new, "
            + (f"{joined}, " if self.matched else "")
            + f"{self.changed:,} changed, {self.unchanged:,} unchanged"
            + (f"; {counted(self.live, 'live status')} stored" if self.live else "")
            + "."
        )


def counted(number: int, thing: str) -> str:
    """Return `1 row`, `1,200 rows`."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"
