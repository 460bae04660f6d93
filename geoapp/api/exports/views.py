"""`/api/exports/venues.…`: what is published, whole, each record with its sources."""

from collections.abc import Callable, Iterable, Iterator

from django.http.response import HttpResponseBase

from geoapp.api.answer import Asked
from geoapp.api.criteria import EXPORTS
from geoapp.api.exports import csv_table, flatgeobuf, forms, geojsonl, geopackage, ical
from geoapp.api.exports.asked import AskedExport, asked_export
from geoapp.api.exports.at_once import one_of_few
from geoapp.api.exports.sending import file_view
from geoapp.api.media import Form

Writer = Callable[[AskedExport], Iterator[bytes]]


def _export(form: Form, *, written: Writer) -> Callable[..., HttpResponseBase]:
    def pieces(asked: Asked) -> Iterable[bytes]:
        return one_of_few(written(asked_export(asked)))

    return file_view(form, takes=EXPORTS)(pieces)


venues_geojsonl = _export(forms.GEOJSONL, written=geojsonl.written)
venues_csv = _export(forms.CSV, written=csv_table.written)
venues_gpkg = _export(forms.GEOPACKAGE, written=geopackage.written)
venues_fgb = _export(forms.FLATGEOBUF, written=flatgeobuf.written)
venues_ics = _export(forms.ICAL, written=ical.written)
