"""What a venue's page, JSON-LD and later feeds show, as one JSON document."""

from datetime import date
from typing import Annotated, NotRequired, Required
from urllib.parse import urlsplit

from geoapp.common.json_types import Count, Day, Id, JsonSchema, TypedDict
from geoapp.crafts.choices import Audience, MachineState, Mode
from geoapp.venues.drafts import ORGANIZERS
from geoapp.venues.models import Hours, Machine, Offer, Photo, Venue

# Mail stays behind a form, so that no page hands it to a harvester.
_WITHHELD_CONTACT = frozenset({"email", "mail", "ml", "issue_mail"})
_LINK_SCHEMES = frozenset({"http", "https"})
# The one source that a page names in the reader's language.
ORGANIZERS_NAME = ORGANIZERS.name
_WEBSITE = "web"  # SpaceAPI's key; the page makes a button of it


class _Address(TypedDict, total=False):
    street: str
    postcode: str
    locality: Required[str]
    region: str
    country: Required[str]


class PriceDetails(TypedDict, total=False):
    """What a visit costs, and per what."""

    per: Required[str]
    amount: str
    currency: str
    note: str


class OperationDetails(TypedDict, total=False):
    """Since when a venue is closed, paused or planned, and why."""

    since: Day | None
    reason: str


class _OfferDetails(TypedDict):
    craft: str
    mode: Annotated[str, JsonSchema(enum=Mode.values)]
    inferred: bool


class _MachineDetails(TypedDict, total=False):
    equipment: Required[str]
    count: Annotated[Count, JsonSchema("0 means the venue does not have one.")] | None
    make_model: str
    working_size: str
    induction: str
    state: Required[Annotated[str, JsonSchema(enum=MachineState.values)]]
    bookable: bool | None
    fee: str
    note: str
    inferred: Required[bool]


class _HoursDetails(TypedDict):
    audience: Annotated[str, JsonSchema(enum=Audience.values)]
    text: Annotated[str, JsonSchema("OpenStreetMap opening_hours value.")]
    inferred: bool
    checked: NotRequired[Day | None]


class _PhotoDetails(TypedDict):
    id: Id
    alt: str
    author: str
    licence: str
    width: Count
    height: Count
    widths: list[Count]


class _SourceDetails(TypedDict, total=False):
    id: Required[str]
    name: Required[str]
    licence: Required[str]
    attribution: str
    url: Annotated[str, JsonSchema("URL, or an empty string.")]
    date: Annotated[
        str, JsonSchema("Date of the source's edition, or an empty string.")
    ]


class PublicDetails(TypedDict, total=False):
    """What a venue's page and the API both show."""

    alternate_names: Annotated[
        dict[str, str], JsonSchema("Keyed by language (BCP 47).")
    ]
    organisation: str
    networks: list[str]
    materials: list[str]
    languages: Annotated[list[str], JsonSchema("Languages spoken (BCP 47).")] | None
    address: Required[_Address]
    directions_hint: str
    floor: str
    area_served_m: Count | None
    minimum_age: Count | None
    accessibility: Annotated[dict[str, str], JsonSchema("Keyed as in OpenStreetMap.")]
    contact: Required[
        Annotated[dict[str, str], JsonSchema("Keyed as in SpaceAPI, without email.")]
    ]
    offers: Required[list[_OfferDetails]]
    machines: Required[list[_MachineDetails]]
    hours: Required[list[_HoursDetails]]
    photos: Required[list[_PhotoDetails]]
    sources: Required[list[_SourceDetails]]


class VenueDocument(PublicDetails):
    """Everything public about a venue."""

    summary: str
    price: PriceDetails | None
    operation: OperationDetails
    inferred: list[str]


def is_hidden(venue: Venue) -> bool:
    """Whether only the area of the venue is shown."""
    return venue.hides_its_place


def venue_details(venue: Venue) -> VenueDocument:
    """Return everything public about the venue."""
    hidden = is_hidden(venue)
    return {
        "alternate_names": venue.alternate_names,
        "summary": venue.summary,
        "organisation": venue.organisation.name if venue.organisation else "",
        "networks": venue.networks,
        "materials": venue.materials,
        "languages": venue.languages,
        "address": _address(venue, hidden=hidden),
        "directions_hint": "" if hidden else venue.directions_hint,
        "floor": "" if hidden else venue.floor,
        "area_served_m": venue.area_served_m,
        "minimum_age": venue.minimum_age,
        "price": _price(venue),
        "accessibility": venue.accessibility,
        "contact": _contact(venue),
        "operation": {
            "since": _day(venue.operation_since),
            "reason": venue.operation_reason,
        },
        "offers": [_offer(offer) for offer in _offers(venue)],
        "machines": [_machine(machine) for machine in _machines(venue)],
        "hours": [_hours(hours) for hours in _sorted_hours(venue)],
        "photos": [_photo(photo) for photo in _photos(venue)],
        "sources": _sources(venue, hidden=hidden),
        "inferred": inferred_of(venue),
    }


def inferred_of(venue: Venue) -> list[str]:
    """Return the names of the inferred fields, hours among them."""
    hours = any(hours.inferred for hours in venue.hours.all())
    return [*venue.inferred, *(["hours"] if hours else [])]


def sources_of(venue: Venue) -> list[str]:
    """Return the keys of the venue's sources."""
    records = venue.source_records.all()
    return sorted({record.source_id for record in records if not record.redacted})


def _address(venue: Venue, *, hidden: bool) -> _Address:
    address: _Address = {"locality": venue.locality, "country": venue.country}
    if not hidden:
        address |= {
            "street": venue.street,
            "region": venue.region,
            "postcode": venue.postcode,
        }
    return address


def _price(venue: Venue) -> PriceDetails | None:
    if not venue.price:
        return None
    return {
        "per": venue.price,
        "amount": str(venue.price_amount) if venue.price_amount is not None else "",
        "currency": venue.price_currency,
        "note": venue.price_note,
    }


def _contact(venue: Venue) -> dict[str, str]:
    return {
        key: value
        for key, value in sorted(venue.contact.items())
        if key not in _WITHHELD_CONTACT
        and (_is_link(value) or (key != _WEBSITE and _is_plain(value)))
    }


def _is_link(value: str) -> bool:
    """Whether the value is a URL that a page may link to."""
    try:
        parts = urlsplit(value)
    except ValueError:  # an address with brackets or signs that no host has
        return False
    return parts.scheme in _LINK_SCHEMES and bool(parts.hostname)


def _is_plain(value: str) -> bool:
    """Whether the value has no scheme that a client might follow."""
    try:
        return urlsplit(value).scheme == ""
    except ValueError:
        return False


def _offers(venue: Venue) -> list[Offer]:
    return sorted(venue.offers.all(), key=lambda o: (o.craft_id, o.mode))


def _machines(venue: Venue) -> list[Machine]:
    return sorted(venue.machines.all(), key=lambda m: (m.equipment_id, m.make_model))


def _sorted_hours(venue: Venue) -> list[Hours]:
    return sorted(venue.hours.all(), key=lambda h: h.audience)


def _offer(offer: Offer) -> _OfferDetails:
    return {"craft": offer.craft_id, "mode": offer.mode, "inferred": offer.inferred}


def _machine(machine: Machine) -> _MachineDetails:
    return {
        "equipment": machine.equipment_id,
        "count": machine.count,
        "make_model": machine.make_model,
        "working_size": machine.working_size,
        "induction": machine.induction,
        "state": machine.state,
        "bookable": machine.bookable,
        "fee": machine.fee,
        "note": machine.note,
        "inferred": machine.inferred,
    }


def _photos(venue: Venue) -> list[Photo]:
    photos = (photo for photo in venue.photos.all() if photo.is_shown)
    return sorted(photos, key=lambda photo: (photo.place, photo.added_at, photo.pk))


def _photo(photo: Photo) -> _PhotoDetails:
    return {
        "id": str(photo.pk),
        "alt": photo.alt,
        "author": photo.author,
        "licence": photo.licence,
        "width": photo.width,
        "height": photo.height,
        "widths": photo.widths,
    }


def _hours(hours: Hours) -> _HoursDetails:
    return {
        "audience": hours.audience,
        "text": hours.text,
        "inferred": hours.inferred,
        "checked": _day(hours.checked),
    }


def _sources(venue: Venue, *, hidden: bool) -> list[_SourceDetails]:
    """Return name, licence, link and date of each source; its record is private."""
    listed: list[_SourceDetails] = []
    for record in sorted(venue.source_records.all(), key=lambda r: r.source_id):
        if record.redacted:
            continue
        link = record.source.url if hidden else record.url or record.source.url
        listed.append(
            {
                "id": record.source_id,
                "name": record.source.name,
                "licence": record.source.licence,
                "attribution": record.source.attribution,
                "url": link if _is_link(link) else "",
                "date": _day(record.source.edition) or "",
            }
        )
    return listed


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None
