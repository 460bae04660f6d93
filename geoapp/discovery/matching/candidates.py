"""The facts about every venue within a radius that could meet a need."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, Value

from geoapp.crafts.vocabulary import current
from geoapp.discovery.hours.open_state import NOT_KNOWN, open_states
from geoapp.discovery.matching.fit import EquipmentRow, Facts, OfferRow
from geoapp.discovery.matching.requirements import Requirements
from geoapp.geo.values import Position, Radius
from geoapp.publishing.conditions import USABLE_STATES, within
from geoapp.publishing.models import (
    PublishedEquipment,
    PublishedOffer,
    PublishedVenue,
)

# Long columns that no match shows.
_LONG = ("page", "search", "aliases", "sources", "said_by")


def ancestors_of(crafts: Collection[str]) -> frozenset[str]:
    """Return every broader craft of the crafts."""
    vocabulary = current()
    return frozenset(a for craft in crafts for a in vocabulary.ancestors(craft))


def candidate_ids(needs: Requirements, *, near: Position, radius: Radius) -> Any:
    """Return a query of all candidates' ids: never "the nearest n".

    A candidate serves the craft (itself, narrower, or broader), or has one of the
    required machines in a state to be used.
    """
    near_by = within(near, radius)
    served = Q()
    for craft in needs.crafts:
        served |= Q(near_by, craft_id=craft)
    for craft in ancestors_of(needs.crafts):
        served |= Q(near_by, craft_id=craft, depth=0)
    condition = Q()
    for equipment in needs.required:
        condition |= Q(near_by, equipment_id=equipment)
    ids: list[Any] = []
    if served:
        ids.append(PublishedOffer.objects.filter(served).values("venue_id"))
    if condition:
        rows = PublishedEquipment.objects.filter(condition, state__in=USABLE_STATES)
        ids.append(rows.exclude(count=0).values("venue_id"))
    if not ids:
        return PublishedOffer.objects.none().values("venue_id")
    return ids[0].union(*ids[1:]) if len(ids) > 1 else ids[0].distinct()


def candidates_for(
    needs: Requirements,
    *,
    near: Position,
    radius: Radius,
    audience: str,
    moment: datetime,
) -> dict[UUID, tuple[Facts, PublishedVenue]]:
    """Return the facts and the row of each candidate, in three statements."""
    candidates = candidate_ids(needs, near=near, radius=radius)
    venues = list(
        PublishedVenue.objects.filter(pk__in=candidates).nearest_to(near).defer(*_LONG)
    )
    ids = [venue.pk for venue in venues]
    offers, equipment = _details(ids)
    opening = open_states(ids, audience=audience, moment=moment)
    return {
        venue.pk: (
            Facts(
                venue_id=venue.pk,
                offers=tuple(offers[venue.pk]),
                equipment=equipment[venue.pk],
                access=tuple(venue.access),
                operation=venue.operation,
                opening=opening.get(venue.pk, NOT_KNOWN),
                distance_m=venue.distance_m,  # type: ignore[attr-defined]
                confirmed_at=venue.confirmed_at,
            ),
            venue,
        )
        for venue in venues
    }


def _details(
    ids: Collection[UUID],
) -> tuple[dict[UUID, list[OfferRow]], dict[UUID, dict[str, EquipmentRow]]]:
    """Return the offers and the equipment of venues, in one statement."""
    offers: dict[UUID, list[OfferRow]] = defaultdict(list)
    equipment: dict[UUID, dict[str, EquipmentRow]] = defaultdict(dict)
    for is_offer, pk, name, number, word, induction, inferred in _offer_rows(ids).union(
        _equipment_rows(ids), all=True
    ):
        if is_offer:
            offers[pk].append(OfferRow(name, number, word, inferred))
            continue
        equipment[pk][name] = EquipmentRow(
            equipment=name,
            state=word,
            count=number,
            induction=induction,
            inferred=inferred,
        )
    return offers, equipment


def _offer_rows(ids: Collection[UUID]) -> Any:
    return (
        PublishedOffer.objects.filter(venue_id__in=ids)
        .annotate(is_offer=Value(value=True), induction=Value(""))
        .values_list(
            "is_offer", "venue_id", "craft_id", "depth", "mode", "induction", "inferred"
        )
    )


def _equipment_rows(ids: Collection[UUID]) -> Any:
    return (
        PublishedEquipment.objects.filter(venue_id__in=ids)
        .annotate(is_offer=Value(value=False))
        .values_list(
            "is_offer",
            "venue_id",
            "equipment_id",
            "count",
            "state",
            "induction",
            "inferred",
        )
    )


def candidate_facts(venue: PublishedVenue) -> Facts:
    """Return the facts about one venue, without a distance, for its own page."""
    offers, equipment = _details([venue.pk])
    return Facts(
        venue_id=venue.pk,
        offers=tuple(offers[venue.pk]),
        equipment=equipment[venue.pk],
        access=tuple(venue.access),
        operation=venue.operation,
        opening=NOT_KNOWN,
        distance_m=0.0,
        confirmed_at=venue.confirmed_at,
    )
