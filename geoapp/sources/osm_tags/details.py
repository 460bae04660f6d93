"""Hours, address, contact and other facts from the tags of an OSM object."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from urllib.parse import urlsplit

from geoapp.crafts.choices import Access, Audience, Price, Wheelchair
from geoapp.sources.reader_rows import ReadOptions
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
_SURVEY_KEYS = ("check_date", "survey:date", "survey_date", "last_checked")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def hours_of(tags: Mapping[str, str]) -> tuple[HoursRecord, ...]:
    """Return the unmodified hours of each audience."""
    checked = date_of(tags.get("check_date:opening_hours", ""))
    return tuple(
        HoursRecord(audience=audience, text=tags[key].strip(), checked=checked)
        for key, audience in _HOURS.items()
        if tags.get(key, "").strip()
    )


def date_of(text: str) -> date | None:
    """Return the date of `2026-01-28`, `2026-01` or `2026`, or else None.

    A month or a year counts as its first day: a later day would be an assumption.
    """
    parts = text.strip().split("-")
    try:
        numbers = [int(part) for part in parts]
        return date(*[*numbers, 1, 1][:3]) if len(numbers) <= 3 else None
    except (ValueError, OverflowError):
        return None


def surveyed_at(tags: Mapping[str, str]) -> date | None:
    """Return the latest survey date in the tags."""
    dates = (date_of(tags.get(key, "")) for key in _SURVEY_KEYS)
    return max((day for day in dates if day), default=None)


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


def access_of(tags: Mapping[str, str]) -> tuple[str, ...]:
    """Return the kinds of access that are tagged."""
    ways = [_ACCESS.get(tags.get("access", ""), "")]
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
