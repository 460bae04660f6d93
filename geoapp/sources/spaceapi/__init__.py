"""Convert a SpaceAPI document, of any version since 0.12, into a venue record.

Documents are handwritten and often violate the schema, so nothing is assumed. Repairs
are reported; invalid values are left out.
"""

from geoapp.sources.spaceapi.record import row_from_document

__all__ = ["row_from_document"]
