"""Source records in their original form, and corrections."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from geoapp.venues.models.venue import Venue


class Source(models.Model):
    """A source of venue data, with its licence and attribution."""

    key = models.CharField(max_length=64, primary_key=True)
    name = models.CharField(max_length=200)
    licence = models.CharField(max_length=64)
    attribution = models.TextField()
    url = models.URLField(blank=True, max_length=500)
    edition = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return self.key


class SourceRecord(models.Model):  # type: ignore[django-manager-missing] # of its events
    """What one source reports about one venue. Never published itself."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="records")
    external_id = models.CharField(max_length=200)
    venue = models.ForeignKey(
        Venue, on_delete=models.CASCADE, related_name="source_records"
    )
    said = models.JSONField()  # the VenueRecord, see geoapp.venues.record_json
    digest = models.CharField(max_length=64)  # SHA-256 of `said`
    url = models.URLField(blank=True, max_length=500)
    fetched_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    redacted = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("source record")
        verbose_name_plural = _("source records")
        constraints = [
            models.UniqueConstraint(
                fields=["source", "external_id"], name="source_record_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.external_id}"


class Correction(models.Model):  # type: ignore[django-manager-missing] # of its events
    """A user's value of one field; it overrides every source record."""

    venue = models.ForeignKey(
        Venue, on_delete=models.CASCADE, related_name="corrections"
    )
    field = models.CharField(max_length=32)
    value = models.JSONField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    made_at = models.DateTimeField()
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        constraints = [
            models.UniqueConstraint(
                fields=["venue", "field"], name="correction_once_per_field"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.venue_id}: {self.field}"
