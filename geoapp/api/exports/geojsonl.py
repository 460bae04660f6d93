"""GeoJSON text sequences (RFC 8142): a record separator, a feature, a line feed."""

from collections.abc import Iterator

from geoapp.api.exports.export_request import ExportRequest
from geoapp.api.exports.venues import BATCH, ExportedVenue, exported_venues, texts
from geoapp.api.http.exchange import compact, moment_text
from geoapp.api.http.links import venue_url
from geoapp.publishing.feature import END

_RS, _LF = "\x1e", "\n"


def write_geojsonl(export: ExportRequest) -> Iterator[bytes]:
    """Yield the file in pieces.

    A feature has the list's properties and, in `details`, all that its page shows;
    `said_by` names the sources of each value, with which it can be read in again.
    """
    # Joined texts of some hundred features are one piece: a write costs more.
    lines = _parsed(export) if export.without else _finished(export)
    chunk: list[str] = []
    for line in lines:
        chunk.append(f"{_RS}{line}{_LF}")
        if len(chunk) == BATCH:
            yield "".join(chunk).encode()
            chunk.clear()
    yield "".join(chunk).encode()


def _finished(export: ExportRequest) -> Iterator[str]:
    for feature, slug, zone, published_at, changed_at, said_by, page in texts(export):
        members = (
            f'"url":{compact(venue_url(slug))},"time_zone":{compact(zone or None)},'
            f'"published_at":"{moment_text(published_at)}",'
            f'"changed_at":"{moment_text(changed_at)}",'
            f'"said_by":{said_by},"details":{page}'
        )
        yield f"{feature},{members}{END}"


def _parsed(export: ExportRequest) -> Iterator[str]:
    for batch in exported_venues(export):
        for venue in batch:
            yield compact(feature_of(venue))


def feature_of(venue: ExportedVenue) -> dict[str, object]:
    """Return the feature with the same members as the finished text."""
    return {
        "type": "Feature",
        "id": str(venue.pk),
        "geometry": {"type": "Point", "coordinates": [venue.lon, venue.lat]},
        "properties": {
            **venue.properties,
            "url": venue.url,
            "published_at": moment_text(venue.published_at),
            "changed_at": moment_text(venue.changed_at),
            "said_by": venue.said_by,
            "details": venue.page,
        },
    }
