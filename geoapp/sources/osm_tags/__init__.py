"""Convert the tags of an OpenStreetMap object into a venue record, or reject it.

`offers` decides what is a venue and what its tags imply; `details` parses hours,
address and the rest. Every reader of OSM data uses both.
"""

from geoapp.sources.osm_tags.life_cycle import PREFIXED_KEYS, has_prefixed_key
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
    "PREFIXED_KEYS",
    "OsmObject",
    "centroid",
    "has_prefixed_key",
    "is_looked_at",
    "osm_source",
    "row_from_osm",
]
