"""From the tags of an OpenStreetMap object to a venue's record, or a refusal.

What is a venue and what a tag proves is decided in `offers`; hours, address and
the rest are read in `details`. Both are used by every reader of OSM data.
"""

from geoapp.sources.osm_tags.objects import (
    OsmObject,
    centroid,
    osm_source,
)
from geoapp.sources.osm_tags.offers import (
    LOOKED_AT_KEYS,
    is_looked_at,
)
from geoapp.sources.osm_tags.record import row_from_osm

__all__ = [
    "LOOKED_AT_KEYS",
    "OsmObject",
    "centroid",
    "is_looked_at",
    "osm_source",
    "row_from_osm",
]
