"""Photos of venues in their display sizes; uploads are not stored."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from geoapp.venues.models.venue import Venue


class PhotoLicence(models.TextChoices):
    """Licences of photos, by SPDX identifier where there is one."""

    CC0 = "CC0-1.0", _("CC0: anyone may use it for anything")
    BY = "CC-BY-4.0", _("CC BY: anyone may use it and must credit the author")
    BY_SA = "CC-BY-SA-4.0", _("CC BY-SA: as CC BY, and shared under the same licence")
    OWN = "own", _("All rights reserved: shown on this site only")


class Photo(models.Model):
    """A photo in the sizes of `widths` (pixels); its random id names its files.

    It is shown once it is `accepted` and has a description.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    venue = models.ForeignKey(Venue, on_delete=models.CASCADE, related_name="photos")
    place = models.PositiveSmallIntegerField()
    alt = models.CharField(max_length=300, blank=True)
    author = models.CharField(max_length=120)
    licence = models.CharField(max_length=16, choices=PhotoLicence.choices)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    widths = ArrayField(models.PositiveIntegerField())
    digest = models.CharField(max_length=64)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField()
    accepted = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(licence__in=PhotoLicence.values),
                name="photo_licence_known",
            ),
            models.UniqueConstraint(
                fields=["venue", "digest"], name="photo_once_per_venue"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.venue_id}: {self.pk}"

    @property
    def is_shown(self) -> bool:
        """Return whether everyone may see it once its venue is published."""
        return self.accepted and bool(self.alt)
