"""Export file formats, by extension."""

from geoapp.api.http.negotiation import MediaFormat

GEOJSONL = MediaFormat(("geojsonl",), "application/geo+json-seq")  # RFC 8142
CSV = MediaFormat(("csv",), "text/csv; charset=utf-8; header=present")
GEOPACKAGE = MediaFormat(("gpkg",), "application/geopackage+sqlite3")
FLATGEOBUF = MediaFormat(("fgb",), "application/flatgeobuf")
ICAL = MediaFormat(("ics",), "text/calendar; charset=utf-8")
ATOM = MediaFormat(("atom",), "application/atom+xml; charset=utf-8")
FILES = (GEOJSONL, CSV, GEOPACKAGE, FLATGEOBUF, ICAL, ATOM)
