"""Combine an OSM object's offers and details into a row."""

from geoapp.crafts.choices import Operation
from geoapp.sources.osm_tags import details
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
    tags = element.tags
    nature = nature_of(tags)
    name, repaired = _name(element)
    record = VenueRecord(
        external_id=element.reference,
        name=name,
        kind=nature.kind,
        position=element.position,
        alternate_names=details.alternate_names_of(tags),
        address=details.address_of(tags, options),
        floor=tags.get("level", "")[:20],
        contact=details.contact_of(tags),
        access=details.access_of(tags),
        price=details.price_of(tags),
        wheelchair=details.wheelchair_of(tags),
        accessibility=details.accessibility_of(tags),
        languages=details.languages_of(tags),
        # It was mapped as operating; nothing confirms that it still is.
        operation=Operation.OPERATING.value,
        confirmed_at=details.surveyed_at(tags) or options.edition,
        hours=details.hours_of(tags),
        offers=nature.offers,
        inferred=frozenset({"kind", "operation"}),
        url=f"{_PAGE}{element.reference}",
        raw=dict(tags),
    )
    return ReadRow(reference=element.reference, record=record, repaired=repaired)


def _name(element: OsmObject) -> tuple[str, tuple[str, ...]]:
    name = element.tags.get("name", "").strip()
    if name:
        return name, ()
    for key in ("brand", "operator"):
        name = element.tags.get(key, "").strip()
        if name:
            return name, (f"No name. Used the {key} instead.",)
    raise RowRefused("No name.")
