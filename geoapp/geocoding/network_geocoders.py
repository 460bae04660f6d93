"""Geocode addresses with the network geocoder chosen by the operator.

It is queried only on a user's request, once per address, at most once a second for the
whole site (Nominatim's policy), and not for a while after three failures. A request
ends after three seconds of silence, and when the body takes longer than three. On any
error the result is None, and the gazetteer is the fallback.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from http.client import HTTPException
from time import monotonic
from typing import Any

from django.conf import settings
from django.db import transaction
from geopy.adapters import URLLibAdapter
from geopy.exc import GeocoderServiceError, GeocoderTimedOut, GeopyError
from geopy.geocoders import Nominatim, Photon

from geoapp.common.text import has_letter_or_digit
from geoapp.common.turns import waiting
from geoapp.geo.points import to_point, to_position
from geoapp.geo.values import InvalidGeometry, Position
from geoapp.geocoding.models import GeocodedAddress, GeocoderWatch

OFF = "off"
TIMEOUT_S = 3
MIN_INTERVAL = timedelta(seconds=1)
CACHE_LIFETIME = timedelta(days=180)
MAX_FAILURES = 3
REST = timedelta(minutes=5)
_CHUNK = 65_536
# Responses without a guaranteed format: the library does not validate them.
_UNREADABLE = (
    GeopyError,
    InvalidGeometry,
    ArithmeticError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
)
_ADDRESS, _STREET = "address", "street"
_PRECISIONS = {
    "house": _ADDRESS,
    "building": _ADDRESS,
    "place": _ADDRESS,
    "amenity": _ADDRESS,
    "shop": _ADDRESS,
    "road": _STREET,
    "street": _STREET,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """The location of an address; `precision` is address, street or city."""

    position: Position
    precision: str
    label: str


class TimedAdapter(URLLibAdapter):  # type: ignore[misc]
    """Reads an answer for TIMEOUT_S in all; by itself, for so long after each byte."""

    def _decode_page(self, page: Any) -> str:
        encoding = page.headers.get_content_charset() or "utf-8"
        deadline = monotonic() + TIMEOUT_S
        body = bytearray()
        try:
            while chunk := page.read1(_CHUNK):
                body += chunk
                if monotonic() > deadline:
                    raise GeocoderTimedOut
        except (OSError, HTTPException) as error:
            raise GeocoderServiceError from error
        return body.decode(encoding)


Ask = Callable[[Mapping[str, str]], Located | None]


def looks_up_streets() -> bool:
    """Return whether the operator has chosen a geocoder for streets."""
    return bool(settings.GEOCODER != OFF)


def locate(
    address: Mapping[str, str], *, at: datetime, ask: Ask | None = None
) -> Located | None:
    """Return the location of a postal address, or None if it is unknown.

    `address` has street, postcode, locality, region and country (ISO 3166-1 alpha-2);
    `at` is aware. `ask` replaces the network in tests.
    """
    if settings.GEOCODER == OFF or not has_letter_or_digit(address.get("street", "")):
        return None
    key = _key(address)
    cached = GeocodedAddress.objects.filter(
        pk=key, asked_at__gt=at - CACHE_LIFETIME
    ).first()
    if cached is not None:
        return _cached_location(cached)
    return _look_up(address, key=key, at=at, ask=ask or _ask) if _may_ask(at) else None


def delete_old_addresses(*, at: datetime) -> None:
    """Delete cached responses that have expired; `at` is aware."""
    GeocodedAddress.objects.filter(asked_at__lte=at - CACHE_LIFETIME).delete()


def _look_up(
    address: Mapping[str, str], *, key: str, at: datetime, ask: Ask
) -> Located | None:
    try:
        with waiting():
            answer = ask(address)
    except _UNREADABLE:
        _failed(at)
        return None
    GeocoderWatch.objects.filter(pk=settings.GEOCODER).update(failures=0)
    GeocodedAddress.objects.update_or_create(
        pk=key,
        defaults={
            "point": to_point(answer.position) if answer else None,
            "precision": answer.precision if answer else "",
            "label": answer.label[:500] if answer else "",
            "asked_at": at,
        },
    )
    return answer


def _key(address: Mapping[str, str]) -> str:
    fields = {
        name: " ".join(str(v).lower().split()) for name, v in address.items() if v
    }
    return hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()


def _cached_location(cached: GeocodedAddress) -> Located | None:
    if cached.point is None:
        return None
    return Located(
        position=to_position(cached.point),
        precision=cached.precision,
        label=cached.label,
    )


@transaction.atomic
def _may_ask(at: datetime) -> bool:
    """Reserve the next request for this process; never wait for one."""
    GeocoderWatch.objects.get_or_create(
        pk=settings.GEOCODER, defaults={"next_at": at - MIN_INTERVAL}
    )
    turns = GeocoderWatch.objects.select_for_update(skip_locked=True)
    watch = turns.filter(pk=settings.GEOCODER, next_at__lte=at).first()
    if watch is None:
        return False
    watch.next_at = at + MIN_INTERVAL
    watch.save(update_fields=["next_at"])
    return True


@transaction.atomic
def _failed(at: datetime) -> None:
    watch = GeocoderWatch.objects.select_for_update().get(pk=settings.GEOCODER)
    watch.failures += 1
    if watch.failures >= MAX_FAILURES:
        watch.next_at, watch.failures = at + REST, 0
    watch.save(update_fields=["failures", "next_at"])


def _ask(address: Mapping[str, str]) -> Located | None:
    """Query the configured geocoder. Raises the errors in `_UNREADABLE`."""
    if settings.GEOCODER == "photon":
        return _located(_photon(address))
    return _located(_nominatim(address))


def _service() -> dict[str, Any]:
    scheme, _sep, domain = settings.GEOCODER_URL.rstrip("/").partition("://")
    return {
        "domain": domain,
        "scheme": scheme,
        "timeout": TIMEOUT_S,
        # That of `requests`, which is taken by itself, asks three times.
        "adapter_factory": TimedAdapter,
        "user_agent": f"Makerloom ({settings.PUBLIC_BASE_URL})",
    }


def _nominatim(address: Mapping[str, str]) -> Any:
    params = {
        "street": address.get("street"),
        "postalcode": address.get("postcode"),
        "city": address.get("locality"),
        "state": address.get("region"),
    }
    query = {name: words for name, words in params.items() if words}
    return Nominatim(**_service()).geocode(
        query, country_codes=address.get("country") or None
    )


def _photon(address: Mapping[str, str]) -> Any:
    parts = (address.get(name) for name in ("street", "postcode", "locality"))
    words = ", ".join(part for part in (*parts, address.get("country")) if part)
    return Photon(**_service()).geocode(words)


def _located(location: Any) -> Located | None:
    if location is None:
        return None
    properties = location.raw.get("properties", location.raw)
    kind = str(properties.get("addresstype") or properties.get("type") or "")
    return Located(
        position=Position(lon=float(location.longitude), lat=float(location.latitude)),
        precision=_PRECISIONS.get(kind, "city"),
        label=str(location.address),
    )
