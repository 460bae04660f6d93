"""The live state that venues publish themselves."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from geoapp.venues.models.venue import Venue


class LiveState(models.Model):
    """The latest state a venue has published; readers have to judge its age.

    In a table of its own, because it changes by the minute and has no history.
    """

    venue = models.OneToOneField(
        Venue, on_delete=models.CASCADE, primary_key=True, related_name="live"
    )
    open = models.BooleanField(null=True)
    message = models.CharField(max_length=300, blank=True)
    since = models.DateTimeField(null=True)
    said_at = models.DateTimeField()

    class Meta:
        verbose_name = _("live status")
        verbose_name_plural = _("live statuses")

    def __str__(self) -> str:
        return f"{self.venue_id}: {self.open} at {self.said_at:%Y-%m-%d %H:%M:%S}"
