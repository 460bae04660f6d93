"""The published projection: everything public is read from here, nothing else.

Ids of venues are plain UUIDs: no relation leads back to the organizers' tables.
"""

from django.contrib.gis.db.models import PointField
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.functions import Now

from geoapp.geo.expressions import Geography
from geoapp.publishing.multirange_fields import (
    InstantMultirangeField,
    WallClockMultirangeField,
)
from geoapp.publishing.querysets import PublishedVenueQuerySet


def venue_path(slug: str) -> str:
    """Return the path of a venue's page; it is asked for each row of a file."""
    return f"/venues/{slug}/"


class PublishedVenue(models.Model):
    """A venue as everybody may see it."""

    id = models.UUIDField(primary_key=True, editable=False)
    slug = models.CharField(max_length=120, unique=True)
    aliases = ArrayField(models.CharField(max_length=120), default=list)
    on_map = models.BooleanField()
    public_point = PointField(srid=4326, spatial_index=False)
    precision = models.CharField(max_length=10)
    uncertainty_m = models.PositiveIntegerField(null=True)

    # What filters or sorts
    name = models.CharField(max_length=300)
    sort_name = models.CharField(max_length=300)
    kind = models.CharField(max_length=24)
    locality = models.CharField(max_length=120)
    country = models.CharField(max_length=2)
    access = ArrayField(models.CharField(max_length=16), default=list)
    wheelchair = models.CharField(max_length=8, blank=True)
    newcomers = models.CharField(max_length=16, blank=True)
    price = models.CharField(max_length=10, blank=True)
    minimum_age = models.PositiveSmallIntegerField(null=True)
    # Every range of RFC 4647 that finds one of the languages: "de" and "de-at"
    language_ranges = ArrayField(models.CharField(max_length=35), default=list)
    operation = models.CharField(max_length=10)
    confirmed_at = models.DateField(null=True)
    time_zone = models.CharField(max_length=64, blank=True)
    search = SearchVectorField()
    name_folded = models.CharField(max_length=300)

    # When it was first shown, and last told otherwise; see geoapp.publishing.changes
    published_at = models.DateTimeField(db_default=Now())
    changed_at = models.DateTimeField(db_default=Now())

    # Which lists speak of it, and which of them say each value that stands
    # (geoapp.venues.compute.sayers), so that an export can leave a list out
    sources = ArrayField(models.CharField(max_length=64), default=list)
    said_by = models.JSONField(default=dict)

    # What is shown: a GeoJSON feature without its last two braces, so that the
    # members of a request can be appended as text, and the parts of the page
    feature = models.TextField()
    page = models.JSONField()

    objects = PublishedVenueQuerySet.as_manager()

    class Meta:
        indexes = [
            GistIndex(fields=["public_point"], name="published_point"),
            GistIndex(Geography("public_point"), name="published_geography"),
            GinIndex(fields=["search"], name="published_search"),
            GinIndex(
                fields=["name_folded"],
                name="published_name_trgm",
                opclasses=["gin_trgm_ops"],
            ),
            GinIndex(fields=["aliases"], name="published_aliases"),
            models.Index(fields=["sort_name", "id"], name="published_by_name"),
            models.Index(fields=["-changed_at", "id"], name="published_by_change"),
            GinIndex(fields=["sources"], name="published_sources"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.slug})"

    def get_absolute_url(self) -> str:
        """Return the venue's page."""
        return venue_path(self.slug)


class PublishedChange(models.Model):
    """When a venue was first shown and last told otherwise.

    It outlives a rebuild, which changes nothing of what is told, and goes with the
    venue's publication.
    """

    venue_id = models.UUIDField(primary_key=True, editable=False)
    digest = models.CharField(max_length=64)  # SHA-256 of what is told
    published_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.venue_id}: {self.changed_at}"


class PublishedOffer(models.Model):
    """A craft in one mode: a row for the craft and for each of its ancestors."""

    venue_id = models.UUIDField(db_index=True)
    craft_id = models.CharField(max_length=64)
    depth = models.PositiveSmallIntegerField()
    mode = models.CharField(max_length=10)
    inferred = models.BooleanField()
    public_point = PointField(srid=4326, spatial_index=False)

    class Meta:
        indexes = [
            GistIndex(
                "craft_id", Geography("public_point"), name="published_offer_near"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.venue_id}: {self.mode} {self.craft_id} +{self.depth}"


class PublishedEquipment(models.Model):
    """A type of machine in a venue; count 0 says that there is none."""

    venue_id = models.UUIDField(db_index=True)
    equipment_id = models.CharField(max_length=64)
    count = models.PositiveSmallIntegerField(null=True)
    induction = models.CharField(max_length=10, blank=True)
    state = models.CharField(max_length=10)
    inferred = models.BooleanField()
    public_point = PointField(srid=4326, spatial_index=False)

    class Meta:
        indexes = [
            GistIndex(
                "equipment_id",
                Geography("public_point"),
                name="published_equipment_near",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.venue_id}: {self.equipment_id}"


class PublishedOpening(models.Model):
    """Opening hours for one audience, evaluated up to `computed_until`."""

    venue_id = models.UUIDField()
    audience = models.CharField(max_length=12)
    text = models.CharField(max_length=1000)
    inferred = models.BooleanField(default=False)
    time_zone = models.CharField(max_length=64)
    country = models.CharField(max_length=2, blank=True)
    parsed = models.BooleanField()
    periods = InstantMultirangeField()
    local = WallClockMultirangeField()
    unknown_periods = InstantMultirangeField()
    unknown_local = WallClockMultirangeField()
    computed_from = models.DateTimeField()
    computed_until = models.DateTimeField()
    next_open = models.DateTimeField(null=True)
    # The venue's own word, for the public only; see geoapp.publishing.live_state
    live_open = models.BooleanField(null=True)
    live_message = models.CharField(max_length=300, blank=True)
    live_since = models.DateTimeField(null=True)
    live_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["venue_id", "audience"], name="published_opening_once"
            ),
        ]
        indexes = [
            models.Index(fields=["computed_until"], name="published_opening_until"),
        ]

    def __str__(self) -> str:
        return f"{self.venue_id}, {self.audience}: {self.text}"


class DataVersion(models.Model):
    """One row: a number that rises with every change of what is public."""

    version = models.PositiveBigIntegerField(default=1)

    def __str__(self) -> str:
        return f"version {self.version}"
