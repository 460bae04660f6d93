"""A venue's photos: add several at once, describe, order and remove them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from geoapp.common.errors import DomainError
from geoapp.stewardship.actions.photos import contribute_photo
from geoapp.venues.actions.photos import (
    MOST_PHOTOS,
    Credit,
    TooManyPhotos,
    describe_photo,
    move_photo_up,
    remove_photo,
)
from geoapp.venues.models import Photo, Venue
from geoapp.venues.photo_files import NoRoom, path_of
from geoapp.venues.photo_images import MOST_BYTES, PhotoTooLarge, UnreadablePhoto
from geoapp.web.manage.access import Kept, kept_venue
from geoapp.web.manage.forms.photos import CreditForm, PhotoForm
from geoapp.web.venues.photos import file_answer, shown

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

VIEW = "manage:photo"
MOST_AT_ONCE = 6


@dataclass(frozen=True, slots=True)
class Row:
    """A photo that is there, how it looks, and the form about it."""

    photo: Photo
    shown: dict[str, Any]
    form: PhotoForm


@never_cache
@login_required
@require_safe
def photo(
    request: HttpRequest, *, venue_id: UUID, photo_id: UUID, width: int
) -> HttpResponse:
    """Hand out a photo to who keeps or judges the venue."""
    kept = kept_venue(request, venue_id)
    there = Photo.objects.filter(pk=photo_id, venue=kept.venue).first()
    is_size = there is not None and width in there.widths
    return file_answer(path_of(photo_id, width) if is_size else None)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def photos(request: HttpRequest, venue_id: UUID) -> HttpResponse:
    """Show the photos alone; keep what was uploaded, said or ordered."""
    kept = kept_venue(request, venue_id)
    if request.method != "POST":
        return _page(request, kept)
    if "add" in request.POST:
        return _add(request, kept)
    return _change(request, kept)


def photos_context(venue: Venue, data: Any = None) -> dict[str, Any]:
    """Return what the photos' part of a page shows."""
    rows = list(venue.photos.order_by("place", "added_at", "pk"))
    pictures = shown(venue.pk, [_told(row) for row in rows], view=VIEW)
    forms = [PhotoForm.about(row, data) for row in rows]
    return {
        "photos": [Row(*one) for one in zip(rows, pictures, forms, strict=True)],
        "credit": CreditForm(),
        "most_photos": MOST_PHOTOS,
        "most_at_once": MOST_AT_ONCE,
        "room_left": MOST_PHOTOS - len(rows),
    }


def waiting_photos(venue: Venue, ids: list[str]) -> list[dict[str, Any]]:
    """Return the photos that a contribution asks to be shown."""
    rows = venue.photos.filter(pk__in=ids).order_by("place", "pk")
    return shown(venue.pk, [_told(row) for row in rows], view=VIEW)


def _told(photo: Photo) -> dict[str, Any]:
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
    request: HttpRequest, kept: Kept, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"venue": kept.venue, **photos_context(kept.venue), **more}
    return render(request, "manage/photos.html", context, status=status)


def _add(request: HttpRequest, kept: Kept) -> HttpResponse:
    credit = CreditForm(request.POST)
    files = request.FILES.getlist("photos")
    problems = []
    if not files:
        problems = [gettext("Choose one or more photos first.")]
    elif len(files) > MOST_AT_ONCE:
        said = gettext("Take %(n)s photos at once at most.")
        problems = [said % {"n": MOST_AT_ONCE}]
    if problems or not credit.is_valid():
        return _page(request, kept, status=422, credit=credit, problems=problems)
    status = 422
    kept_now = 0
    for file in files:
        try:
            _keep(kept, file, credit.credit())
        except (UnreadablePhoto, PhotoTooLarge, TooManyPhotos, NoRoom) as error:
            problems.append(f"{(file.name or '')[:80]}: {_PROBLEMS[type(error)]()}")
            status = 507 if isinstance(error, NoRoom) else status
        else:
            kept_now += 1
    _tell(request, kept_now)
    if problems:
        return _page(request, kept, status=status, credit=credit, problems=problems)
    return _back(kept)


def _keep(kept: Kept, file: "UploadedFile[Any]", credit: Credit) -> None:
    if file.size is None or file.size > MOST_BYTES:
        raise PhotoTooLarge
    contribute_photo(
        user=kept.user,
        venue_id=kept.venue.pk,
        data=file.read(),
        credit=credit,
        at=timezone.now(),
    )


_PROBLEMS: dict[type[DomainError], Any] = {
    UnreadablePhoto: lambda: gettext(
        "this is no photo that can be read: use JPEG, PNG or WebP."
    ),
    PhotoTooLarge: lambda: gettext(
        "a photo may have 12 MB and 50 million pixels at most: make it smaller."
    ),
    TooManyPhotos: lambda: gettext(
        "there are as many photos as a venue can have: remove one first."
    ),
    NoRoom: lambda: gettext(
        "there is no room for photos just now. Everything else is kept; try later."
    ),
}


def _tell(request: HttpRequest, kept_now: int) -> None:
    if kept_now:
        said = ngettext(
            "%(n)s photo is kept. Say what is on it, so that it can be shown.",
            "%(n)s photos are kept. Say what is on them, so that they can be shown.",
            kept_now,
        )
        messages.success(request, said % {"n": kept_now})


def _change(request: HttpRequest, kept: Kept) -> HttpResponse:
    there = {row.pk.hex: row for row in kept.venue.photos.all()}
    forms = {pk: PhotoForm.about(row, request.POST) for pk, row in there.items()}
    said = {pk: form for pk, form in forms.items() if f"{pk}-author" in request.POST}
    removed = there.get(request.POST.get("remove", ""))
    if removed is not None:
        said.pop(removed.pk.hex, None)
    if not all(form.is_valid() for form in said.values()):
        data = photos_context(kept.venue, request.POST)
        return _page(request, kept, status=422, **data)
    for pk, form in said.items():
        if form.has_changed():
            describe_photo(
                photo=there[pk], alt=form.cleaned_data["alt"], credit=form.credit()
            )
    earlier = there.get(request.POST.get("earlier", ""))
    # One verb a request: a photo that was just removed has no place to move to.
    if removed is not None:
        remove_photo(photo=removed)
    elif earlier is not None:
        move_photo_up(photo=earlier)
    if not said and removed is None and earlier is None:
        raise Http404
    messages.success(request, gettext("Kept."))
    return _back(kept)


def _back(kept: Kept) -> HttpResponse:
    return redirect("manage:step", kept.venue.pk, "contact")
