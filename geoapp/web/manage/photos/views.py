"""The photos of a venue: upload, describe, order, remove."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from geoapp.images.files import path_of
from geoapp.venues.actions.photos import MAX_PHOTOS
from geoapp.venues.models import Photo, Venue
from geoapp.web.about.guidelines_required import guidelines_required
from geoapp.web.manage.access import ManagedVenue, get_managed_venue
from geoapp.web.manage.form_errors import FormError, form_error_list
from geoapp.web.manage.forms.photos import PhotoForm
from geoapp.web.manage.photos.photo_form_data import (
    MAX_AT_ONCE,
    PhotoFormResult,
    has_fields_for,
    save_photos,
)
from geoapp.web.venues.photos import file_answer, photo_context

VIEW = "manage:photo"


@dataclass(frozen=True, slots=True)
class PhotoRow:
    """A photo, its image data for the template, and its form."""

    photo: Photo
    image: dict[str, Any] | None  # None until it has been prepared
    form: PhotoForm


@never_cache
@login_required
@require_safe
def photo(
    request: HttpRequest, *, venue_id: UUID, photo_id: UUID, width: int
) -> HttpResponse:
    """Return a photo file to managers and moderators of the venue."""
    managed = get_managed_venue(request, venue_id)
    row = Photo.objects.filter(pk=photo_id, venue=managed.venue).first()
    is_size = row is not None and width in row.widths
    return file_answer(path_of(photo_id, width) if is_size else None)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@guidelines_required
def photos(request: HttpRequest, venue_id: UUID) -> HttpResponse:
    """Show the photos on a page of their own, or save changes to them."""
    managed = get_managed_venue(request, venue_id)
    if request.method != "POST":
        return _page(request, managed)
    sent = save_photos(request, managed)
    if not sent.has_photo_fields:
        raise Http404
    if sent.is_wrong or managed.needs_guidelines:
        return _page(request, managed, sent=sent)
    if not sent.added:
        messages.success(request, gettext("Saved."))
    return redirect(photos_of(venue_id))


def photos_of(venue_id: UUID) -> str:
    """Return the URL of the photo section of a venue's form."""
    return f"{reverse('manage:step', args=[venue_id, 'contact'])}#photos"


def photos_context(
    venue: Venue, data: Any = None, *, sent: PhotoFormResult | None = None
) -> dict[str, Any]:
    """Return the context of the photo section; unsaved forms show the posted `data`.

    A saved form is not bound to `data`: its hidden initial values must be current.
    """
    sent = sent or PhotoFormResult()
    rows = list(venue.photos.order_by("place", "added_at", "pk"))
    prepared = [_photo_params(row) for row in rows if row.is_prepared]
    images = {
        image["id"]: image for image in photo_context(venue.pk, prepared, view=VIEW)
    }
    unsaved = {row for row in rows if has_fields_for(row, data)} - sent.described
    forms = [PhotoForm.about(row, data if row in unsaved else None) for row in rows]
    return {
        "photo_errors": _photo_errors(sent, forms),
        "photos": [
            PhotoRow(row, images.get(str(row.pk)), form)
            for row, form in zip(rows, forms, strict=True)
        ],
        "most_photos": MAX_PHOTOS,
        "most_at_once": MAX_AT_ONCE,
        "room_left": MAX_PHOTOS - len(rows),
        **sent.context,
    }


def _photo_errors(sent: PhotoFormResult, forms: list[PhotoForm]) -> list[FormError]:
    """Return the errors of the photo section, for the summary above the form."""
    files = [
        FormError("photos", gettext("Photos"), problem) for problem in sent.problems
    ]
    return [
        *files,
        *(error for form in (*forms, sent.credit) for error in form_error_list(form)),
    ]


def waiting_photos(venue: Venue, ids: list[str]) -> list[dict[str, Any]]:
    """Return the photos of a submission."""
    rows = venue.photos.filter(pk__in=ids).exclude(widths=[]).order_by("place", "pk")
    return photo_context(venue.pk, [_photo_params(row) for row in rows], view=VIEW)


def _photo_params(photo: Photo) -> dict[str, Any]:
    return {
        "id": str(photo.pk),
        "alt": photo.alt,
        "author": photo.author,
        "licence": photo.licence,
        "width": photo.width,
        "height": photo.height,
        "widths": photo.widths,
    }


def _page(
    request: HttpRequest, managed: ManagedVenue, *, sent: PhotoFormResult | None = None
) -> HttpResponse:
    data = request.POST if sent is not None else None
    context = {
        "venue": managed.venue,
        "needs_guidelines": managed.needs_guidelines,
        **photos_context(managed.venue, data, sent=sent),
    }
    status = 200 if sent is None else sent.status
    return render(request, "manage/photos.html", context, status=status)
