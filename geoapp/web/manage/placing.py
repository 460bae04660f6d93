"""Where a venue lies: by its address where nobody set a pin, and what looks wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from geoapp.crafts.terms import Precision
from geoapp.discovery.lookalikes import lookalikes
from geoapp.discovery.places import FoundPlace, find_places
from geoapp.geo.values import Position
from geoapp.publishing.models import PublishedVenue
from geoapp.venues.place_doubts import PlaceDoubt, doubts_about
from geoapp.web.manage.forms.what import TOWN_UNCERTAINTY_M


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What has to be asked about a place before it is handed in."""

    doubts: tuple[PlaceDoubt, ...] = ()
    alike: tuple[PublishedVenue, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to ask."""
        return bool(self.doubts or self.alike)


def place_by_address(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields with a position: the pin's own, else the town's middle."""
    if said.get("position") or not said.get("address"):
        return dict(said)
    town = find_town(said["address"])
    if town is None:
        return dict(said)
    return dict(said) | {
        "position": [town.position.lon, town.position.lat],
        "precision": Precision.CITY.value,
        "uncertainty_m": TOWN_UNCERTAINTY_M,
    }


def find_town(address: Mapping[str, str]) -> FoundPlace | None:
    """Return the town of an address, in its country where that is said."""
    locality = address.get("locality", "")
    if not locality:
        return None
    country = address.get("country", "")
    found = find_places(locality, limit=8)
    fitting = [place for place in found if not country or place.country == country]
    return next(iter(fitting), None)


def asked_about(values: Mapping[str, Any], *, venue_id: UUID) -> Asked:
    """Return what looks wrong with the place, and published venues that may be it."""
    if not values.get("position"):
        return Asked()
    lon, lat = values["position"]
    position = Position(lon=lon, lat=lat)
    country = (values.get("address") or {}).get("country", "")
    return Asked(
        doubts=doubts_about(position, country=country),
        alike=lookalikes(name=values["name"], position=position, but=venue_id),
    )
