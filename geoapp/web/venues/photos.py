"""Photos of venues: their files, and their template context."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from geoapp.publishing.photos import published_file

PUBLIC = "venues:photo"
_LICENCES = {
    "CC0-1.0": ("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    "CC-BY-4.0": ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "CC-BY-SA-4.0": (
        "CC BY-SA 4.0",
        "https://creativecommons.org/licenses/by-sa/4.0/",
    ),
    "own": (_("not for reuse"), ""),
}
_AN_HOUR_S = 3600


@require_safe
def photo(
    _request: HttpRequest, *, venue_id: UUID, photo_id: UUID, width: int
) -> HttpResponse:
    """Return a size of a published photo.

    A photo never changes but may be withdrawn, so caches keep it for an hour only.
    """
    path = published_file(venue_id=venue_id, photo_id=photo_id, width=width)
    answer = file_answer(path)
    patch_cache_control(answer, public=True, max_age=_AN_HOUR_S)
    return answer


def file_answer(path: Path | None) -> HttpResponse:
    """Return the file as an image, never as anything else. Raises Http404."""
    if path is None:
        raise Http404
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise Http404 from None
    answer = HttpResponse(data, content_type="image/webp")
    answer["Content-Disposition"] = f'inline; filename="{path.name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def photo_context(
    venue_id: UUID, photos: Sequence[dict[str, Any]], *, view: str = PUBLIC
) -> list[dict[str, Any]]:
    """Return the template context of each photo; `view` serves the files."""
    return [_photo_context(venue_id, photo, view) for photo in photos]


def _photo_context(venue_id: UUID, photo: dict[str, Any], view: str) -> dict[str, Any]:
    sizes = {
        width: reverse(view, args=[venue_id, photo["id"], width])
        for width in photo["widths"]
    }
    name, url = _LICENCES[photo["licence"]]
    return {
        **photo,
        "src": sizes[min(sizes)],
        "largest": sizes[max(sizes)],
        "srcset": ", ".join(f"{url} {width}w" for width, url in sizes.items()),
        "licence_name": name,
        "licence_url": url,
    }
