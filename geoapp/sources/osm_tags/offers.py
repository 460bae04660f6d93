"""Which OpenStreetMap objects are venues, and which offers their tags imply.

`craft=*` implies commissions, `shop=*` sales, `repair=*` repairs, and
`leisure=hackerspace` no craft unless one is stated. Everything is marked as inferred.
Tags that are not listed here are rejected.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from geoapp.crafts import vocabulary
from geoapp.crafts.choices import Kind, Mode
from geoapp.sources.reader_rows import RowRefused
from geoapp.venues.records import OfferRecord

# Trades that repair, whatever else their tag suggests.
_REPAIRING_CRAFTS = frozenset({"electronics_repair", "shoemaker", "clockmaker"})

# Values of shop=* that sell makers' supplies or products. The vocabulary's own tags
# take precedence; these are the shops without a tag there, "" without a craft.
_SHOPS: Mapping[str, str] = {
    "tailor": "sewing",
    "sewing": "sewing",
    "fabric": "sewing",
    "craft": "",
    "art": "",
    "pottery": "pottery",
    "leather": "leatherwork",
    "musical_instrument": "instrument_making",
    "frame": "",
    "bicycle": "bike_repair",
    "jewelry": "jewellery",
    "watches": "watchmaking",
}

# What is repaired, by tags `<key>=yes`.
_REPAIRS: Mapping[str, str] = {
    "service:bicycle:repair": "bike_repair",
    "bicycle:repair": "bike_repair",
    "clothes:repair": "mending",
    "shoes:repair": "shoemaking",
    "electronics:repair": "electronics_repair",
    "computer:repair": "electronics_repair",
    "mobile_phone:repair": "electronics_repair",
    "service:electronics:repair": "electronics_repair",
    "service:computer:repair": "electronics_repair",
    "service:mobile_phone:repair": "electronics_repair",
    "furniture:repair": "upholstery",
    "watches:repair": "watchmaking",
    "jewelry:repair": "jewellery",
    "musical_instrument:repair": "instrument_making",
}
# Shops of these kinds that repair, repair what they sell.
_SHOP_REPAIRS: Mapping[str, str] = {
    "electronics_repair": "electronics_repair",
    "mobile_phone": "electronics_repair",
    "computer": "electronics_repair",
    "electronics": "electronics_repair",
    "bicycle": "bike_repair",
    "tailor": "mending",
    "clothes": "mending",
    "shoes": "shoemaking",
    "shoe_repair": "shoemaking",
    "jewelry": "jewellery",
    "watches": "watchmaking",
    "musical_instrument": "instrument_making",
    "sewing": "mending",
}
_AMENITIES = frozenset({"workshop", "repair_cafe"})
NO = frozenset({"", "no", "none"})

# Keys that select an object; with an unsupported value its row is rejected.
_ALWAYS_LOOKED_AT = ("craft", "shop", "repair", *_REPAIRS)
_LOOKED_AT_KEYS_ALSO = ("leisure", "amenity")
LOOKED_AT_KEYS: tuple[str, ...] = (*_ALWAYS_LOOKED_AT, *_LOOKED_AT_KEYS_ALSO)
_LOOKED_AT_VALUES = frozenset({"hackerspace", *_AMENITIES})


@dataclass(frozen=True, slots=True)
class Nature:
    """The kind of venue and its offers."""

    kind: str
    offers: tuple[OfferRecord, ...] = field(default=())


def is_looked_at(tags: Mapping[str, str]) -> bool:
    """Return whether an object counts as a row of an OSM file."""
    return any(key in tags for key in _ALWAYS_LOOKED_AT) or any(
        tags.get(key) in _LOOKED_AT_VALUES for key in _LOOKED_AT_KEYS_ALSO
    )


def nature_of(tags: Mapping[str, str]) -> Nature:
    """Return kind and offers. Raises RowRefused, naming the unsupported tag."""
    crafts = tuple(_values(tags.get("craft", "")))
    offers = _without_repeats(
        [*_commissions(crafts), *_repairs(tags, crafts), *_sales(tags)]
    )
    kind = _kind(tags, crafts)
    if not kind:
        msg = f"{_reason(tags)} is not a place for making things."
        raise RowRefused(msg)
    return Nature(kind, offers)


def _kind(tags: Mapping[str, str], crafts: Iterable[str]) -> str:
    """Return the kind by the most significant tag, or "" if it is not a venue."""
    by_strength = {
        Kind.HACKERSPACE: "hackerspace" in _values(tags.get("leisure", "")),
        Kind.REPAIR_CAFE: tags.get("amenity") == "repair_cafe"
        or "assisted_self_service" in _values(tags.get("repair", "")),
        Kind.MAKERSPACE: tags.get("amenity") == "workshop",
        Kind.ARTISAN_WORKSHOP: _repairs_something(tags)
        or any(_known_craft(craft) for craft in crafts),
        Kind.ARTISAN_SHOP: any(s in _SHOPS for s in _values(tags.get("shop", ""))),
    }
    return next((kind.value for kind, fits in by_strength.items() if fits), "")


def _known_craft(value: str) -> tuple[str, ...]:
    terms = vocabulary.current()
    extra = ("sewing",) if value in {"dressmaker", "tailor"} else ()
    craft_id = terms.craft_of_osm_tag("craft", value) or extra
    return tuple(craft for craft in craft_id if craft in terms.crafts)


def _commissions(crafts: Iterable[str]) -> Iterator[OfferRecord]:
    for value in crafts:
        mode = Mode.REPAIR if value in _REPAIRING_CRAFTS else Mode.COMMISSION
        for craft in _known_craft(value):
            yield _offer(craft, mode)


def _repairs_something(tags: Mapping[str, str]) -> bool:
    return (
        tags.get("repair", "") not in NO
        or "repair" in _values(tags.get("shop", ""))
        or any(tags.get(key, "") not in NO for key in _REPAIRS)
    )


def _repairs(tags: Mapping[str, str], crafts: Iterable[str]) -> Iterator[OfferRecord]:
    craft_terms = vocabulary.current().crafts
    repaired_crafts = [
        craft for key, craft in _REPAIRS.items() if tags.get(key, "") not in NO
    ]
    if tags.get("repair", "") not in NO:
        repaired_crafts += [craft for value in crafts for craft in _known_craft(value)]
        shops = _values(tags.get("shop", ""))
        repaired_crafts += [
            _SHOP_REPAIRS[shop] for shop in shops if shop in _SHOP_REPAIRS
        ]
    for craft in repaired_crafts:
        if craft in craft_terms:
            yield _offer(craft, Mode.REPAIR)


def _sales(tags: Mapping[str, str]) -> Iterator[OfferRecord]:
    terms = vocabulary.current()
    for shop in _values(tags.get("shop", "")):
        if shop not in _SHOPS:
            continue
        for craft in terms.craft_of_osm_tag("shop", shop) or (_SHOPS[shop],):
            if craft in terms.crafts:
                yield _offer(craft, Mode.BUY)


def _offer(craft: str, mode: Mode) -> OfferRecord:
    return OfferRecord(craft=craft, mode=mode.value, inferred=True)


def _without_repeats(offers: Iterable[OfferRecord]) -> tuple[OfferRecord, ...]:
    return tuple(dict.fromkeys(offers))


def _values(text: str) -> tuple[str, ...]:
    """Return the parts of OSM's semicolon-separated values."""
    parts = (part.strip() for part in text.split(";"))
    return tuple(part for part in parts if part not in NO)


def _reason(tags: Mapping[str, str]) -> str:
    for key in ("craft", "shop", "amenity", "leisure", "repair", *_REPAIRS):
        if tags.get(key):
            return f"{key}={tags[key][:80]}"
    return "An object without craft, shop, repair or hackerspace"
