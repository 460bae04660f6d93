"""The report of an import of tutorials."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from geoapp.common.import_report import ImportReport


@dataclass(slots=True, kw_only=True)
class ListingReport(ImportReport):
    """`created` are new tutorials; `unchanged` were known already, by their URLs."""

    json_members: ClassVar[tuple[str, ...]] = (
        *("file", "dry_run", "read", "imported", "repaired", "refused"),
        *("created", "unchanged", "guessed", "rows"),
    )

    guessed: int = 0  # new tutorials with crafts inferred from text

    def outcome_sentences(self) -> Iterator[str]:
        """Yield sentences about the imported tutorials."""
        if self.dry_run:
            yield "Dry run: nothing was written. An import would give this:"
        yield (
            f"Tutorials: {self.created:,} new, {self.unchanged:,} already known."
            f" For {self.guessed:,} of the new ones the crafts are guesses from text."
        )
