"""Photos of venues in their display sizes."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from geoapp.venues.models.venue import Venue


class PhotoLicence(models.TextChoices):
    """Licences of photos, by SPDX identifier where there is one."""

    CC0 = "CC0-1.0", _("CC0: anyone may use it for anything")
    BY = "CC-BY-4.0", _("CC BY: anyone may use it and must credit the author")
    BY_SA = "CC-BY-SA-4.0", _("CC BY-SA: as CC BY, and shared under the same licence")
    OWN = "own", _("All rights reserved: shown on this site only")


class PhotoProblem(models.TextChoices):
    """Why an upload could not be prepared."""

    UNREADABLE = (
        "unreadable",
        _("We cannot read this photo. Remove it, then try another."),
    )
    TOO_LARGE = "too_large", _("This photo is too large. Remove it, then try another.")


class RemovedPhoto(models.Model):
    """The fingerprint of a photo that a moderator removed: SHA-256, in hexadecimal.

    Of the file that was uploaded, and of its largest size, which does not depend on
    what else a file says. It is not stored whose photo it was, or of what place.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    removed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("removed photo")
        verbose_name_plural = _("removed photos")

    def __str__(self) -> str:
        return self.digest


class PhotoQuerySet(models.QuerySet["Photo"]):
    """Queries for photos."""

    def removed_before(self) -> "PhotoQuerySet":
        """Return those that a moderator has removed once, here or elsewhere."""
        digests = RemovedPhoto.objects.values("digest")
        return self.filter(Q(upload_digest__in=digests) | Q(digest__in=digests))

    def accepted_since(self, moment: Any) -> "PhotoQuerySet":
        """Return those accepted after a time (aware) or expression.

        Of those accepted before the time was stored, that of the upload counts.
        """
        rows = self.annotate(_accepted_at=Coalesce("accepted_at", "added_at"))
        return rows.filter(accepted=True, _accepted_at__gt=moment)


class Photo(models.Model):
    """A photo in the sizes of `widths` (pixels); its random id names its files.

    It is shown once it is `accepted` and not `hidden`, has a description, and the
    worker has prepared its sizes: until then it has no `widths`, and the upload is
    kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    venue = models.ForeignKey(Venue, on_delete=models.CASCADE, related_name="photos")
    place = models.PositiveSmallIntegerField()
    alt = models.CharField(max_length=300, blank=True)
    author = models.CharField(max_length=120)
    licence = models.CharField(max_length=16, choices=PhotoLicence.choices)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    widths = ArrayField(models.PositiveIntegerField(), default=list)
    # SHA-256 of the largest size and of the upload, in hexadecimal; "" if not known.
    digest = models.CharField(max_length=64, blank=True)
    upload_digest = models.CharField(max_length=64, blank=True)
    problem = models.CharField(max_length=16, choices=PhotoProblem.choices, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField()
    accepted = models.BooleanField(default=False)
    accepted_at = models.DateTimeField(null=True)
    # Taken from public view by a moderator, or until one has decided on a report.
    hidden = models.BooleanField(default=False, db_default=False)

    objects: ClassVar[PhotoQuerySet] = PhotoQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(licence__in=PhotoLicence.values),
                name="photo_licence_known",
            ),
            models.UniqueConstraint(
                fields=["venue", "digest"],
                condition=~models.Q(digest=""),
                name="photo_once_per_venue",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.venue_id}: {self.pk}"

    @property
    def is_shown(self) -> bool:
        """Return whether everyone may see it once its venue is published."""
        return self.accepted and not self.hidden and bool(self.alt) and self.is_prepared

    @property
    def is_prepared(self) -> bool:
        """Return whether there are files to show."""
        return bool(self.widths)
