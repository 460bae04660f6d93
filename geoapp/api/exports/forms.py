"""The forms of a file, each named by its ending."""

from geoapp.api.media import Form

GEOJSONL = Form(("geojsonl",), "application/geo+json-seq")  # RFC 8142
CSV = Form(("csv",), "text/csv; charset=utf-8; header=present")
GEOPACKAGE = Form(("gpkg",), "application/geopackage+sqlite3")
FLATGEOBUF = Form(("fgb",), "application/flatgeobuf")
ICAL = Form(("ics",), "text/calendar; charset=utf-8")
ATOM = Form(("atom",), "application/atom+xml; charset=utf-8")
FILES = (GEOJSONL, CSV, GEOPACKAGE, FLATGEOBUF, ICAL, ATOM)
