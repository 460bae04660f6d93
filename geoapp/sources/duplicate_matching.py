"""Match new records to venues from other sources.

Conservative: a false match merges two places, a missed one shows a place twice, which
moderators can fix. A matcher is a pure predicate on a record and a candidate near it;
add new ones as a function and an entry of MATCHERS. The same id in the same source
needs no matcher: the source record is looked up by it.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from geopy.distance import geodesic

from geoapp.common.text import folded
from geoapp.crafts.choices import Precision
from geoapp.geo.values import Position
from geoapp.sources.sql.near import Box, venues_in
from geoapp.venues.models import SourceRecord
from geoapp.venues.records import VenueRecord

_SAME_NAME_M = 100
_SAME_WEB_M = 1000
# Minimum length of a degree of latitude in metres (WGS 84, at the equator).
_METRES_PER_DEGREE = 110_574
_PLACED = frozenset(
    {
        Precision.EXACT.value,
        Precision.ADDRESS.value,
        Precision.STREET.value,
        Precision.POSTCODE.value,
    }
)


@dataclass(frozen=True, slots=True)
class DuplicateCandidate:
    """A venue near a record, with the fields that matchers use."""

    venue_id: UUID
    name: str
    web: str
    pages: frozenset[str]  # URLs of its records in their sources
    distance_m: float


Matcher = Callable[[VenueRecord, DuplicateCandidate], bool]


def same_page(record: VenueRecord, candidate: DuplicateCandidate) -> bool:
    """The same object in the same database, as in two extracts of OpenStreetMap."""
    return bool(record.url) and record.url in candidate.pages


def same_website(record: VenueRecord, candidate: DuplicateCandidate) -> bool:
    """The same website and a common word in the name within 1 km (for chains)."""
    web = _web(record.contact.get("web", ""))
    return (
        bool(web)
        and web == _web(candidate.web)
        and candidate.distance_m <= _SAME_WEB_M
        and _shares_a_word(record.name, candidate.name)
    )


def same_name_near(record: VenueRecord, candidate: DuplicateCandidate) -> bool:
    """The same name within 100 metres."""
    name = _name(record.name)
    return (
        bool(name)
        and name == _name(candidate.name)
        and candidate.distance_m <= _SAME_NAME_M
    )


MATCHERS: tuple[Matcher, ...] = (same_page, same_website, same_name_near)


def matches_of(records: Sequence[VenueRecord], *, source_key: str) -> dict[str, UUID]:
    """Return external id -> venue for the new records that match exactly one venue.

    Records that the source has provided before are left alone. A venue with a record of
    the same source is no candidate, since the source distinguishes them. If two venues
    match, or two records match one venue, neither is matched.
    """
    matched_keys = set(
        SourceRecord.objects.filter(
            source_id=source_key, external_id__in=[r.external_id for r in records]
        ).values_list("external_id", flat=True)
    )
    new = [record for record in records if record.external_id not in matched_keys]
    matches: dict[str, UUID] = {}
    for record, candidates in _with_candidates(new, source_key):
        venue_id = match(record, candidates)
        if venue_id is not None:
            matches[record.external_id] = venue_id
    return _one_to_one(matches)


def match(
    record: VenueRecord, candidates: Collection[DuplicateCandidate]
) -> UUID | None:
    """Return the venue of the first matcher with a match, if it is unique."""
    for matcher in MATCHERS:
        fitting = {c.venue_id for c in candidates if matcher(record, c)}
        if fitting:
            return fitting.pop() if len(fitting) == 1 else None
    return None


def _one_to_one(matches: dict[str, UUID]) -> dict[str, UUID]:
    venues = Counter(matches.values())
    return {key: venue for key, venue in matches.items() if venues[venue] == 1}


def _with_candidates(
    records: Iterable[VenueRecord], source_key: str
) -> Iterator[tuple[VenueRecord, list[DuplicateCandidate]]]:
    """Yield the precisely located records with the venues near them."""
    placed = [
        (record, record.position)
        for record in records
        if record.position is not None and record.precision in _PLACED
    ]
    if not placed:
        return
    near: dict[int, list[DuplicateCandidate]] = defaultdict(list)
    boxes = [_box(position) for _record, position in placed]
    for venue in venues_in(boxes, precisions=sorted(_PLACED), source_key=source_key):
        near[venue.index].append(
            DuplicateCandidate(
                venue_id=venue.venue_id,
                name=venue.name,
                web=venue.web,
                pages=venue.pages,
                distance_m=_metres(placed[venue.index][1], venue.position),
            )
        )
    for index, (record, _position) in enumerate(placed):
        yield record, near[index]


def _box(position: Position) -> Box:
    """Return a box that contains every possible match."""
    north = _SAME_WEB_M / _METRES_PER_DEGREE
    # Near a pole a kilometre spans many degrees of longitude, at most all of them.
    east = min(180.0, north / max(math.cos(math.radians(position.lat)), 0.001))
    return (
        position.lon - east,
        max(-90.0, position.lat - north),
        position.lon + east,
        min(90.0, position.lat + north),
    )


def _metres(start: Position, end: Position) -> float:
    return float(geodesic((start.lat, start.lon), (end.lat, end.lon)).meters)


def _web(address: str) -> str:
    """Return host and path, without scheme, www and trailing slash."""
    address = re.sub(r"^https?://(www\.)?", "", address.strip().casefold())
    return address.rstrip("/")


def _name(name: str) -> str:
    return "".join(c for c in folded(name) if c.isalnum())


def _words(name: str) -> Iterable[str]:
    return (_name(word) for word in re.split(r"\W+", name))


def _shares_a_word(name: str, other: str) -> bool:
    return bool({w for w in _words(name) if len(w) > 2} & set(_words(other)))
