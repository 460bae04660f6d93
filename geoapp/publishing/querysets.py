"""The spatial vocabulary: sentences about published venues are chains of these.

Boxes are planar and exact (degrees), distances are metres along the geodesic.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.gis.db.models import PointField
from django.contrib.postgres.search import SearchQuery
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value

from geoapp.common.text import folded
from geoapp.geo.expressions import (
    Envelope,
    Geography,
    InBox,
    Latitude,
    Longitude,
    MetresApart,
    WithinMetres,
)
from geoapp.geo.points import to_point
from geoapp.geo.values import BBox, Position, Radius
from geoapp.publishing.live_state import hours_decide, live_says
from geoapp.publishing.multirange_fields import HasAnHour

if TYPE_CHECKING:
    from geoapp.publishing.models import PublishedVenue  # noqa: F401

# Unknown counts as working: nearly every list names machines and not their state.
USABLE_STATES = ("working", "limited", "unknown")
# Where a day begins first, and last.
_EAST = timezone(timedelta(hours=14))
_WEST = timezone(timedelta(hours=-12))


def here(position: Position) -> Geography:
    """Return the position as a geography that index expressions can meet."""
    return Geography(Value(to_point(position), output_field=PointField(srid=4326)))


def within(position: Position, radius: Radius) -> WithinMetres:
    """Return the condition that `public_point` lies within the radius."""
    return WithinMetres(Geography("public_point"), here(position), radius.metres)


class PublishedVenueQuerySet(models.QuerySet["PublishedVenue"]):
    """What can be asked of the public map."""

    def on_map(self) -> "PublishedVenueQuerySet":
        """Keep what is drawn: closed venues keep a page, but no place here."""
        return self.filter(on_map=True)

    def in_bbox(self, bbox: BBox) -> "PublishedVenueQuerySet":
        """Keep the venues in the box, edges included; it may cross the date line."""
        wanted = Q()
        for number, (west, south, east, north) in enumerate(meridian_twins(bbox)):
            name = f"_box_{number}"
            self = self.alias(  # noqa: PLW0642 - a chain, built in steps
                **{name: InBox(F("public_point"), Envelope(west, south, east, north))}
            )
            # The index compares in single precision; the numbers decide.
            wanted |= Q(
                **{name: True},
                _lon__gte=west,
                _lon__lte=east,
                _lat__gte=south,
                _lat__lte=north,
            )
        return self.alias(
            _lon=Longitude("public_point"), _lat=Latitude("public_point")
        ).filter(wanted)

    def near(self, position: Position, radius: Radius) -> "PublishedVenueQuerySet":
        """Keep the venues within the radius and annotate `distance_m`."""
        return self.filter(within(position, radius)).annotate(
            distance_m=MetresApart(Geography("public_point"), here(position))
        )

    def nearest_to(self, position: Position) -> "PublishedVenueQuerySet":
        """Order by `distance_m`; ties by id, so that pages never overlap."""
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
        """Keep the venues that offer one of the crafts (or narrower) in one mode.

        With `near` the index over (craft, place) is asked, so that a rare craft
        costs no more than a common one.
        """
        return self.filter(offers_q(crafts, modes=modes, near=near))

    def having_equipment(
        self,
        equipment: Collection[str],
        *,
        near: tuple[Position, Radius] | None = None,
    ) -> "PublishedVenueQuerySet":
        """Keep the venues with a machine of every one of these types that works."""
        for equipment_id in equipment:
            self = self.filter(equipment_q(equipment_id, near=near))  # noqa: PLW0642
        return self

    def matching_words(self, words: Sequence[str]) -> "PublishedVenueQuerySet":
        """Keep the venues whose document has a word beginning with each of these."""
        if not words:
            return self
        query = " & ".join(f"'{_quoted(word)}':*" for word in words)
        return self.filter(
            search=SearchQuery(query, config="simple", search_type="raw")
        )

    def named_like(self, text: str) -> "PublishedVenueQuerySet":
        """Keep the venues whose name contains the text, accents and case apart."""
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
        rows = _model("PublishedOpening").objects.filter(
            venue_id=OuterRef("pk"), audience=audience
        )
        computed = _is_computed(begin, end)
        sure, perhaps = _open_spans(begin, end)
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
    offers = _model("PublishedOffer").objects.all()
    if modes:
        offers = offers.filter(mode__in=modes)
    if crafts:
        any_craft = Q()
        for craft in crafts:
            # One condition a craft: `= ANY(...)` is no condition of a GiST index.
            any_craft |= _at(Q(craft_id=craft), near)
        offers = offers.filter(any_craft)
    return Q(pk__in=offers.values("venue_id"))


def equipment_q(equipment_id: str, *, near: tuple[Position, Radius] | None = None) -> Q:
    """Return the condition that a venue has a machine of this type that works."""
    machines = _model("PublishedEquipment").objects.filter(
        _at(Q(equipment_id=equipment_id), near), state__in=USABLE_STATES
    )
    return Q(pk__in=machines.exclude(count=0).values("venue_id"))


def known_hours() -> Q:
    """Return the condition that an opening's string says when the doors are open.

    What can be evaluated, and is more than "by appointment".
    """
    nothing_sure = Q(periods__isempty=True, unknown_periods__isempty=False)
    return Q(parsed=True) & ~Q(text="") & ~nothing_sure


def _open_spans(begin: datetime, end: datetime | None) -> tuple[Q, Q]:
    """Return that an opening is surely open then, and that it is perhaps."""
    is_wall_clock = begin.tzinfo is None
    spans = "local" if is_wall_clock else "periods"
    unknown = "unknown_local" if is_wall_clock else "unknown_periods"
    if end is None:
        return (
            Q(**{f"{spans}__has_moment": begin}),
            Q(**{f"{unknown}__has_moment": begin}),
        )
    return (
        Q(HasAnHour(spans, begin=begin, end=end)),
        Q(HasAnHour(spans, unknown, begin=begin, end=end)),
    )


def beyond_computed(begin: datetime, end: datetime | None = None) -> Q:
    """Return the condition that an opening's periods do not reach that time."""
    earliest, _latest = _instants(begin)
    _earliest, latest = _instants(end or begin)
    return Q(computed_from__gt=earliest) | Q(computed_until__lte=latest)


def _is_computed(begin: datetime, end: datetime | None) -> Q:
    earliest, _latest = _instants(begin)
    _earliest, latest = _instants(end or begin)
    return Q(parsed=True, computed_from__lte=earliest, computed_until__gt=latest)


def _instants(moment: datetime) -> tuple[datetime, datetime]:
    """Return the earliest and the latest instant that a moment can be."""
    if moment.tzinfo:
        return moment, moment
    return moment.replace(tzinfo=_EAST), moment.replace(tzinfo=_WEST)


def _at(condition: Q, near: tuple[Position, Radius] | None) -> Q:
    if near is None:
        return condition
    return condition & Q(within(*near))


def meridian_twins(bbox: BBox) -> list[tuple[float, float, float, float]]:
    """Return the plain boxes, with longitude 180 counted as -180 too."""
    boxes = list(bbox.parts())
    for west, south, east, north in bbox.parts():
        if west == -180:
            boxes.append((180.0, south, 180.0, north))
        if east == 180:
            boxes.append((-180.0, south, -180.0, north))
    return boxes


def _quoted(word: str) -> str:
    return folded(word).replace("\\", "").replace("'", "''")


def _model(name: str) -> Any:
    return apps.get_model("publishing", name)
