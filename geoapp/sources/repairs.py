"""Repair common mistakes in imported records, with a note for each.

A repair is a pure function from a record to (repaired record, sentence), or None if
there is nothing to repair. Add new ones as a function and an entry of REPAIRS. Opening
hours are never modified.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from geoapp.crafts.choices import Operation
from geoapp.sources.closed_names import closed_name
from geoapp.venues.records import VenueRecord

Repaired = tuple[VenueRecord, str] | None
Repair = Callable[[VenueRecord], Repaired]

_SHUT = frozenset({Operation.CLOSED.value, Operation.PAUSED.value})
_MAX_HOURS_LENGTH = 1000  # the length of the column
_BRITISH = re.compile(
    r"([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})", re.ASCII
)  # outward and inward code (Royal Mail)
_APOSTROPHE = re.compile(r"(?<=[A-Za-z])ê(?=s?\b)")


def repair(record: VenueRecord) -> tuple[VenueRecord, tuple[str, ...]]:
    """Return the record after all repairs, with a sentence for each."""
    sentences = []
    for mend in REPAIRS:
        repaired = mend(record)
        if repaired is not None:
            record, sentence = repaired
            sentences.append(sentence)
    return record, tuple(sentences)


def scheme_added(record: VenueRecord) -> Repaired:
    """Add https:// to web addresses without a scheme."""
    web = record.contact.get("web", "")
    if not web or re.match(r"https?://", web, re.IGNORECASE):
        return None
    if not re.fullmatch(r"[\w-]+(\.[\w-]+)+([/?#:]\S*)?", web):
        return None
    contact = {**record.contact, "web": f"https://{web}"}
    return replace(record, contact=contact), f"Changed {web} to https."


def no_web_address(record: VenueRecord) -> Repaired:
    """Remove websites that are not valid URLs."""
    web = record.contact.get("web", "")
    if not web or re.fullmatch(r"https?://[^\s/]+\S*", web, re.IGNORECASE):
        return None
    contact = {key: text for key, text in record.contact.items() if key != "web"}
    return replace(record, contact=contact), (
        "The website is not a valid URL. Left out."
    )


def apostrophes(record: VenueRecord) -> Repaired:
    """Replace a misencoded ê with an apostrophe in British names and streets.

    Text that was encoded twice turns apostrophes into ê: "St Paulês Crescent". Only at
    the end of a word or before its s, where English has no ê.
    """
    if record.address.country != "GB":
        return None
    name = _APOSTROPHE.sub("\N{RIGHT SINGLE QUOTATION MARK}", record.name)
    street = _APOSTROPHE.sub("\N{RIGHT SINGLE QUOTATION MARK}", record.address.street)
    if (name, street) == (record.name, record.address.street):
        return None
    address = replace(record.address, street=street)
    return (
        replace(record, name=name, address=address),
        "Corrected an apostrophe that was encoded twice.",
    )


def postcode_written(record: VenueRecord) -> Repaired:
    """Format a British postcode: capitals and one space."""
    postcode = record.address.postcode
    if not postcode or record.address.country != "GB":
        return None
    match = _BRITISH.fullmatch(re.sub(r"[\W_]", "", postcode.upper()))
    formatted = f"{match[1]} {match[2]}" if match else postcode
    if formatted == postcode:
        return None
    address = replace(record.address, postcode=formatted)
    return (
        replace(record, address=address),
        f"Formatted the postcode {postcode!r} as {formatted}.",
    )


def closed_in_name(record: VenueRecord) -> Repaired:
    """Take "(closed)" out of a name and into the state of operation."""
    closed = closed_name(record.name)
    if closed is None or record.operation in _SHUT:
        return None
    changed = replace(
        record,
        name=closed.name,
        operation=closed.operation,
        inferred=record.inferred | {"operation"},
    )
    return changed, f"The name says “{closed.words}”: imported as {closed.operation}."


def capitals(record: VenueRecord) -> Repaired:
    """Capitalise towns and regions in lower case."""
    address = record.address
    town, region = (_capital(text) for text in (address.locality, address.region))
    if (town, region) == (address.locality, address.region):
        return None
    changed = replace(address, locality=town, region=region)
    return replace(record, address=changed), "Capitalised a town name."


def _capital(text: str) -> str:
    return text.title() if text.islower() else text


def hours_too_long(record: VenueRecord) -> Repaired:
    """Remove opening hours that are too long to store."""
    short_enough = tuple(h for h in record.hours if len(h.text) <= _MAX_HOURS_LENGTH)
    if len(short_enough) == len(record.hours):
        return None
    return (
        replace(record, hours=short_enough),
        f"Opening hours longer than {_MAX_HOURS_LENGTH} characters. Left out.",
    )


REPAIRS: tuple[Repair, ...] = (
    scheme_added,
    no_web_address,
    apostrophes,
    postcode_written,
    capitals,
    closed_in_name,
    hours_too_long,
)
