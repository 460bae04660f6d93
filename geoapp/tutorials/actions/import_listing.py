"""Import tutorials from external lists; inferred values are marked as such."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from django.db import transaction

from geoapp.tutorials.addresses import normalised, site_of
from geoapp.tutorials.listings.cleaning import CleaningOptions, clean_row
from geoapp.tutorials.listings.entries import EntryRefused, ListedRow, ListingEntry
from geoapp.tutorials.listings.parsers import rows_of
from geoapp.tutorials.listings.report import ListingReport
from geoapp.tutorials.models import Tutorial
from geoapp.tutorials.requirements import write_needs
from geoapp.tutorials.slugs import free_slug

BATCH = 200  # rows in a transaction
_NO_OPTIONS = CleaningOptions()
_DUPLICATE = "An earlier row of the list has the same URL."


def import_listing(
    *,
    path: Path,
    at: datetime,
    format_name: str = "",
    cleaning: CleaningOptions = _NO_OPTIONS,
    dry_run: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> ListingReport:
    """Add the tutorials of a list that are new by their URL; change no existing ones.

    `at` (aware) is when new ones were added; `progress` is called with (done, total).
    Each batch is a transaction, so an interrupted import can be repeated. Raises
    UnreadableListing.
    """
    rows = rows_of(path, format_name=format_name)
    report = ListingReport(file=path.name, dry_run=dry_run)
    # Values inferred from a list must not overwrite what a user entered, nor bring back
    # what a moderator removed.
    tutorials = Tutorial.objects.confirmed() | Tutorial.objects.removed()
    stored = {normalised(url) for url in tutorials.values_list("url", flat=True)}
    sites = _sites()
    seen: set[str] = set()
    for start in range(0, len(rows), BATCH):
        entries = _clean_rows(
            rows[start : start + BATCH], cleaning, seen=seen, report=report
        )
        new = [entry for entry in entries if normalised(entry.url) not in stored]
        report.created += len(new)
        report.unchanged += len(entries) - len(new)
        report.guessed += sum(bool(entry.guessed_crafts) for entry in new)
        if not dry_run:
            _add(new, sites, at)
        if progress:
            progress(min(start + BATCH, len(rows)), len(rows))
    return report


def _clean_rows(
    rows: Sequence[ListedRow],
    cleaning: CleaningOptions,
    *,
    seen: set[str],
    report: ListingReport,
) -> list[ListingEntry]:
    """Return the valid rows, and add every row to the report."""
    entries = []
    for row in rows:
        try:
            entry = clean_row(row, cleaning)
        except EntryRefused as refusal:
            report.refuse(
                row.reference, str(row.fields.get("title") or ""), str(refusal)
            )
            continue
        key = normalised(entry.url)
        if key in seen:
            report.refuse(row.reference, entry.title, _DUPLICATE)
            continue
        seen.add(key)
        report.accept(row.reference, entry.title, repairs=entry.repaired)
        entries.append(entry)
    return entries


def _sites() -> dict[str, str]:
    """Return the names of known sites by host."""
    return {
        site_of(url): site for url, site in Tutorial.objects.values_list("url", "site")
    }


@transaction.atomic
def _add(entries: Sequence[ListingEntry], sites: dict[str, str], at: datetime) -> None:
    for entry in entries:
        host = site_of(entry.url)
        tutorial = Tutorial.objects.create(
            slug=free_slug(entry.title),
            title=entry.title,
            url=entry.url,
            site=entry.site or sites.get(host, host)[:120],
            language=entry.language,
            added_at=at,
        )
        write_needs(
            tutorial,
            crafts=entry.crafts,
            guessed_crafts=entry.guessed_crafts,
            required=entry.required,
            optional=entry.optional,
            guessed=entry.guessed_equipment,
        )
