"""The location of a space: its position, and its address as a single text."""

import re
from collections.abc import Mapping
from typing import Any
from zoneinfo import available_timezones

from geoapp.geo.values import Position
from geoapp.sources.reader_rows import RowRefused
from geoapp.sources.spaceapi.values import RepairLog, number_of, part, text_of
from geoapp.sources.towns import towns
from geoapp.venues.records import Address

_NEAR_M = 30_000  # maximum distance of an address from the centre of its town
_MAX_ADDRESS_LENGTH = 300
_MIN_INHABITED_LAT = -60.0  # degrees of latitude
_POSTCODE = r"\d{4,5}(?: ?[A-Z]{2}\b)?"


def place_of(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the object with lat, lon and address: `location`, or the root in 0.12."""
    location = part(document, "location")
    return location if "lat" in location else document


def position_of(place: Mapping[str, Any], book: RepairLog) -> Position:
    """Return the position. Raises RowRefused if there is none on land.

    Swapped latitude and longitude are corrected if that is certain.
    """
    lat, lon = number_of(place.get("lat")), number_of(place.get("lon"))
    if lat is None or lon is None:
        raise RowRefused("No coordinates.")
    if isinstance(place.get("lat"), str) or isinstance(place.get("lon"), str):
        book.add("The position was given as text.")
    if _is_swapped(lat, lon):
        book.add(f"Latitude {lat:g} and longitude {lon:g} were swapped. Corrected.")
        lat, lon = lon, lat
    if abs(lat) > 90 or abs(lon) > 180:
        raise RowRefused(f"The position {lat:g}, {lon:g} is out of range.")
    if lat == 0 and lon == 0:
        raise RowRefused("The coordinates are 0, 0 and have probably not been set.")
    return Position(lon=lon, lat=lat)


def _is_swapped(lat: float, lon: float) -> bool:
    """Return whether only the swapped order is a plausible position."""
    possible = _MIN_INHABITED_LAT <= lat <= 90 and abs(lon) <= 180
    return not possible and _MIN_INHABITED_LAT <= lon <= 90 and abs(lat) <= 180


def address_of(
    place: Mapping[str, Any], position: Position, book: RepairLog
) -> Address:
    """Return the parts of the address that can be identified.

    A part of the text is the town if a town with this name is near the position.
    """
    text = text_of(
        place.get("address"), book, what="address", longest=_MAX_ADDRESS_LENGTH
    )
    country = str(place.get("country_code") or "").upper()
    if not re.fullmatch(r"[A-Z]{2}", country, re.ASCII):
        country = ""
    nearest = towns().named_near(text, position, within_m=_NEAR_M)
    if nearest is None:
        return Address(street=_street(text, ""), country=country)
    address, town = nearest
    return Address(
        street=_street(text, address),
        locality=address,
        postcode=_postcode(text, address),
        country=country or town.country,
    )


def _street(text: str, locality: str) -> str:
    """Return the first part of the text if it contains a number, as streets do."""
    first = re.split(r"[,;\n]", text)[0].strip()
    return "" if first == locality or not re.search(r"\d", first) else first


def _postcode(text: str, locality: str) -> str:
    match = re.search(rf"({_POSTCODE}) *,? *{re.escape(locality)}", text)
    return match[1] if match else ""


def time_zone_of(place: Mapping[str, Any], book: RepairLog) -> str:
    """Return the document's IANA time zone, if it exists."""
    time_zone = place.get("timezone")
    if not time_zone:
        return ""
    if isinstance(time_zone, str) and time_zone in available_timezones():
        return time_zone
    book.add(f"{str(time_zone)[:30]!r} is not a time zone. Left out.")
    return ""
