"""Convert a schema.org place or organisation into venue fields, in JSON form."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from geoapp.geo.values import InvalidGeometry, Position

_TYPES = re.compile(
    r"(LocalBusiness|Organization|NGO|Place|Store|Library|Museum|School|CivicStructure"
    r"|CommunityCenter|EducationalOrganization|HomeAndConstructionBusiness|Workshop)\Z"
)
_ADDRESS = {
    "streetAddress": ("street", 300),
    "postalCode": ("postcode", 20),
    "addressLocality": ("locality", 120),
    "addressRegion": ("region", 120),
}
_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_TIME = re.compile(r"([01]\d|2[0-4]):[0-5]\d")
_MAX_SPANS = 30


def place_among(nodes: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Return the place or organisation with the most fields."""
    fitting = [node for node in nodes if _is_place(node) and node.get("name")]
    return max(fitting, key=lambda thing: len(fields_of(thing)), default=None)


def fields_of(node: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a node, without invalid values."""
    fields = {
        "name": _text(node.get("name"), 200),
        "summary": _text(node.get("description"), 2000),
        "address": _address(node.get("address")),
        "position": _position(node.get("geo")),
        "contact": _contact(node),
        "hours": _hours(node),
    }
    return {name: value for name, value in fields.items() if value}


def _is_place(node: Mapping[str, Any]) -> bool:
    kinds = node.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(k, str) and _TYPES.search(k) for k in names)


def _text(value: object, longest: int) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if not isinstance(value, str):
        return ""
    return " ".join(value.replace("\0", "").split())[:longest]


def _address(value: object) -> dict[str, str]:
    value = value[0] if isinstance(value, list) and value else value
    if isinstance(value, str):
        return {"street": _text(value, 300)}
    if not isinstance(value, Mapping):
        return {}
    address = {
        ours: _text(value.get(theirs), n) for theirs, (ours, n) in _ADDRESS.items()
    }
    country = value.get("addressCountry")
    code = country.get("name") if isinstance(country, Mapping) else country
    if isinstance(code, str) and re.fullmatch("[A-Za-z]{2}", code.strip()):
        address["country"] = code.strip().upper()
    return {name: text for name, text in address.items() if text}


def _position(geo: object) -> list[float] | None:
    geo = geo[0] if isinstance(geo, list) and geo else geo
    if not isinstance(geo, Mapping):
        return None
    try:
        lon, lat = float(geo["longitude"]), float(geo["latitude"])
        position = Position(lon=lon, lat=lat)
    except (KeyError, TypeError, ValueError, InvalidGeometry):
        return None
    return [position.lon, position.lat] if (lon, lat) != (0, 0) else None


def _contact(node: Mapping[str, Any]) -> dict[str, str]:
    contact = {"phone": _text(node.get("telephone"), 60)}
    url = _text(node.get("url"), 500)
    if is_web_address(url):
        contact["web"] = url
    email = _text(node.get("email"), 254).removeprefix("mailto:")
    if re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", email):
        contact["email"] = email
    return {name: text for name, text in contact.items() if text}


def is_web_address(text: str) -> bool:
    """Return whether the text is an http or https URL."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def _hours(node: Mapping[str, Any]) -> list[dict[str, str]]:
    spans = _specified(node.get("openingHoursSpecification"))
    if not spans:
        plain = node.get("openingHours")
        texts = plain if isinstance(plain, list) else [plain]
        spans = [text for item in texts[:_MAX_SPANS] if (text := _text(item, 100))]
    return [{"audience": "public", "text": "; ".join(spans)[:1000]}] if spans else []


def _specified(value: object) -> list[str]:
    """Return OSM rules for schema.org's weekly hours; seasons are left out."""
    rows = value if isinstance(value, list) else [value]
    spans: list[str] = []
    for row in rows[:_MAX_SPANS]:
        if not isinstance(row, Mapping) or "validFrom" in row:
            continue
        day_names = row.get("dayOfWeek")
        days = [
            _day(name)
            for name in (day_names if isinstance(day_names, list) else [day_names])
        ]
        opens, closes = (_TIME.match(str(row.get(k))) for k in ("opens", "closes"))
        if opens and closes and days and all(days):
            spans.append(f"{','.join(filter(None, days))} {opens[0]}-{closes[0]}")
    return spans


def _day(value: object) -> str:
    name = str(value).rstrip("/").rpartition("/")[2][:2].title()
    return name if name in _DAYS else ""
