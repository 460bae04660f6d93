"""Managers of venues and invitations to manage them."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from geoapp.venues.models.venue import Venue


class ManagerEvent(models.TextChoices):
    """What happened to a manager of a venue."""

    JOINED = "joined", _("Became a manager")
    REMOVED = "removed", _("Removed")
    LEFT = "left", _("Stopped managing")
    RESTORED = "restored", _("Manager again")
    OWNER = "owner", _("Became the owner")


class ChangeEmails(models.TextChoices):
    """When a manager is told of changes by others."""

    IMMEDIATELY = "immediately", _("Immediately")
    WEEKLY = "weekly", _("Once a week")
    NEVER = "never", _("Never")


class Organizer(models.Model):
    """A user who can edit a venue and invite others to do so (a manager).

    One of a venue's managers owns it: only the owner removes managers or makes another
    one the owner.
    """

    venue = models.ForeignKey(
        Venue, on_delete=models.CASCADE, related_name="organizers"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="keeps"
    )
    since = models.DateTimeField()
    is_owner = models.BooleanField(default=False, db_default=False)
    # Changes by others up to then have been told; None: none have been yet.
    told_until = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("manager")
        verbose_name_plural = _("managers")
        constraints = [
            models.UniqueConstraint(
                fields=["venue"],
                condition=models.Q(is_owner=True),
                name="organizer_one_owner",
            ),
            models.UniqueConstraint(
                fields=["venue", "user"], name="organizer_once_per_venue"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.venue_id}: {self.user_id}"


class ManagerProfile(models.Model):
    """How other managers see a user, and when the user is told of their changes."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="manager_profile",
    )
    name = models.CharField(max_length=60, blank=True)
    shows_email = models.BooleanField(default=False)
    change_emails = models.CharField(
        max_length=12,
        choices=ChangeEmails.choices,
        default=ChangeEmails.IMMEDIATELY,
        db_default=ChangeEmails.IMMEDIATELY,
    )

    class Meta:
        verbose_name = _("manager's profile")
        verbose_name_plural = _("managers' profiles")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(change_emails__in=ChangeEmails.values),
                name="manager_change_emails_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ManagerChange(models.Model):
    """A change of a venue's managers: what happened to `user`, and by whom.

    `by` is None if the account has been deleted. `since` is when a removed manager had
    begun, for undoing the removal.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    venue = models.ForeignKey(
        Venue, on_delete=models.CASCADE, related_name="manager_changes"
    )
    event = models.CharField(max_length=10, choices=ManagerEvent.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    at = models.DateTimeField()
    since = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("change of managers")
        verbose_name_plural = _("changes of managers")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(event__in=ManagerEvent.values),
                name="manager_event_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.venue_id}: {self.user_id} {self.event}"


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
