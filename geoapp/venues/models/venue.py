"""The venue model, with its four separate axes of state."""

import uuid

from django.contrib.gis.db.models import PointField
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from geoapp.crafts.choices import (
    Kind,
    Newcomers,
    Operation,
    Precision,
    Price,
    Wheelchair,
)


class Publication(models.TextChoices):
    """States of publication."""

    DRAFT = "draft", _("Draft")
    PENDING = "pending", _("Awaiting review")
    PUBLISHED = "published", _("Published")
    REFUSED = "refused", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    MERGED = "merged", _("Merged")


class VenueQuerySet(models.QuerySet["Venue"]):
    """Queries for venues, unpublished ones included."""

    def published(self) -> "VenueQuerySet":
        """Return published venues."""
        return self.filter(publication="published")

    def with_details(self) -> "VenueQuerySet":
        """Prefetch everything that a published page needs."""
        return self.select_related("organisation", "live").prefetch_related(
            "offers",
            "machines",
            "hours",
            "aliases",
            "photos",
            "source_records__source",
            "corrections",
        )


class Venue(models.Model):  # type: ignore[django-manager-missing] # of its events
    """A place where people can make things. Empty fields are unknown.

    The values are computed from source records and corrections (geoapp.venues.compute);
    nothing else writes them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=120, unique=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    # What it is
    name = models.CharField(max_length=300)
    alternate_names = models.JSONField(default=dict, blank=True)
    kind = models.CharField(max_length=24, choices=Kind.choices)
    summary = models.TextField(blank=True)
    organisation = models.ForeignKey(
        "venues.Organisation",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="venues",
    )
    networks = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    materials = ArrayField(models.CharField(max_length=64), default=list, blank=True)
    languages = ArrayField(models.CharField(max_length=35), default=list, blank=True)

    # Where it is: degrees, WGS 84; uncertainty in metres
    location = PointField(srid=4326, null=True, blank=True)
    precision = models.CharField(
        max_length=10, choices=Precision.choices, default=Precision.EXACT
    )
    uncertainty_m = models.PositiveIntegerField(null=True, blank=True)
    hide_exact_place = models.BooleanField(default=False)
    # Set by moderation alone, so that no manager's setting undoes it.
    place_withheld = models.BooleanField(default=False, db_default=False)
    street = models.CharField(max_length=300, blank=True)
    locality = models.CharField(max_length=120, blank=True)
    region = models.CharField(max_length=120, blank=True)
    postcode = models.CharField(max_length=20, blank=True)
    country = models.CharField(max_length=2, blank=True)
    directions_hint = models.TextField(blank=True)
    floor = models.CharField(max_length=20, blank=True)
    area_served_m = models.PositiveIntegerField(null=True, blank=True)
    time_zone = models.CharField(max_length=64, blank=True)

    # For whom, and at what price
    access = ArrayField(models.CharField(max_length=16), default=list, blank=True)
    minimum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    newcomers = models.CharField(max_length=16, choices=Newcomers.choices, blank=True)
    price = models.CharField(max_length=10, choices=Price.choices, blank=True)
    price_amount = models.DecimalField(
        max_digits=9, decimal_places=2, null=True, blank=True
    )
    price_currency = models.CharField(max_length=3, blank=True)
    price_note = models.CharField(max_length=300, blank=True)
    wheelchair = models.CharField(max_length=8, choices=Wheelchair.choices, blank=True)
    accessibility = models.JSONField(default=dict, blank=True)
    contact = models.JSONField(default=dict, blank=True)

    # States: four axes; freshness is derived from confirmed_at, never stored
    publication = models.CharField(
        max_length=10, choices=Publication.choices, default=Publication.DRAFT
    )
    operation = models.CharField(
        max_length=10, choices=Operation.choices, default=Operation.UNKNOWN
    )
    operation_since = models.DateField(null=True, blank=True)
    operation_reason = models.CharField(max_length=300, blank=True)
    confirmed_at = models.DateField(null=True, blank=True)
    inferred = ArrayField(models.CharField(max_length=32), default=list, blank=True)

    objects = VenueQuerySet.as_manager()

    class Meta:
        verbose_name = _("venue")
        verbose_name_plural = _("venues")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(publication__in=Publication.values),
                name="venue_publication_known",
            ),
            models.CheckConstraint(
                condition=models.Q(operation__in=Operation.values),
                name="venue_operation_known",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=Kind.values), name="venue_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(publication="merged", merged_into__isnull=False)
                | (~models.Q(publication="merged") & models.Q(merged_into=None)),
                name="venue_merged_has_target",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.slug})"

    def get_absolute_url(self) -> str:
        """Return the URL path of the venue's page."""
        return f"/venues/{self.slug}/"

    @property
    def hides_its_place(self) -> bool:
        """Return whether only the area may be published."""
        return self.place_withheld or self.is_set_to_hide

    @property
    def is_set_to_hide(self) -> bool:
        """Return whether its own data say so, whatever moderation withholds."""
        by_area = self.precision == Precision.AREA or self.area_served_m is not None
        return self.hide_exact_place or by_area


class VenueAlias(models.Model):
    """A former slug; its page redirects (301) to the current one."""

    slug = models.SlugField(max_length=120, primary_key=True)
    venue = models.ForeignKey(Venue, on_delete=models.CASCADE, related_name="aliases")

    class Meta:
        verbose_name = _("old venue URL")
        verbose_name_plural = _("old venue URLs")

    def __str__(self) -> str:
        return self.slug
