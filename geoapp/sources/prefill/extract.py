"""Select the parser for a text or URL, and return its values."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from geoapp.common.errors import DomainError
from geoapp.crafts import vocabulary
from geoapp.crafts.choices import Mode
from geoapp.crafts.suggest import NAMED_OUTRIGHT, suggest
from geoapp.fetching.client import OPEN_WEB, ConnectionPolicy, FetchedPage, fetch
from geoapp.geo.values import Position
from geoapp.sources.osm_tags import OsmObject, row_from_osm
from geoapp.sources.prefill.pages import nodes_of, page_of, parsed
from geoapp.sources.prefill.schema_org import fields_of, is_web_address, place_among
from geoapp.sources.reader_rows import ReadOptions, ReadRow
from geoapp.sources.spaceapi import row_from_document
from geoapp.venues.record_json import to_json

MAX_CHARACTERS = 200_000
MAX_PASTED_HTML = 50_000  # characters
_MAX_TAG_LINE = 400
_ACCEPTED = (
    "text/html",
    "application/json",
    "application/ld+json",
    "application/xhtml+xml",
    "text/plain",
)
_OSM_PAGE = re.compile(r"/(node|way)/(\d{1,15})/?\Z")
_TAG = re.compile(r"\s*([a-z][a-z0-9_:]{0,60})\s*=\s*(.{1,255}?)\s*\Z")
# Specific to a source, so not used to prefill a form.
_EXCLUDED = frozenset(
    {"external_id", "operation", "confirmed_at", "url", "raw", "live", "time_zone"}
)
# Pasted tags have no position, which the reader of files requires.
_NOWHERE = Position(lon=0, lat=0)


class NothingFound(DomainError):
    """The text describes no venue; the message says why, or what to paste instead."""


class BrokenDocument(NothingFound):
    """The text starts like JSON but is invalid."""


class PageTooLong(NothingFound):
    """The pasted page is longer than this site reads."""


class TagsNeeded(NothingFound):
    """A URL of OpenStreetMap, which this site does not query."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """The extracted fields, in the JSON form of geoapp.venues.record_json.

    `origin` is spaceapi, osm, page or text; `inferred` are the inferred fields.
    """

    origin: str
    values: Mapping[str, Any]
    inferred: frozenset[str]


def look_up(url: str, *, at: datetime, policy: ConnectionPolicy = OPEN_WEB) -> Extract:
    """Return the data at a URL. Raises NothingFound and what `fetch` raises."""
    parts = urlsplit(url) if is_web_address(url) else None
    page = _OSM_PAGE.match(parts.path) if parts else None
    if page and parts and (parts.hostname or "").endswith("openstreetmap.org"):
        if not settings.OSM_LOOKUP:
            raise TagsNeeded("Paste the tags of the object, such as name=… and craft=…")
        kind, number = page.groups()
        url = f"https://api.openstreetmap.org/api/0.6/{kind}/{number}.json"
    return _of_page(fetch(url, accept=_ACCEPTED, policy=policy), at=at)


def _of_page(fetched: FetchedPage, *, at: datetime) -> Extract:
    text = fetched.body.decode("utf-8", "replace")
    extract = read(text, at=at, longest_html=MAX_CHARACTERS)
    contact = extract.values.get("contact", {})
    if extract.origin != "page" or contact.get("web"):
        return extract
    values = {**extract.values, "contact": {**contact, "web": fetched.url}}
    return Extract(origin=extract.origin, values=values, inferred=extract.inferred)


def read(text: str, *, at: datetime, longest_html: int = MAX_PASTED_HTML) -> Extract:
    """Return the venue data of a pasted text. Raises NothingFound.

    A page can have `longest_html` characters, other texts 200,000. `at` (aware) is the
    time of the live state, if it is a SpaceAPI document.
    """
    text = text.replace("\0", "")[:MAX_CHARACTERS].strip()
    if text[:1] in {"{", "["}:
        return _of_json(text, at=at)
    if text[:1] == "<":
        if len(text) > longest_html:
            raise PageTooLong("Paste at most 50,000 characters of a page.")
        return _of_html(text)
    lines = [line for line in text.splitlines() if line.strip()]
    tags = [_TAG.match(line) if len(line) <= _MAX_TAG_LINE else None for line in lines]
    if tags and all(tags):
        return _of_tags({tag[1]: tag[2] for tag in tags if tag})
    return _of_words(text)


def _of_json(text: str, *, at: datetime) -> Extract:
    try:
        document = parsed(text)
    except (ValueError, RecursionError):
        raise BrokenDocument("This JSON is incomplete. Paste all of it.") from None
    if isinstance(document, dict) and "space" in document:
        row = row_from_document(document, reference="pasted", said_at=at)
        return _of_row(row, "spaceapi")
    place = place_among(nodes_of(text))
    if place is not None:
        return Extract(origin="page", values=fields_of(place), inferred=frozenset())
    return _of_element(document)


def _of_element(document: object) -> Extract:
    """Return the data of an OSM element from its API or Overpass."""
    if isinstance(document, dict) and isinstance(document.get("elements"), list):
        document = next(iter(document["elements"]), None)
    if not isinstance(document, dict):
        raise NothingFound("This JSON does not describe a place.")
    tags = document.get("tags", document)
    if not isinstance(tags, dict):
        raise NothingFound("This element has no tags.")
    plain = {k: v for k, v in tags.items() if isinstance(v, str) and len(v) <= 255}
    extract = _of_tags(plain)
    lon, lat = document.get("lon"), document.get("lat")
    if not (isinstance(lon, float) and isinstance(lat, float)):
        return extract
    if abs(lon) > 180 or abs(lat) > 90:
        return extract
    values = {**extract.values, "position": [lon, lat]}
    return Extract(origin="osm", values=values, inferred=extract.inferred)


def _of_tags(tags: Mapping[str, str]) -> Extract:
    element = OsmObject(reference="pasted", tags=tags, position=_NOWHERE)
    extract = _of_row(row_from_osm(element, ReadOptions()), "osm")
    values = {name: v for name, v in extract.values.items() if name != "position"}
    return Extract(origin="osm", values=values, inferred=extract.inferred)


def _of_row(row: ReadRow, origin: str) -> Extract:
    if row.record is None:
        raise NothingFound(f"This cannot be used. {row.refused}")
    json_values = to_json(row.record)
    inferred = frozenset(json_values.pop("inferred", ()))
    values = {name: v for name, v in json_values.items() if name not in _EXCLUDED}
    return Extract(origin=origin, values=values, inferred=inferred & values.keys())


def _of_html(html: str) -> Extract:
    page = page_of(html)
    place = place_among(page.nodes)
    values = fields_of(place) if place is not None else {}
    guessed = {"name": page.title, "summary": page.description}
    guessed = {k: v for k, v in guessed.items() if v and k not in values}
    offers = _guesses(f"{page.title}; {page.description}; {page.words}")
    if not values and not offers:
        raise NothingFound("This page mentions no craft. Paste a text about the place.")
    return Extract(
        origin="page",
        values={**values, **guessed, **offers},
        inferred=frozenset(guessed),
    )


def _of_words(text: str) -> Extract:
    values = _guesses(text)
    if not values:
        raise NothingFound("The text mentions no craft or machine that we recognise.")
    return Extract(origin="text", values=values, inferred=frozenset())


def _guesses(text: str) -> dict[str, Any]:
    """Return the crafts and machines named in a text, marked as inferred."""
    suggested = suggest(text[:20_000], vocabulary=vocabulary.current())
    offers = [
        {"craft": guess.id, "mode": Mode.USE.value, "inferred": True}
        for guess in suggested.crafts
        if guess.confidence >= NAMED_OUTRIGHT
    ]
    machines = [
        {"equipment": guess.id, "inferred": True}
        for guess in suggested.equipment
        if guess.confidence >= NAMED_OUTRIGHT
    ]
    values = {"offers": offers[:20], "machines": machines[:30]}
    return {name: rows for name, rows in values.items() if rows}
