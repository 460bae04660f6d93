"""The report of an import of venues."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar

from geoapp.common.import_report import ImportReport, counted
from geoapp.crafts.word_forms import unmatched_words
from geoapp.sources.reader_rows import ReadRow

_MAX_WORDS = 10_000
_MAX_SHOWN = 20


@dataclass(slots=True, kw_only=True)
class VenueImportReport(ImportReport):
    """How the rows affected venues: created, changed, unchanged, matched."""

    json_members: ClassVar[tuple[str, ...]] = (
        *("file", "format", "source", "dry_run", "read", "imported", "repaired"),
        *("refused", "created", "changed", "unchanged", "matched", "live"),
        *("first_new", "stopped", "rows"),
    )

    source: str
    total: int | None = None  # rows of the file, if known
    changed: int = 0
    matched: int = 0
    live: int = 0  # live states newer than the stored ones
    first_new: str = ""  # the URL of the first new venue
    stopped: str = ""  # why the import ended early
    # Words that match no term of the vocabulary, with their numbers of rows.
    unknown_words: Counter[str] = field(default_factory=Counter)

    def count(self, row: ReadRow) -> None:
        """Count a processed row, with its repairs and warnings."""
        if row.record is not None:
            self._note_words(row.record.unmatched)
        if row.refused:
            self.refuse(row.reference, row.shown_name, row.refused)
        else:
            self.accept(
                row.reference, row.shown_name, repairs=row.repaired, notes=row.notes
            )

    def _note_words(self, words: Iterable[str]) -> None:
        for word in unmatched_words(words):
            if word in self.unknown_words or len(self.unknown_words) < _MAX_WORDS:
                self.unknown_words[word] += 1

    def as_json(self) -> dict[str, Any]:
        """Return the report for `--json`, with the unknown words."""
        words = [{"word": word, "rows": rows} for word, rows in self._words()]
        # `super()` without arguments fails in classes recreated with slots.
        return {**ImportReport.as_json(self), "unknown_words": words}

    def outcome_sentences(self) -> Iterator[str]:
        """Yield the unknown words, the outcome for venues, and the first new venue."""
        words = self._words()
        if words:
            listed = ", ".join(f"“{w}” ({rows:,})" for w, rows in words[:_MAX_SHOWN])
            hidden = len(words) - _MAX_SHOWN
            rest = (
                f", and {hidden:,} more. Use --json to list all" if hidden > 0 else ""
            )
            yield f"Words that match no craft or equipment (rows): {listed}{rest}."
        yield self._venues_sentence()
        if self.stopped:
            yield self.stopped
        if self.first_new:
            yield f"First new venue: {self.first_new}"

    def _words(self) -> list[tuple[str, int]]:
        """Return the unknown words, most frequent first."""
        return sorted(self.unknown_words.items(), key=lambda item: (-item[1], item[0]))

    def _venues_sentence(self) -> str:
        if self.dry_run:
            return "Dry run: nothing was written."
        matched = f"{self.matched:,} matched to venues from other sources"
        return (
            f"Venues: {self.created - self.matched:,} new, "
            + (f"{matched}, " if self.matched else "")
            + f"{self.changed:,} changed, {self.unchanged:,} unchanged"
            + (f"; {counted(self.live, 'live status')} stored" if self.live else "")
            + "."
        )
