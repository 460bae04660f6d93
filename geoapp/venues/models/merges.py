"""Merges of venues, with what is needed to split them again."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from geoapp.venues.models.venue import Venue


class VenueMerge(models.Model):
    """One venue merged into another.

    `before` is what geoapp.venues.actions.split_venues needs: which rows were moved,
    and what the surviving venue's corrections were. `by` and `split_by` are None if the
    account has been deleted.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    surviving = models.ForeignKey(
        Venue, on_delete=models.CASCADE, related_name="merges"
    )
    merged = models.ForeignKey(Venue, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    before = models.JSONField(default=dict)
    split_at = models.DateTimeField(null=True)
    split_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        constraints = [
            models.UniqueConstraint(
                fields=["merged"],
                condition=models.Q(split_at=None),
                name="venue_merged_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.merged_id} -> {self.surviving_id}"


class DistinctVenues(models.Model):
    """Two venues that a moderator has found to be different places."""

    first = models.ForeignKey(Venue, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Venue, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("pair of different places")
        verbose_name_plural = _("pairs of different places")
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second"], name="distinct_venues_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} / {self.second_id}"
