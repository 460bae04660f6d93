"""The venues of an export, batch by batch: memory does not grow with their number."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from geoapp.api.exports.excluded_sources import (
    fields_lost,
    is_excluded,
    without_sources,
)
from geoapp.api.exports.export_request import ExportRequest
from geoapp.api.http.links import venue_url
from geoapp.discovery.search.results import filtered_queryset
from geoapp.publishing.feature import DIGITS, END
from geoapp.publishing.models import PublishedVenue

BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedVenue:
    """One exported venue. Times are aware, in UTC."""

    pk: UUID
    slug: str
    lon: float
    lat: float
    properties: dict[str, Any]  # of its feature
    page: dict[str, Any]
    published_at: datetime
    changed_at: datetime
    said_by: dict[str, list[str]]

    @property
    def url(self) -> str:
        """Return the absolute address of its page."""
        return venue_url(self.slug)


def id_batches(export: ExportRequest, *, size: int = BATCH) -> Iterator[list[UUID]]:
    """Yield the ids of the matching venues in batches, ordered by id.

    One statement selects them all, so concurrent writes cause neither gaps nor
    duplicates. The database holds them, 16 bytes each.
    """
    matching_ids = (
        filtered_queryset(export.question).order_by("pk").values_list("pk", flat=True)
    )
    ids = matching_ids.iterator(chunk_size=size)
    while batch := list(islice(ids, size)):
        yield batch


def texts(export: ExportRequest) -> Iterator[tuple[Any, ...]]:
    """Yield (feature, slug, time zone, published, changed, said by, page) as texts.

    Nothing is parsed: what is stored is finished.
    """
    for batch in id_batches(export):
        rows = _rows(batch).annotate(
            page_text=Cast("page", TextField()), said_text=Cast("said_by", TextField())
        )
        yield from rows.values_list(
            *("feature", "slug", "time_zone", "published_at", "changed_at"),
            *("said_text", "page_text"),
        )


def exported_venues(
    export: ExportRequest, *, size: int = BATCH
) -> Iterator[list[ExportedVenue]]:
    """Yield the venues in batches, without the values of excluded sources."""
    for batch in id_batches(export, size=size):
        rows = (
            _exported_venue(row, export)
            for row in _rows(batch).iterator(chunk_size=size)
        )
        yield [venue for venue in rows if venue is not None]


def _rows(ids: list[UUID]) -> QuerySet[PublishedVenue]:
    # Hidden since the ids were read, a venue is not there any more.
    rows = PublishedVenue.objects.filter(pk__in=ids, on_map=True).order_by("pk")
    return rows.defer("search", "aliases", "name_folded", "sort_name")


def _exported_venue(row: PublishedVenue, export: ExportRequest) -> ExportedVenue | None:
    properties = json.loads(row.feature + END)["properties"]
    properties["time_zone"] = row.time_zone or None
    page, said_by = row.page, row.said_by
    if export.without:
        lost = fields_lost(said_by, export.without)
        if is_excluded(lost, export.criteria):
            return None
        properties, page = without_sources(
            properties, page, lost=lost, without=export.without
        )
        said_by = {
            name: [key for key in keys if key not in export.without]
            for name, keys in said_by.items()
            if name not in lost
        }
    return ExportedVenue(
        pk=row.pk,
        slug=row.slug,
        lon=round(row.public_point.x, DIGITS),
        lat=round(row.public_point.y, DIGITS),
        properties=properties,
        page=page,
        published_at=row.published_at,
        changed_at=row.changed_at,
        said_by=said_by,
    )
