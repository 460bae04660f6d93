"""Position a venue by its address, and check a position for problems."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from geoapp.crafts.choices import Precision
from geoapp.discovery.duplicate_candidates import duplicate_candidates
from geoapp.discovery.text.place_suggestions import PlaceSuggestion, find_places
from geoapp.geo.values import Position
from geoapp.geocoding.network_geocoders import locate
from geoapp.publishing.models import PublishedVenue
from geoapp.venues.actions.merge_venues import distinct_from
from geoapp.venues.position_checks import PositionWarning, position_warnings
from geoapp.web.manage.forms.basics import UNCERTAINTY_M


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionCheck:
    """Warnings about a position, and possible duplicates of the venue."""

    warnings: tuple[PositionWarning, ...] = ()
    possible_duplicates: tuple[PublishedVenue, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to check."""
        return bool(self.warnings or self.possible_duplicates)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """The result of an address lookup; `precision` is address, street or city."""

    position: Position
    precision: str
    label: str


def look_up(address: Mapping[str, str], *, at: datetime) -> Lookup | None:
    """Return the position of an address by the network geocoder, else of its town."""
    located = locate(address, at=at)
    if located is not None:
        return Lookup(
            position=located.position,
            precision=located.precision,
            label=located.label,
        )
    town = find_town(address)
    if town is None:
        return None
    return Lookup(
        position=town.position, precision=Precision.CITY.value, label=town.label
    )


def place_by_address(values: Mapping[str, Any], *, at: datetime) -> dict[str, Any]:
    """Return the fields with a position: that of the pin, else of the address."""
    if values.get("position") or not values.get("address"):
        return dict(values)
    lookup = look_up(values["address"], at=at)
    if lookup is None:
        return dict(values)
    return dict(values) | {
        "position": [lookup.position.lon, lookup.position.lat],
        "precision": lookup.precision,
        "uncertainty_m": UNCERTAINTY_M[lookup.precision],
    }


def find_town(address: Mapping[str, str]) -> PlaceSuggestion | None:
    """Return the town of an address, in its country if one is set."""
    locality = address.get("locality", "")
    if not locality:
        return None
    country = address.get("country", "")
    towns = find_places(locality, limit=8)
    fitting = [place for place in towns if not country or place.country == country]
    return next(iter(fitting), None)


def check_position(values: Mapping[str, Any], *, venue_id: UUID) -> PositionCheck:
    """Return warnings about a position, and published venues that may be the same."""
    if not values.get("position"):
        return PositionCheck()
    lon, lat = values["position"]
    position = Position(lon=lon, lat=lat)
    country = (values.get("address") or {}).get("country", "")
    distinct = distinct_from(venue_id)
    return PositionCheck(
        warnings=position_warnings(position, country=country),
        possible_duplicates=tuple(
            candidate
            for candidate in duplicate_candidates(
                name=values["name"], position=position, but=venue_id
            )
            if candidate.pk not in distinct
        ),
    )


def needs_another_look(values: Mapping[str, Any], *, venue_id: UUID) -> bool:
    """Whether a position may be wrong, or is a town's because nobody placed the pin.

    Of a home only the area is public anyway.
    """
    is_town = values.get("precision") == Precision.CITY.value
    is_left = bool(values.get("position")) and is_town
    is_left = is_left and not values.get("hide_exact_place")
    return is_left or bool(check_position(values, venue_id=venue_id))
