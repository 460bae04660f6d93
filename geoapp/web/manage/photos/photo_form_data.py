"""Save the photo fields of a form: uploads, descriptions, order, removal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from geoapp.common.errors import DomainError
from geoapp.images.files import NoRoom
from geoapp.images.process import MAX_BYTES, PhotoTooLarge, UnreadablePhoto
from geoapp.stewardship.actions.contribute import is_newcomer
from geoapp.stewardship.actions.photos import contribute_photo, may_change_photo
from geoapp.venues.actions.photos import (
    Credit,
    TooManyPhotos,
    move_photo_up,
    remove_photo,
)
from geoapp.venues.models import Photo
from geoapp.web.manage.access import ManagedVenue
from geoapp.web.manage.forms.photos import CreditForm, PhotoForm

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

MAX_AT_ONCE = 6
# Buttons of the photo section; they lead back to it.
VERBS = ("add", "keep", "earlier", "remove")


@dataclass(slots=True, kw_only=True)
class PhotoFormResult:
    """The number of added photos, and the errors to show.

    `has_photo_fields` is false if the form had no photo fields at all. Errors are in
    `problems` and `credit` and, with `has_invalid_descriptions`, in the photos' own
    forms. Photos in `described` are saved and shown with their current values.
    """

    has_photo_fields: bool = False
    added: int = 0
    has_invalid_descriptions: bool = False
    described: set[Photo] = field(default_factory=set)
    credit: CreditForm = field(default_factory=CreditForm)
    problems: list[str] = field(default_factory=list)
    status: int = 422

    @property
    def is_wrong(self) -> bool:
        """Whether anything could not be saved."""
        return bool(
            self.problems or self.has_invalid_descriptions or self.credit.errors
        )

    @property
    def context(self) -> dict[str, Any]:
        """The template context of the errors."""
        return {"credit": self.credit, "problems": self.problems}


def has_fields_for(photo: Photo, data: Any) -> bool:
    """Whether submitted data has the fields of a photo."""
    return data is not None and f"{photo.pk.hex}-author" in data


def save_photos(request: HttpRequest, managed: ManagedVenue) -> PhotoFormResult:
    """Save every valid photo change. Invalid ones do not block the rest of the form.

    Nothing is saved if the guidelines must be accepted first.
    """
    if managed.needs_guidelines:
        return _unsaved(request)
    sent = PhotoFormResult()
    _describe(request, managed, sent)
    files = request.FILES.getlist("photos")
    credit = CreditForm(request.POST)
    if files or "add" in request.POST or _is_begun(credit):
        sent.has_photo_fields, sent.credit = True, credit
        _add(managed, files, sent)
    if sent.added:
        # The credit has been used for these files, so the form starts empty again.
        sent.credit = CreditForm()
        message = ngettext(
            "%(n)s photo saved. Describe it so that we can show it.",
            "%(n)s photos saved. Describe them so that we can show them.",
            sent.added,
        )
        messages.success(request, message % {"n": sent.added})
    return sent


def _unsaved(request: HttpRequest) -> PhotoFormResult:
    """Return the submitted values to show again; files cannot be refilled."""
    sent, credit = PhotoFormResult(has_photo_fields=True), CreditForm(request.POST)
    if _is_begun(credit):
        sent.credit = credit
    if request.FILES.getlist("photos"):
        message = gettext(
            "Your photos have not been saved. Accept the guidelines, then choose"
            " your photos again."
        )
        sent.problems.append(message)
    return sent


def _describe(
    request: HttpRequest, managed: ManagedVenue, sent: PhotoFormResult
) -> None:
    is_new = is_newcomer(managed.user, venue=managed.venue)
    rows = managed.venue.photos.all()
    photos = {
        row.pk.hex: row for row in rows if may_change_photo(row, is_newcomer=is_new)
    }
    if len(photos) < len(rows) and _is_changed(rows, photos, request):
        sent.has_photo_fields = True
        sent.problems.append(
            gettext("While you are new, you can only change photos that you added.")
        )
    removed = photos.get(request.POST.get("remove", ""))
    earlier = photos.get(request.POST.get("earlier", ""))
    for row in photos.values():
        if row == removed or not has_fields_for(row, request.POST):
            continue
        sent.has_photo_fields = True
        form = PhotoForm.about(row, request.POST)
        if form.is_valid():
            form.describe(row)
            sent.described.add(row)
        else:
            sent.has_invalid_descriptions = True
    # One action per request: a removed photo cannot be moved as well.
    if removed is not None:
        remove_photo(photo=removed)
    elif earlier is not None:
        move_photo_up(photo=earlier)
    is_gone = _is_gone(request.POST.get("remove", ""))
    if is_gone:
        messages.info(request, gettext("This photo has already been removed."))
    sent.has_photo_fields = (
        sent.has_photo_fields or is_gone or removed is not None or earlier is not None
    )


def _is_gone(pk: str) -> bool:
    """Whether a photo is nobody's any more, such as after the first of two clicks."""
    try:
        return not Photo.objects.filter(pk=UUID(pk)).exists()
    except ValueError:
        return False


def _is_changed(
    rows: Iterable[Photo], changeable: Mapping[str, Photo], request: HttpRequest
) -> bool:
    """Whether the form changes a photo that may not be changed."""
    data = request.POST
    for row in rows:
        if row.pk.hex in changeable:
            continue
        if row.pk.hex in {data.get("remove"), data.get("earlier")}:
            return True
        if has_fields_for(row, data) and PhotoForm.about(row, data).has_changed():
            return True
    return False


def _is_begun(credit: CreditForm) -> bool:
    """Whether the credit is partly filled in."""
    return any(credit[name].value() for name in credit.fields)


def _add(
    managed: ManagedVenue, files: "list[UploadedFile[Any]]", sent: PhotoFormResult
) -> None:
    if not files:
        sent.problems.append(gettext("Choose at least one photo."))
    elif len(files) > MAX_AT_ONCE:
        message = gettext("Choose up to %(n)s photos at a time.")
        sent.problems.append(message % {"n": MAX_AT_ONCE})
    if sent.problems or not sent.credit.is_valid():
        return
    for file in files:
        try:
            _save(managed, file, sent.credit.credit())
        except (UnreadablePhoto, PhotoTooLarge, TooManyPhotos, NoRoom) as error:
            name = (file.name or "")[:80]
            sent.problems.append(_PROBLEMS[type(error)]() % {"file": name})
            sent.status = 507 if isinstance(error, NoRoom) else sent.status
        else:
            sent.added += 1


def _save(managed: ManagedVenue, file: "UploadedFile[Any]", credit: Credit) -> None:
    if file.size is None or file.size > MAX_BYTES:
        raise PhotoTooLarge
    contribute_photo(
        user=managed.user,
        venue_id=managed.venue.pk,
        data=file.read(),
        credit=credit,
        at=timezone.now(),
    )


_PROBLEMS: dict[type[DomainError], Any] = {
    UnreadablePhoto: lambda: gettext(
        "We cannot read “%(file)s”. Use a JPEG, PNG or WebP photo."
    ),
    PhotoTooLarge: lambda: gettext(
        "“%(file)s” is too large. Use a photo of up to 12 MB and 50 megapixels."
    ),
    TooManyPhotos: lambda: gettext(
        "We did not save “%(file)s”, because this place has reached its limit of "
        "photos. Remove one first."
    ),
    NoRoom: lambda: gettext(
        "We did not save “%(file)s”, because we have run out of storage space."
        " Everything else is saved. Try again later."
    ),
}
