"""Where a space is: its position, and the address that it wrote as one text."""

import re
from collections.abc import Mapping
from typing import Any
from zoneinfo import available_timezones

from geoapp.geo.values import Position
from geoapp.sources.reader_rows import RowRefused
from geoapp.sources.spaceapi.values import RepairLog, number_of, part, text_of
from geoapp.sources.towns import towns
from geoapp.venues.records import Address

_NEAR_M = 30_000  # how far a house may be from the middle of its town
_LONGEST_ADDRESS = 300
_NOBODY_LIVES_BELOW = -60.0  # degrees of latitude
_POSTCODE = r"\d{4,5}(?: ?[A-Z]{2}\b)?"


def place_of(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what holds lat, lon and address: `location`, before 0.13 the top."""
    location = part(document, "location")
    return location if "lat" in location else document


def position_of(place: Mapping[str, Any], book: RepairLog) -> Position:
    """Return the position; raises RowRefused where there is none on land.

    Latitude and longitude that were swapped are turned round where that is certain.
    """
    lat, lon = number_of(place.get("lat")), number_of(place.get("lon"))
    if lat is None or lon is None:
        raise RowRefused("No coordinates.")
    if isinstance(place.get("lat"), str) or isinstance(place.get("lon"), str):
        book.say("Its position was written as text.")
    if _is_swapped(lat, lon):
        book.say(f"Its latitude {lat:g} and longitude {lon:g} were swapped.")
        lat, lon = lon, lat
    if abs(lat) > 90 or abs(lon) > 180:
        raise RowRefused(f"Its position {lat:g}, {lon:g} is not on the earth.")
    if lat == 0 and lon == 0:
        raise RowRefused("The coordinates are 0, 0 and have probably not been set.")
    return Position(lon=lon, lat=lat)


def _is_swapped(lat: float, lon: float) -> bool:
    """Whether only the other order is a place where a space can be."""
    possible = _NOBODY_LIVES_BELOW <= lat <= 90 and abs(lon) <= 180
    return not possible and _NOBODY_LIVES_BELOW <= lon <= 90 and abs(lat) <= 180


def address_of(
    place: Mapping[str, Any], position: Position, book: RepairLog
) -> Address:
    """Return the address as far as it can be told apart.

    A word of the text is the town if a town of this name is near the position.
    """
    text = text_of(place.get("address"), book, what="address", longest=_LONGEST_ADDRESS)
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
    """Return the first part of the text if it has a number, as streets have."""
    first = re.split(r"[,;\n]", text)[0].strip()
    return "" if first == locality or not re.search(r"\d", first) else first


def _postcode(text: str, locality: str) -> str:
    match = re.search(rf"({_POSTCODE}) *,? *{re.escape(locality)}", text)
    return match[1] if match else ""


def time_zone_of(place: Mapping[str, Any], book: RepairLog) -> str:
    """Return the IANA zone that the document names, if there is such a zone."""
    time_zone = place.get("timezone")
    if not time_zone:
        return ""
    if isinstance(time_zone, str) and time_zone in available_timezones():
        return time_zone
    book.say(f"Its timezone {str(time_zone)[:30]!r} is none; left out.")
    return ""
