"""Where a photo that everybody may see lies."""

from pathlib import Path
from uuid import UUID

from geoapp.images.files import path_of
from geoapp.publishing.models import PublishedVenue


def published_file(*, venue_id: UUID, photo_id: UUID, width: int) -> Path | None:
    """Return the file of a published photo in a size that it has, else None."""
    pages = PublishedVenue.objects.filter(pk=venue_id).values_list("page", flat=True)
    for photo in (pages.first() or {}).get("photos", ()):
        if photo["id"] == str(photo_id) and width in photo["widths"]:
            return path_of(photo_id, width)
    return None
