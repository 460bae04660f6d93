"""The published projection: everything public is read from here, nothing else.

Ids of venues are plain UUIDs: no relation leads back to the organizers' tables.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.contrib.gis.db.models import PointField
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now

from geoapp.common.text import folded
from geoapp.geo.expressions import (
    Envelope,
    Geography,
    InBox,
    Latitude,
    Longitude,
    MetresApart,
)
from geoapp.geo.values import BBox, Position, Radius
from geoapp.publishing.conditions import (
    USABLE_STATES,
    at_place,
    beyond_computed,
    here,
    is_computed,
    meridian_twins,
    open_spans,
    quoted,
    within,
)
from geoapp.publishing.live_state import hours_decide, live_says
from geoapp.publishing.multirange_fields import (
    InstantMultirangeField,
    WallClockMultirangeField,
)


def venue_path(slug: str) -> str:
    """Return the path of a venue's page; called for each row of a file."""
    return f"/venues/{slug}/"


class PublishedVenueQuerySet(models.QuerySet["PublishedVenue"]):
    """Queries of the public map."""

    def on_map(self) -> "PublishedVenueQuerySet":
        """Return only the venues drawn on the map: closed ones keep just their page."""
        return self.filter(on_map=True)

    def in_bbox(self, bbox: BBox) -> "PublishedVenueQuerySet":
        """Return only the venues in the box, edges included, date line or not."""
        condition = Q()
        for number, (west, south, east, north) in enumerate(meridian_twins(bbox)):
            name = f"_box_{number}"
            self = self.alias(  # noqa: PLW0642 - a chain, built in steps
                **{name: InBox(F("public_point"), Envelope(west, south, east, north))}
            )
            # The index compares in single precision; the numbers decide.
            condition |= Q(
                **{name: True},
                _lon__gte=west,
                _lon__lte=east,
                _lat__gte=south,
                _lat__lte=north,
            )
        return self.alias(
            _lon=Longitude("public_point"), _lat=Latitude("public_point")
        ).filter(condition)

    def near(self, position: Position, radius: Radius) -> "PublishedVenueQuerySet":
        """Return only the venues within the radius, annotated with `distance_m`."""
        return self.filter(within(position, radius)).annotate(
            distance_m=MetresApart(Geography("public_point"), here(position))
        )

    def nearest_to(self, position: Position) -> "PublishedVenueQuerySet":
        """Order by `distance_m`, then by id, so that pages never overlap."""
        return self.annotate(
            distance_m=MetresApart(Geography("public_point"), here(position))
        ).order_by("distance_m", "pk")

    def offering(
        self,
        crafts: Collection[str] = (),
        *,
        modes: Collection[str] = (),
        near: tuple[Position, Radius] | None = None,
    ) -> "PublishedVenueQuerySet":
        """Return only the venues offering one of the crafts (or narrower) in one mode.

        With `near`, the index over (craft, position) is used, so that a rare craft
        costs no more than a common one.
        """
        return self.filter(offers_q(crafts, modes=modes, near=near))

    def having_equipment(
        self,
        equipment: Collection[str],
        *,
        near: tuple[Position, Radius] | None = None,
    ) -> "PublishedVenueQuerySet":
        """Return only the venues with a working machine of every one of these types."""
        for equipment_id in equipment:
            self = self.filter(equipment_q(equipment_id, near=near))  # noqa: PLW0642
        return self

    def matching_words(self, words: Sequence[str]) -> "PublishedVenueQuerySet":
        """Return only the venues whose document has a word with each of these prefixes."""
        if not words:
            return self
        query = " & ".join(f"'{quoted(word)}':*" for word in words)
        return self.filter(
            search=SearchQuery(query, config="simple", search_type="raw")
        )

    def named_like(self, text: str) -> "PublishedVenueQuerySet":
        """Return only the venues whose name has the text, ignoring accents and case."""
        return self.filter(name_folded__contains=folded(text))

    def maybe_open(
        self,
        begin: datetime,
        end: datetime | None = None,
        *,
        audience: str,
        known_only: bool,
    ) -> "PublishedVenueQuerySet":
        """Keep what is open then, and what is unknown, annotated so.

        Without an `end` that is at the moment `begin`, else for at least an hour
        between the two. Aware times are instants, naive ones every venue's own wall
        clock. What a venue said itself, not long before an instant, stands over its
        hours. `is_open` says what is known to be open; `opens_later` that the periods
        do not reach that far, so that the caller has to evaluate the string.
        """
        rows = PublishedOpening.objects.filter(
            venue_id=OuterRef("pk"), audience=audience
        )
        computed = is_computed(begin, end)
        sure, perhaps = open_spans(begin, end)
        reported_open = reported_closed = Q(pk__in=())
        decided = Q()
        if end is None:
            reported_open = live_says(begin, is_open=True)
            reported_closed = live_says(begin, is_open=False)
            decided = hours_decide(begin)
        is_open = Exists(rows.filter(reported_open | (decided & computed & sure)))
        is_closed = Exists(
            rows.filter(reported_closed | (decided & computed & ~sure & ~perhaps))
        )
        later = Exists(rows.filter(decided, beyond_computed(begin, end), parsed=True))
        venues = self.annotate(is_open=is_open, opens_later=later).exclude(is_closed)
        if known_only:
            venues = venues.filter(Q(is_open=True) | Q(opens_later=True))
        return venues


def offers_q(
    crafts: Collection[str],
    *,
    modes: Collection[str] = (),
    near: tuple[Position, Radius] | None = None,
) -> Q:
    """Return the condition of `PublishedVenueQuerySet.offering`."""
    offers = PublishedOffer.objects.all()
    if modes:
        offers = offers.filter(mode__in=modes)
    if crafts:
        any_craft = Q()
        for craft in crafts:
            # One condition a craft: `= ANY(...)` is no condition of a GiST index.
            any_craft |= at_place(Q(craft_id=craft), near)
        offers = offers.filter(any_craft)
    return Q(pk__in=offers.values("venue_id"))


def equipment_q(equipment_id: str, *, near: tuple[Position, Radius] | None = None) -> Q:
    """Return the condition that a venue has a working machine of this type."""
    machines = PublishedEquipment.objects.filter(
        at_place(Q(equipment_id=equipment_id), near), state__in=USABLE_STATES
    )
    return Q(pk__in=machines.exclude(count=0).values("venue_id"))


class PublishedVenue(models.Model):
    """The public version of a venue."""

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
    # (geoapp.venues.compute.field_sources), so that an export can leave a list out
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
    """When a venue was first published and last changed.

    It outlives a rebuild, which changes nothing public, and is deleted with the venue's
    publication.
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
    """A type of machine in a venue; count 0 means that there is none."""

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
    """One row: a number that increases with every change of public data."""

    version = models.PositiveBigIntegerField(default=1)

    def __str__(self) -> str:
        return f"version {self.version}"
