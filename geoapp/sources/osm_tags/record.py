"""Combine an OSM object's offers and details into a row."""

from collections.abc import Mapping

from geoapp.sources.osm_tags import details
from geoapp.sources.osm_tags.dates import surveyed_at
from geoapp.sources.osm_tags.life_cycle import LifeCycle, life_cycle_of
from geoapp.sources.osm_tags.objects import OsmObject
from geoapp.sources.osm_tags.offers import nature_of
from geoapp.sources.reader_rows import ReadOptions, ReadRow, RowRefused
from geoapp.venues.records import VenueRecord

_PAGE = "https://www.openstreetmap.org/"


def row_from_osm(element: OsmObject, options: ReadOptions) -> ReadRow:
    """Return the object's record, or its rejection with the tag as the reason."""
    try:
        return _row(element, options)
    except RowRefused as refusal:
        name = element.tags.get("name", "").strip()
        return ReadRow(reference=element.reference, name=name, refused=str(refusal))


def _row(element: OsmObject, options: ReadOptions) -> ReadRow:
    cycle = life_cycle_of(element.tags, today=options.today)
    tags = cycle.tags
    nature = nature_of(tags)
    name, repaired = _name(tags)
    record = VenueRecord(
        external_id=element.reference,
        name=name,
        kind=nature.kind,
        position=element.position,
        alternate_names=details.alternate_names_of(tags),
        address=details.address_of(tags, options),
        floor=tags.get("level", "")[:20],
        contact=details.contact_of(tags),
        # Of what is over, nobody asks who may come in.
        access=() if cycle.is_over else details.access_of(tags, kind=nature.kind),
        price=details.price_of(tags),
        wheelchair=details.wheelchair_of(tags),
        accessibility=details.accessibility_of(tags),
        languages=details.languages_of(tags),
        operation=cycle.operation,
        operation_since=cycle.since,
        confirmed_at=surveyed_at(tags, today=options.today) or options.edition,
        hours=details.hours_of(tags, today=options.today),
        offers=nature.offers,
        inferred=frozenset({"kind"} if cycle.reason else {"kind", "operation"}),
        url=f"{_PAGE}{element.reference}",
        raw=dict(element.tags),
    )
    return ReadRow(
        reference=element.reference,
        record=record,
        repaired=repaired,
        notes=_notes(cycle),
    )


def _notes(cycle: LifeCycle) -> tuple[str, ...]:
    """Return why it is not imported as operating."""
    if not cycle.reason:
        return ()
    return (f"Imported as {cycle.operation}: it is tagged {cycle.reason[:80]}.",)


def _name(tags: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    name = tags.get("name", "").strip()
    if name:
        return name, ()
    for key in ("brand", "operator"):
        name = tags.get(key, "").strip()
        if name:
            return name, (f"No name. Used the {key} instead.",)
    raise RowRefused("No name.")
