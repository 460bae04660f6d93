"""Hours, address, contact and other facts from the tags of an OSM object."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from urllib.parse import urlsplit

from geoapp.crafts.choices import Access, Audience, Kind, Price, Wheelchair
from geoapp.sources.osm_tags.dates import hours_checked_at
from geoapp.sources.reader_rows import ReadOptions, RowRefused
from geoapp.venues.records import Address, HoursRecord

_HOURS: Mapping[str, str] = {
    "opening_hours": Audience.PUBLIC.value,
    "opening_hours:members": Audience.MEMBERS.value,
    "opening_hours:course": Audience.COURSE.value,
    "opening_hours:courses": Audience.COURSE.value,
    "opening_hours:appointment": Audience.APPOINTMENT.value,
}
_WEB_KEYS = ("website", "contact:website", "url", "contact:url")
# Networks with public pages. Telephone numbers and email addresses of small workshops
# are often private, so they stay in the raw record.
_NETWORKS = ("facebook", "instagram", "mastodon", "youtube")
_WHEELCHAIR = {
    "yes": Wheelchair.YES.value,
    "designated": Wheelchair.YES.value,
    "limited": Wheelchair.LIMITED.value,
    "no": Wheelchair.NO.value,
}
_ACCESSIBILITY = (
    "toilets:wheelchair",
    "hearing_loop",
    "tactile_paving",
    "step_count",
    "elevator",
    "automatic_door",
    "assistance_dog",
)
_ACCESS = {
    "yes": Access.PUBLIC.value,
    "public": Access.PUBLIC.value,
    "members": Access.MEMBERSHIP.value,
    "permit": Access.MEMBERSHIP.value,
}
_NO_ACCESS = frozenset({"private", "no"})
# Their customers are everybody; those of other places are members.
_FOR_CUSTOMERS = frozenset({Kind.ARTISAN_SHOP.value, Kind.ARTISAN_WORKSHOP.value})
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def hours_of(
    tags: Mapping[str, str], *, today: date | None = None
) -> tuple[HoursRecord, ...]:
    """Return the unmodified hours of each audience."""
    return tuple(
        HoursRecord(
            audience=audience,
            text=tags[key].strip(),
            checked=hours_checked_at(tags, key, today=today),
        )
        for key, audience in _HOURS.items()
        if tags.get(key, "").strip()
    )


def contact_of(tags: Mapping[str, str]) -> dict[str, str]:
    """Return the http and https URLs by SpaceAPI's keys."""
    contact = {"web": _first(tags, _WEB_KEYS)}
    for network in _NETWORKS:
        contact[network] = _first(tags, (f"contact:{network}", network))
    return {key: text for key, text in contact.items() if text}


def _first(tags: Mapping[str, str], keys: Iterable[str]) -> str:
    for key in keys:
        # A value can hold several URLs, separated by semicolons.
        for text in tags.get(key, "").split(";"):
            if _is_web_address(text.strip()):
                return text.strip()
    return ""


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    if parts.scheme and parts.scheme.lower() not in {"http", "https"}:
        return False
    # A missing scheme is repaired later, if the text looks like a host.
    return bool(re.match(r"(https?://)?[\w-]+(\.[\w-]+)+(/|$|\?|:)", text, re.I))


def address_of(tags: Mapping[str, str], options: ReadOptions) -> Address:
    """Return the postal address; options supply a missing town and country."""
    street = tags.get("addr:street") or tags.get("addr:place", "")
    number = tags.get("addr:housenumber", "")
    country = tags.get("addr:country", "").strip().upper()
    return Address(
        street=f"{street} {number}".strip() if street else "",
        locality=tags.get("addr:city", "") or options.locality,
        postcode=tags.get("addr:postcode", ""),
        country=country if len(country) == 2 else options.country,
    )


def alternate_names_of(tags: Mapping[str, str]) -> dict[str, str]:
    """Return `name:sv` etc. as BCP 47 -> name, where they differ from the name."""
    names = {}
    for key, text in tags.items():
        language = key.removeprefix("name:").replace("_", "-")
        if (
            key.startswith("name:")
            and _LANGUAGE.fullmatch(language)
            and text != tags.get("name")
        ):
            names[language] = text
    return names


def wheelchair_of(tags: Mapping[str, str]) -> str:
    """Return yes, limited, no, or an empty string if unknown."""
    return _WHEELCHAIR.get(tags.get("wheelchair", ""), "")


def accessibility_of(tags: Mapping[str, str]) -> dict[str, str]:
    """Return the unmodified accessibility tags."""
    return {key: tags[key][:40] for key in _ACCESSIBILITY if tags.get(key)}


def access_of(tags: Mapping[str, str], *, kind: str) -> tuple[str, ...]:
    """Return the kinds of access that are tagged.

    Raises RowRefused for a place that nobody may enter.
    """
    tag = tags.get("access", "").strip().casefold()
    if tag in _NO_ACCESS:
        msg = f"access={tag}: not open to visitors."
        raise RowRefused(msg)
    ways = [_ACCESS.get(tag, "")]
    if tag == "customers":
        is_shop = kind in _FOR_CUSTOMERS
        ways = [Access.PUBLIC.value if is_shop else Access.MEMBERSHIP.value]
    if tags.get("reservation") == "required":
        ways.append(Access.APPOINTMENT.value)
    return tuple(value for value in ways if value)


def price_of(tags: Mapping[str, str]) -> str:
    """Return free or donation according to `fee`."""
    return {"no": Price.FREE.value, "donation": Price.DONATION.value}.get(
        tags.get("fee", ""), ""
    )


def languages_of(tags: Mapping[str, str]) -> tuple[str, ...]:
    """Return the languages spoken: `language:fi=yes`."""
    return tuple(
        sorted(
            key.removeprefix("language:")
            for key, value in tags.items()
            if key.startswith("language:")
            and value in {"yes", "main"}
            and _LANGUAGE.fullmatch(key.removeprefix("language:"))
        )
    )
