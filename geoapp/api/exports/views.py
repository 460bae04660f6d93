"""`/api/exports/venues.…`: what is published, whole, each record with its sources."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from geoapp.api.exports import csv_table, flatgeobuf, forms, geojsonl, geopackage, ical
from geoapp.api.exports.asked import AskedExport, asked_export
from geoapp.api.exports.sending import file_view
from geoapp.api.media import Form

Writer = Callable[[AskedExport], Iterator[bytes]]


def _export(form: Form, *, written: Writer) -> Callable[..., HttpResponseBase]:
    def pieces(request: HttpRequest, at: datetime) -> Iterable[bytes]:
        return written(asked_export(request.GET, at=at))

    return file_view(form)(pieces)


venues_geojsonl = _export(forms.GEOJSONL, written=geojsonl.written)
venues_csv = _export(forms.CSV, written=csv_table.written)
venues_gpkg = _export(forms.GEOPACKAGE, written=geopackage.written)
venues_fgb = _export(forms.FLATGEOBUF, written=flatgeobuf.written)
venues_ics = _export(forms.ICAL, written=ical.written)
