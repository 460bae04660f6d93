"""What is open nearby for the rest of today, by each venue's own clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q

from geoapp.crafts.choices import (
    NOT_RUNNING,
    Audience,
    Kind,
    Mode,
    Newcomers,
    Operation,
)
from geoapp.discovery.hours.open_state import (
    CLOSED,
    NOT_KNOWN,
    OPEN,
    UNKNOWN,
    OpenState,
    open_state_of,
    spans_of,
    zone_of,
)
from geoapp.geo.points import to_position
from geoapp.geo.values import Position, Radius
from geoapp.publishing.hours import Span
from geoapp.publishing.models import (
    PublishedOffer,
    PublishedOpening,
    PublishedVenue,
    PublishedVenueQuerySet,
)

# A page to print: the nearest of a crowded town are more than a day can hold.
MAX_PLACES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPlace:
    """A venue and its remaining hours today; no spans if they are unknown.

    Spans are aware, in the venue's own zone, and end after the present moment. The
    venue's live report (`state.live`) overrides the present one.
    """

    venue: PublishedVenue
    distance_m: float
    state: OpenState
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenToday:
    """Open places: first those that welcome newcomers, then the others, then unknown."""

    welcoming: tuple[OpenPlace, ...]
    others: tuple[OpenPlace, ...]
    unknown: tuple[OpenPlace, ...]
    read_to_m: float | None = (
        None  # how far the nearest MAX_PLACES lie, where there are more
    )

    def __bool__(self) -> bool:
        return bool(self.welcoming or self.others or self.unknown)


def open_today(*, near: Position, within: Radius, at: datetime) -> OpenToday:
    """Return what may be open to the public from `at` (aware) until midnight there.

    Venues known to be shut, planned, paused or closed, and those that only sell, are
    left out; unknown hours stay unknown. Executes two statements.
    """
    read, read_to_m = _places(near, within, at)
    places = [place for place in read if place.spans or place.state.state != CLOSED]
    with_hours = sorted(filter(_is_known, places), key=lambda p: _first(p, at))
    return OpenToday(
        welcoming=tuple(p for p in with_hours if _welcomes(p)),
        others=tuple(p for p in with_hours if not _welcomes(p)),
        unknown=tuple(p for p in places if not _is_known(p)),
        read_to_m=read_to_m,
    )


def _is_known(place: OpenPlace) -> bool:
    return bool(place.spans) or place.state.state == OPEN


def _places(
    near: Position, within: Radius, at: datetime
) -> tuple[Sequence[OpenPlace], float | None]:
    """Return the nearest venues, and how far they reach if there are more."""
    candidates = _to_make_something().exclude(
        operation__in=(*NOT_RUNNING, Operation.CLOSED)
    )
    nearest = candidates.near(near, within).order_by(F("distance_m"), "pk")
    rows = list(nearest[: MAX_PLACES + 1])
    venues = rows[:MAX_PLACES]
    hours = {
        row.venue_id: row
        for row in PublishedOpening.objects.filter(
            venue_id__in=[venue.pk for venue in venues], audience=Audience.PUBLIC
        )
    }
    places = [_place(venue, hours.get(venue.pk), at) for venue in venues]
    return places, places[-1].distance_m if len(rows) > MAX_PLACES else None


def _to_make_something() -> PublishedVenueQuerySet:
    """Return the venues on the map, without those that only sell."""
    offers = PublishedOffer.objects.filter(venue_id=OuterRef("pk"))
    does = Exists(offers.exclude(mode=Mode.BUY))
    silent = ~Exists(offers) & ~Q(kind=Kind.ARTISAN_SHOP)
    return PublishedVenue.objects.on_map().filter(does | silent)


def _place(
    venue: PublishedVenue, row: PublishedOpening | None, at: datetime
) -> OpenPlace:
    distance_m: float = getattr(venue, "distance_m", 0.0)
    if row is None:
        return OpenPlace(venue=venue, distance_m=distance_m, state=NOT_KNOWN, spans=())
    position = to_position(venue.public_point)
    state = open_state_of(row, moment=at, position=position)
    spans, maybe = _rest_of_day(row, at, position)
    if state.live and not state.live.open:
        spans = tuple((begin, until) for begin, until in spans if begin > at)
    if not spans and maybe and state.state != OPEN:
        state = OpenState(
            state=UNKNOWN,
            comment=state.comment,
            text=state.text,
            inferred=state.inferred,
            parsed=state.parsed,
        )
    return OpenPlace(venue=venue, distance_m=distance_m, state=state, spans=spans)


def _rest_of_day(
    row: PublishedOpening, at: datetime, position: Position
) -> tuple[tuple[Span, ...], bool]:
    """Return the open spans left today, and whether unknown spans remain."""
    if not row.parsed:
        return (), True
    zone = zone_of(row)
    midnight = at.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    # Days are added on the wall clock: a day that the clocks change has 23 hours.
    end = midnight + timedelta(days=1)
    opened, unknown, parsed = spans_of(row, at, position)
    spans = tuple(
        (begin.astimezone(zone), until.astimezone(zone))
        for begin, until in opened
        if begin < end and at < until
    )
    maybe = any(begin < end and at < until for begin, until in unknown)
    return spans, maybe or not parsed


def _first(place: OpenPlace, at: datetime) -> tuple[datetime, float]:
    begin = at if place.state.state == OPEN else place.spans[0][0]
    return begin, place.distance_m


def _welcomes(place: OpenPlace) -> bool:
    return place.venue.newcomers == Newcomers.WELCOME
