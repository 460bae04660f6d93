"""From a SpaceAPI document, of any version since 0.12, to a venue's record.

Nothing in a document is taken for what its schema promises: each space writes its
own by hand. What is mended is said; what cannot be read is left out.
"""

from geoapp.sources.spaceapi.record import row_from_document

__all__ = ["row_from_document"]
