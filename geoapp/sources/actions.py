"""Import a file of venues, or convert one to the fixture format."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction

from geoapp.common.import_report import counted
from geoapp.common.public_url import public_url
from geoapp.crafts.actions import count_unmatched
from geoapp.sources import fixture_writer
from geoapp.sources.aggregated_lists import by_source, venues_of
from geoapp.sources.models import ImportRun
from geoapp.sources.pipeline import batches, records_of
from geoapp.sources.progress import NoProgress, Progress
from geoapp.sources.reader_rows import ReadOptions, ReadResult, ReadRow, UnreadableFile
from geoapp.sources.readers import reader_for
from geoapp.sources.report import VenueImportReport
from geoapp.venues.actions.record_source import record_source
from geoapp.venues.models import SourceRecord
from geoapp.venues.records import SourceInfo

if TYPE_CHECKING:
    from geoapp.venues.records import VenueRecord

_COUNTS = ("imported", "repaired", "refused", "created", "changed", "unchanged")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    reading: ReadResult
    report: VenueImportReport
    options: ReadOptions


def import_file(
    *,
    path: Path,
    at: datetime,
    format_name: str = "",
    options: ReadOptions | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> VenueImportReport:
    """Import a file's venues in batches; each batch is a transaction.

    `at` is the time of the import (aware). An interrupted import can be repeated: what
    is stored already is unchanged. Raises UnreadableFile if the file is not of its
    format; if that only shows after some rows, the report's `stopped` says where.
    """
    job = _read_file(path, format_name, options, dry_run=dry_run)
    progress_bar, report = progress or NoProgress(), job.report
    run = None if dry_run else _start_run(path, report, at)
    try:
        for rows in batches(job.reading, job.options):
            _count(rows, report)
            if run is not None:
                _record(rows, job, run)
            progress_bar.at(report.read, report.total)
    except UnreadableFile as error:
        if not report.read:
            raise
        report.stopped = f"{error} Stopped after {counted(report.read, 'row')}."
    finally:
        progress_bar.finish()
    if run is not None:
        _save(run, report, finished=not report.stopped)
    return report


def convert_file(
    *,
    path: Path,
    out: Path,
    format_name: str = "",
    options: ReadOptions | None = None,
) -> VenueImportReport:
    """Write a file's venues in the fixture format, facts only; store nothing.

    Raises UnreadableFile as import_file does, also if the file is truncated.
    """
    job = _read_file(path, format_name, options, dry_run=True)
    records: list[VenueRecord] = []
    for rows in batches(job.reading, job.options):
        _count(rows, job.report)
        records += records_of(rows)
    fixture_writer.write(out, source=job.reading.source, records=records)
    return job.report


def _read_file(
    path: Path, format_name: str, options: ReadOptions | None, *, dry_run: bool
) -> _Job:
    options = options or ReadOptions()
    for file in (options.mapping, options.postcodes):
        if file is not None and not file.is_file():
            msg = f"File not found: {file}."
            raise UnreadableFile(msg)
    reader = reader_for(path, name=format_name)
    reading = reader.read(path, options)
    report = VenueImportReport(
        file=path.name,
        format=reader.name,
        source=reading.source.key,
        dry_run=dry_run,
        total=reading.total,
    )
    return _Job(reading=reading, report=report, options=options)


def _start_run(path: Path, report: VenueImportReport, at: datetime) -> ImportRun:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return ImportRun.objects.create(
        file_name=path.name,
        sha256=digest,
        format=report.format,
        source_key=report.source,
        started_at=at,
    )


@transaction.atomic
def _record(rows: Sequence[ReadRow], job: _Job, run: ImportRun) -> None:
    for source, records in by_source(rows, job.reading.source):
        _record_list(source, records, report=job.report, run=run)
    _save(run, job.report, finished=False)


def _record_list(
    source: SourceInfo,
    rows: Sequence[ReadRow],
    *,
    report: VenueImportReport,
    run: ImportRun,
) -> None:
    records = records_of(rows)
    matches = venues_of(rows, source_key=source.key)
    outcome = record_source(
        source=source, records=records, at=run.started_at, matches=matches
    )
    # Count the words of unchanged records only once.
    news = {*outcome.created, *outcome.changed}
    words = [w for r in records if r.external_id in news for w in r.unmatched]
    count_unmatched(words=words, at=run.started_at)
    new = [key for key in outcome.created if key not in matches]
    if new and not report.first_new:
        report.first_new = _address(source.key, new[0])
    report.created += len(outcome.created)
    report.changed += len(outcome.changed)
    report.unchanged += len(outcome.unchanged)
    report.matched += len(matches)
    report.live += len(outcome.live)


def _address(source_key: str, external_id: str) -> str:
    record = SourceRecord.objects.select_related("venue").get(
        source_id=source_key, external_id=external_id
    )
    return public_url(record.venue.get_absolute_url())


def _count(rows: Sequence[ReadRow], report: VenueImportReport) -> None:
    for row in rows:
        report.count(row)


def _save(run: ImportRun, report: VenueImportReport, *, finished: bool) -> None:
    for name in _COUNTS:
        setattr(run, name, getattr(report, name))
    run.finished = finished
    run.save()
