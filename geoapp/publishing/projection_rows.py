"""A venue as the rows of the projection. Pure but for the vocabulary."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.search import SearchVector
from django.db.models import Value

from geoapp.common.text import folded
from geoapp.crafts.choices import Audience, Operation, Precision
from geoapp.crafts.vocabulary import Vocabulary
from geoapp.geo.points import to_point, to_position
from geoapp.geo.values import Position
from geoapp.publishing.feature import feature_of, machine_rank
from geoapp.publishing.home_area import AREA_UNCERTAINTY_M, cell_centre
from geoapp.publishing.hours import periods, wall_clock
from geoapp.publishing.models import (
    PublishedEquipment,
    PublishedOffer,
    PublishedOpening,
    PublishedVenue,
)
from geoapp.publishing.venue_document import is_hidden, sources_of, venue_details
from geoapp.venues.models import Hours, LiveState, Machine, Venue
from geoapp.venues.stored_records import field_sources_of

HORIZON = timedelta(days=35)
_LOOK_BACK = timedelta(days=1)
# Of a place that only its area is told of (geoapp.publishing.venue_document).
_WITHHELD = frozenset({"directions_hint", "floor"})


@dataclass(frozen=True, slots=True)
class Rows:
    """All rows of one venue."""

    venue: PublishedVenue
    offers: list[PublishedOffer]
    equipment: list[PublishedEquipment]
    openings: list[PublishedOpening]


def rows_of(venue: Venue, *, vocabulary: Vocabulary, at: datetime) -> Rows | None:
    """Return the rows of a venue, or None if there is nothing to publish.

    `at` (aware) is the moment from which opening hours are evaluated; they start at
    that day's beginning, so that two runs on one day give the same rows.
    """
    if venue.publication != "published" or venue.location is None:
        return None
    point, uncertainty_m = _public_place(venue, to_position(venue.location))
    on_map = venue.operation != Operation.CLOSED
    published = _venue_row(
        venue, point=point, uncertainty_m=uncertainty_m, vocabulary=vocabulary
    )
    return Rows(
        venue=published,
        offers=_offer_rows(venue, point, vocabulary) if on_map else [],
        equipment=_equipment_rows(venue, point) if on_map else [],
        openings=_opening_rows(venue, point=point, at=at),
    )


def _public_place(venue: Venue, exact: Position) -> tuple[Position, int | None]:
    if is_hidden(venue):
        return cell_centre(exact), max(AREA_UNCERTAINTY_M, venue.area_served_m or 0)
    return exact, venue.uncertainty_m


def _venue_row(
    venue: Venue,
    *,
    point: Position,
    uncertainty_m: int | None,
    vocabulary: Vocabulary,
) -> PublishedVenue:
    precision = Precision.AREA.value if is_hidden(venue) else venue.precision
    return PublishedVenue(
        id=venue.pk,
        slug=venue.slug,
        aliases=sorted(alias.slug for alias in venue.aliases.all()),
        on_map=venue.operation != Operation.CLOSED,
        public_point=to_point(point),
        precision=precision,
        uncertainty_m=uncertainty_m,
        name=venue.name,
        sort_name=folded(venue.name),
        name_folded=folded(" ".join([venue.name, *venue.alternate_names.values()])),
        kind=venue.kind,
        locality=venue.locality,
        country=venue.country,
        access=venue.access,
        wheelchair=venue.wheelchair,
        newcomers=venue.newcomers,
        price=venue.price,
        minimum_age=venue.minimum_age,
        language_ranges=language_ranges(venue.languages),
        operation=venue.operation,
        confirmed_at=venue.confirmed_at,
        time_zone=venue.time_zone,
        search=_search_document(venue, vocabulary),
        feature=feature_of(venue, point=point, uncertainty_m=uncertainty_m),
        page=venue_details(venue),
        sources=sources_of(venue),
        said_by=_said_by(venue),
    )


def language_ranges(tags: Iterable[str]) -> list[str]:
    """Return every basic range (RFC 4647, 3.3.1) that matches one of the tags."""
    ranges = set()
    for tag in tags:
        subtags = tag.lower().split("-")
        ranges |= {"-".join(subtags[:n]) for n in range(1, len(subtags) + 1)}
    return sorted(ranges)


def _said_by(venue: Venue) -> dict[str, list[str]]:
    """Return the keys of the sources of each public field.

    Fields withheld for a hidden venue are left out.
    """
    withheld = _WITHHELD if is_hidden(venue) else frozenset()
    sources_by_field = field_sources_of(venue)
    return {
        name: keys for name, keys in sources_by_field.items() if name not in withheld
    }


def _search_document(venue: Venue, vocabulary: Vocabulary) -> Any:
    """Return the search document, built from public data only."""
    terms: list[str] = []
    for craft in sorted({offer.craft_id for offer in venue.offers.all()}):
        for name in (craft, *vocabulary.ancestors(craft)):
            terms.extend(vocabulary.crafts[name].labels.values())
    for equipment in sorted(
        {m.equipment_id for m in venue.machines.all() if m.count != 0}
    ):
        terms.extend(vocabulary.equipment[equipment].labels.values())
    places = [venue.locality, "" if is_hidden(venue) else venue.region]
    details = [] if is_hidden(venue) else [venue.street, venue.postcode]
    parts = (
        ("A", [venue.name, *venue.alternate_names.values()]),
        ("B", terms),
        ("C", places),
        ("D", [venue.summary, *details]),
    )
    document: Any = None
    for weight, words in parts:
        text = Value(folded(" ".join(word for word in words if word)))
        part = SearchVector(text, config="simple", weight=weight)
        document = part if document is None else document + part
    return document


def _offer_rows(
    venue: Venue, point: Position, vocabulary: Vocabulary
) -> list[PublishedOffer]:
    nearest: dict[tuple[str, str], tuple[int, bool]] = {}
    for offer in venue.offers.all():
        line = (offer.craft_id, *vocabulary.ancestors(offer.craft_id))
        for depth, craft in enumerate(line):
            candidate = (depth, offer.inferred)
            key = (craft, offer.mode)
            nearest[key] = min(nearest.get(key, candidate), candidate)
    return [
        PublishedOffer(
            venue_id=venue.pk,
            craft_id=craft,
            mode=mode,
            depth=depth,
            inferred=inferred,
            public_point=to_point(point),
        )
        for (craft, mode), (depth, inferred) in sorted(nearest.items())
    ]


def _equipment_rows(venue: Venue, point: Position) -> list[PublishedEquipment]:
    best: dict[str, Machine] = {}
    for machine in sorted(venue.machines.all(), key=machine_rank):
        best.setdefault(machine.equipment_id, machine)
    return [
        PublishedEquipment(
            venue_id=venue.pk,
            equipment_id=equipment,
            count=machine.count,
            induction=machine.induction,
            state=machine.state,
            inferred=machine.inferred,
            public_point=to_point(point),
        )
        for equipment, machine in sorted(best.items())
    ]


def _opening_rows(
    venue: Venue, *, point: Position, at: datetime
) -> list[PublishedOpening]:
    """Return a row for each audience, and one for a live state without hours."""
    hours = list(venue.hours.all())
    live: LiveState | None = getattr(venue, "live", None)
    if live is None or live.open is None:
        return [
            _opening_row(venue, row_hours, point=point, at=at) for row_hours in hours
        ]
    if not any(row_hours.audience == Audience.PUBLIC for row_hours in hours):
        hours.append(Hours(venue=venue, audience=Audience.PUBLIC, text=""))
    rows = [_opening_row(venue, row_hours, point=point, at=at) for row_hours in hours]
    for row in rows:
        if row.audience == Audience.PUBLIC:
            # What somebody writes of the moment may name the door.
            row.live_message = "" if is_hidden(venue) else live.message
            row.live_open = live.open
            row.live_since, row.live_at = live.since, live.said_at
    return rows


def _opening_row(
    venue: Venue, hours: Hours, *, point: Position, at: datetime
) -> PublishedOpening:
    start = at.replace(hour=0, minute=0, second=0, microsecond=0) - _LOOK_BACK
    until = start + HORIZON
    evaluated = periods(
        text=hours.text,
        time_zone=venue.time_zone,
        country=venue.country,
        position=point,
        start=start,
        end=until,
    )
    return PublishedOpening(
        venue_id=venue.pk,
        audience=hours.audience,
        text=hours.text,
        inferred=hours.inferred,
        time_zone=venue.time_zone,
        country=venue.country,
        parsed=evaluated.parsed,
        periods=evaluated.open,
        local=wall_clock(evaluated.open, venue.time_zone),
        unknown_periods=evaluated.unknown,
        unknown_local=wall_clock(evaluated.unknown, venue.time_zone),
        computed_from=start,
        computed_until=until,
        next_open=next(
            (begin for begin, _end in evaluated.open if begin > start), None
        ),
    )
