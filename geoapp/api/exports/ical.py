"""Opening hours as a calendar (RFC 5545): what is known to be open, as instants.

Periods are written out and not as rules, since holidays, seasons and sunset are in
them. What is unknown ("by appointment", an unreadable string) is no event.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

from geoapp.api.exports.export_request import ExportRequest
from geoapp.api.exports.venues import ExportedVenue, exported_venues
from geoapp.crafts.choices import NOT_RUNNING
from geoapp.publishing.hours import Span
from geoapp.publishing.models import PublishedOpening
from geoapp.publishing.table_cells import address_line, source_line

_HEAD = (
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Makerloom//Opening hours//EN",
    "CALSCALE:GREGORIAN",
    "NAME:Makerloom: opening hours",
    "X-WR-CALNAME:Makerloom: opening hours",
    "REFRESH-INTERVAL;VALUE=DURATION:P1D",
    # A calendar has one component at least, also where nothing is open.
    "BEGIN:VTIMEZONE",
    "TZID:Etc/UTC",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0000",
    "END:STANDARD",
    "END:VTIMEZONE",
)
_MAX_LINE_OCTETS = 75  # octets, without the break
_AT_THE_DOOR = frozenset({"exact", "address"})
_ALWAYS = timedelta(days=1)


def write_ical(export: ExportRequest) -> Iterator[bytes]:
    """Yield the calendar in pieces: the audience's hours of about five weeks."""
    yield _text(_HEAD)
    for batch in exported_venues(export):
        openings = _openings([venue.pk for venue in batch], export.criteria.audience)
        yield _text(_events_of(batch, openings))
    yield _text(["END:VCALENDAR"])


def _openings(ids: list[UUID], audience: str) -> dict[UUID, PublishedOpening]:
    rows = PublishedOpening.objects.filter(
        venue_id__in=ids, audience=audience, parsed=True
    )
    return {row.venue_id: row for row in rows}


def _events_of(
    batch: list[ExportedVenue], openings: dict[UUID, PublishedOpening]
) -> Iterator[str]:
    for venue in batch:
        row = openings.get(venue.pk)
        told_hours = {hours["audience"] for hours in venue.page["hours"]}
        running = venue.properties["operation"] not in NOT_RUNNING
        if row is not None and running and row.audience in told_hours:
            yield from _of_venue(venue, row)


def _of_venue(venue: ExportedVenue, row: PublishedOpening) -> Iterator[str]:
    common = [
        f"SUMMARY:{escaped(venue.properties['name'])}",
        *_place(venue),
        f"URL:{venue.url}",
        f"DESCRIPTION:{escaped(_description(venue, row))}",
        f"LAST-MODIFIED:{_stamp(venue.changed_at)}",
        f"STATUS:{'TENTATIVE' if row.inferred else 'CONFIRMED'}",
        "TRANSP:TRANSPARENT",
    ]
    for begin, end in whole_spans(row):
        yield "BEGIN:VEVENT"
        yield f"UID:{venue.pk}-{row.audience}-{_stamp(begin)}@makerloom"
        yield f"DTSTAMP:{_stamp(venue.changed_at)}"
        yield f"DTSTART:{_stamp(begin)}"
        yield f"DTEND:{_stamp(end)}"
        yield from common
        yield "END:VEVENT"


def whole_spans(row: PublishedOpening) -> Iterator[Span]:
    """Yield the periods whose start and end are both known.

    A period cut off by the computed window has a wrong start or end and is skipped,
    unless it is long enough to count as always open.
    """
    for begin, end in row.periods:
        cut = begin <= row.computed_from or end >= row.computed_until
        if not cut or end - begin > _ALWAYS:
            yield begin, end


def _place(venue: ExportedVenue) -> Iterator[str]:
    if line := address_line(venue.page["address"]):
        yield f"LOCATION:{escaped(line)}"
    if venue.properties["precision"] in _AT_THE_DOOR:
        # A reader takes the point for the door.
        yield f"GEO:{venue.lat:.6f};{venue.lon:.6f}"


def _description(venue: ExportedVenue, row: PublishedOpening) -> str:
    properties = venue.properties
    lines = [f"Opening hours: {row.text}"]
    if row.inferred:
        lines.append("Check before you go: these hours are unconfirmed.")
    day = properties["confirmed_at"]
    lines.append(f"Last confirmed: {day or 'not known'}")
    lines += [f"Source: {source_line(source)}" for source in venue.page["sources"]]
    return "\n".join(lines)


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def escaped(text: str) -> str:
    """Return TEXT (RFC 5545, 3.3.11): no character of it ends a line or a value."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    plain = "".join(c for c in lines if c >= " " or c in "\n\t").replace("\x7f", "")
    for sign in ("\\", ";", ","):
        plain = plain.replace(sign, f"\\{sign}")
    return plain.replace("\n", "\\n")


def _text(lines: Iterable[str]) -> bytes:
    return b"".join(folded_line(line) for line in lines)


def folded_line(line: str) -> bytes:
    """Return the line folded at 75 octets, never inside a letter, and ended."""
    left = line.encode()
    parts: list[bytes] = []
    room = _MAX_LINE_OCTETS
    while len(left) > room:
        cut = room
        while left[cut] & 0xC0 == 0x80:
            cut -= 1
        parts.append(left[:cut])
        left, room = left[cut:], _MAX_LINE_OCTETS - 1  # a blank begins what follows
    parts.append(left)
    return b"\r\n ".join(parts) + b"\r\n"
