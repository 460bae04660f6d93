"""The offline gazetteer: places of the world and every name they go by."""

from django.contrib.gis.db.models import PointField
from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.db import models
from django.db.models import Q

from geoapp.geocoding.geocoder import UNKNOWN_WEIGHT

LARGE = 100_000  # people of a place that two or three letters may mean
TYPO_WEIGHT = UNKNOWN_WEIGHT  # people of a place known misspelt by all its names


class GazetteerPlace(models.Model):
    """A populated place of GeoNames (CC BY 4.0)."""

    geonameid = models.IntegerField(primary_key=True)
    name = models.CharField(max_length=200)
    region = models.CharField(max_length=120, blank=True)
    country = models.CharField(max_length=2)
    country_name = models.CharField(max_length=120)
    population = models.IntegerField()  # 0: unknown
    time_zone = models.CharField(max_length=64, blank=True)
    point = PointField(srid=4326, spatial_index=False)

    class Meta:
        indexes = [
            GistIndex(fields=["point"], name="gazetteer_point"),
            models.Index(fields=["-population"], name="gazetteer_population"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.country}"


class GazetteerName(models.Model):
    """One name of a place as it is compared: without accents and case."""

    # Both tables are only ever loaded whole: a check of every row would cost more
    # than the load.
    place = models.ForeignKey(
        GazetteerPlace,
        on_delete=models.CASCADE,
        related_name="names",
        db_constraint=False,
    )
    folded = models.CharField(max_length=200)
    is_main = models.BooleanField()
    # The place's Candidate.weight, kept here so that names sort without their places.
    weight = models.IntegerField(default=UNKNOWN_WEIGHT)

    class Meta:
        indexes = [
            GinIndex(
                fields=["folded"],
                name="gazetteer_name_trgm",
                opclasses=["gin_trgm_ops"],
                condition=Q(is_main=True) | Q(weight__gte=TYPO_WEIGHT),
            ),
            models.Index(
                fields=["folded"],
                name="gazetteer_name_prefix",
                opclasses=["varchar_pattern_ops"],
            ),
            models.Index(
                fields=["folded"],
                name="gazetteer_name_large",
                opclasses=["varchar_pattern_ops"],
                condition=Q(weight__gte=LARGE),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.folded} ({self.place_id})"


class GazetteerEdition(models.Model):
    """Which edition of the gazetteer is loaded."""

    edition = models.CharField(max_length=64, primary_key=True)
    places = models.IntegerField()
    loaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.edition


class GeocodedAddress(models.Model):
    """What a geocoder of the network said about an address; it is asked once."""

    key = models.CharField(max_length=64, primary_key=True)  # SHA-256 of the address
    point = PointField(srid=4326, spatial_index=False, null=True)  # null: not known
    precision = models.CharField(max_length=10, blank=True)
    label = models.CharField(max_length=500, blank=True)
    asked_at = models.DateTimeField()

    class Meta:
        db_table = "geocoding_askedaddress"  # tables keep their names

    def __str__(self) -> str:
        return self.label or self.key


class GeocoderWatch(models.Model):
    """One row: when a geocoder may be asked again, for all processes together."""

    name = models.CharField(max_length=20, primary_key=True)
    next_at = models.DateTimeField()
    failures = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name}: from {self.next_at:%Y-%m-%d %H:%M:%S} on"
