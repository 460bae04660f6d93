"""`/api/exports/venues.…`: what is published, whole, each record with its sources."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from geoapp.api.exports import csv_table, flatgeobuf, geojsonl, geopackage, ical
from geoapp.api.exports.asked import AskedExport, asked_export
from geoapp.api.exports.sending import file_view

Writer = Callable[[AskedExport], Iterator[bytes]]


def _export(
    ending: str, *, media_type: str, written: Writer
) -> Callable[..., HttpResponseBase]:
    def pieces(request: HttpRequest, at: datetime) -> Iterable[bytes]:
        return written(asked_export(request.GET, at=at))

    name = f"makerloom-venues.{ending}"
    return file_view(media_type=media_type, name=name)(pieces)


venues_geojsonl = _export(
    "geojsonl", media_type=geojsonl.MEDIA_TYPE, written=geojsonl.written
)
venues_csv = _export("csv", media_type=csv_table.MEDIA_TYPE, written=csv_table.written)
venues_ics = _export("ics", media_type=ical.MEDIA_TYPE, written=ical.written)
venues_gpkg = _export(
    "gpkg", media_type=geopackage.MEDIA_TYPE, written=geopackage.written
)
venues_fgb = _export(
    "fgb", media_type=flatgeobuf.MEDIA_TYPE, written=flatgeobuf.written
)
