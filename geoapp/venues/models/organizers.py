"""Managers of venues and invitations to manage them."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from geoapp.venues.models.venue import Venue


class Organizer(models.Model):
    """A user who can edit a venue and invite others to do so (a manager)."""

    venue = models.ForeignKey(
        Venue, on_delete=models.CASCADE, related_name="organizers"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="keeps"
    )
    since = models.DateTimeField()

    class Meta:
        verbose_name = _("manager")
        verbose_name_plural = _("managers")
        constraints = [
            models.UniqueConstraint(
                fields=["venue", "user"], name="organizer_once_per_venue"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.venue_id}: {self.user_id}"


class Invitation(models.Model):
    """An emailed invitation to manage a venue; its id is the secret."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    venue = models.ForeignKey(
        Venue, on_delete=models.CASCADE, related_name="invitations"
    )
    email = models.EmailField()
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    invited_at = models.DateTimeField()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                fields=["venue", "email"], name="invitation_once_per_venue"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.venue_id}: {self.email}"
