"""`/api/exports/venues.…`: what is published, whole, each record with its sources."""

from collections.abc import Callable, Iterable, Iterator

from django.http.response import HttpResponseBase

from geoapp.api.exports import (
    csv_table,
    file_formats,
    flatgeobuf,
    geojsonl,
    geopackage,
    ical,
)
from geoapp.api.exports.concurrency_limit import limited_concurrency
from geoapp.api.exports.export_request import ExportRequest, parse_export_request
from geoapp.api.exports.streaming import file_view
from geoapp.api.http.exchange import ResourceRequest
from geoapp.api.http.negotiation import MediaFormat
from geoapp.api.http.search_params import EXPORT_PARAMETERS

Writer = Callable[[ExportRequest], Iterator[bytes]]


def _export(form: MediaFormat, *, writer: Writer) -> Callable[..., HttpResponseBase]:
    def pieces(request: ResourceRequest) -> Iterable[bytes]:
        return limited_concurrency(writer(parse_export_request(request)))

    return file_view(form, takes=EXPORT_PARAMETERS)(pieces)


venues_geojsonl = _export(file_formats.GEOJSONL, writer=geojsonl.write_geojsonl)
venues_csv = _export(file_formats.CSV, writer=csv_table.write_csv)
venues_gpkg = _export(file_formats.GEOPACKAGE, writer=geopackage.write_geopackage_file)
venues_fgb = _export(file_formats.FLATGEOBUF, writer=flatgeobuf.write_flatgeobuf)
venues_ics = _export(file_formats.ICAL, writer=ical.write_ical)
