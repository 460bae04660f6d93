"""The offline gazetteer: places of the world with all their names."""

from django.contrib.gis.db.models import PointField
from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.db import models
from django.db.models import Q

from geoapp.geocoding.geocoder import UNKNOWN_WEIGHT

LARGE = 100_000  # population of places that two or three letters can match
TYPO_WEIGHT = UNKNOWN_WEIGHT  # population from which typos match any name


class GazetteerPlace(models.Model):
    """A populated place of GeoNames (CC BY 4.0)."""

    geonameid = models.IntegerField(primary_key=True)
    name = models.CharField(max_length=200)
    region = models.CharField(max_length=120, blank=True)
    region_code = models.CharField(max_length=16, blank=True)  # GeoNames: "DE.02"
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
    """A name of a place as its key, see `name_keys`."""

    # Both tables are only loaded as a whole: checking every row would take longer than
    # the load.
    place = models.ForeignKey(
        GazetteerPlace,
        on_delete=models.CASCADE,
        related_name="names",
        db_constraint=False,
    )
    folded = models.CharField(max_length=200)
    is_main = models.BooleanField()
    # PlaceCandidate.weight of the place, copied here to sort names without a join.
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


class Postcode(models.Model):
    """A British postcode, sector ("E8 3") or outcode ("E8"), from Code-Point Open."""

    code = models.CharField(max_length=8, primary_key=True)  # capitals, one blank
    point = PointField(srid=4326, spatial_index=False)  # the middle
    spread_m = models.IntegerField()  # 95 % of its postcodes lie so near, in metres

    def __str__(self) -> str:
        return self.code


class GazetteerEdition(models.Model):
    """The loaded edition of the gazetteer."""

    edition = models.CharField(max_length=64, primary_key=True)
    places = models.IntegerField()
    loaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.edition


class GeocodedAddress(models.Model):
    """The cached response of a network geocoder for an address."""

    key = models.CharField(max_length=64, primary_key=True)  # SHA-256 of the address
    point = PointField(srid=4326, spatial_index=False, null=True)  # null: not found
    precision = models.CharField(max_length=10, blank=True)
    label = models.CharField(max_length=500, blank=True)
    asked_at = models.DateTimeField()

    class Meta:
        db_table = "geocoding_askedaddress"  # tables keep their names

    def __str__(self) -> str:
        return self.label or self.key


class GeocoderWatch(models.Model):
    """When a geocoder may be queried next, shared by all processes."""

    name = models.CharField(max_length=20, primary_key=True)
    next_at = models.DateTimeField()
    failures = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name}: from {self.next_at:%Y-%m-%d %H:%M:%S} on"
