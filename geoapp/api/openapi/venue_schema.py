"""The shape of one venue with all that is public of it."""

from geoapp.api.openapi.schema_parts import (
    COUNT,
    DAY,
    FLAG,
    ID,
    LINKS,
    TEXT,
    Schema,
    list_of,
    object_of,
    or_null,
    ref,
)
from geoapp.crafts.choices import Audience, MachineState, Mode


def _texts(description: str) -> Schema:
    return {
        "type": "object",
        "additionalProperties": TEXT,
        "description": description,
    }


_MACHINE = object_of(
    "equipment state inferred",
    equipment=TEXT,
    count=or_null({**COUNT, "description": "0 means the venue does not have one."}),
    make_model=TEXT,
    working_size=TEXT,
    induction=TEXT,
    state={"type": "string", "enum": list(MachineState.values)},
    bookable=or_null(FLAG),
    fee=TEXT,
    note=TEXT,
    inferred=FLAG,
)
_HOURS = object_of(
    "audience text inferred",
    audience={"type": "string", "enum": list(Audience.values)},
    text={**TEXT, "description": "OpenStreetMap opening_hours value."},
    inferred=FLAG,
    checked=or_null(DAY),
)
_PHOTO = object_of(
    "id alt author licence width height widths",
    id=ID,
    alt=TEXT,
    author=TEXT,
    licence=TEXT,
    width=COUNT,
    height=COUNT,
    widths=list_of(COUNT),
)
_SOURCE = object_of(
    "id name licence",
    id=TEXT,
    name=TEXT,
    licence=TEXT,
    attribution=TEXT,
    url={**TEXT, "description": "URL, or an empty string."},
    date={**TEXT, "description": "Date of the source's edition, or an empty string."},
)
_MORE = object_of(
    "address contact offers machines hours photos sources",
    alternate_names=_texts("Keyed by language (BCP 47)."),
    organisation=TEXT,
    networks=list_of(TEXT),
    materials=list_of(TEXT),
    languages=or_null({**list_of(TEXT), "description": "Languages spoken (BCP 47)."}),
    address=object_of(
        "locality country",
        street=TEXT,
        postcode=TEXT,
        locality=TEXT,
        region=TEXT,
        country=TEXT,
    ),
    directions_hint=TEXT,
    floor=TEXT,
    area_served_m=or_null(COUNT),
    minimum_age=or_null(COUNT),
    price_details=or_null(
        object_of("per", per=TEXT, amount=TEXT, currency=TEXT, note=TEXT)
    ),
    accessibility=_texts("Keyed as in OpenStreetMap."),
    contact=_texts("Keyed as in SpaceAPI, without email."),
    operation_details=object_of(since=or_null(DAY), reason=TEXT),
    offers=list_of(
        object_of(
            "craft mode inferred",
            craft=TEXT,
            mode={"type": "string", "enum": list(Mode.values)},
            inferred=FLAG,
        )
    ),
    machines=list_of(_MACHINE),
    hours=list_of(_HOURS),
    photos=list_of(_PHOTO),
    sources=list_of(_SOURCE),
)

DETAILS: dict[str, Schema] = {
    "venueDetails": {
        "description": "An empty string or list means not known, like null.",
        **object_of(
            "type id geometry properties links",
            type={"type": "string", "enum": ["Feature"]},
            id=ID,
            geometry=ref("point"),
            properties={"allOf": [ref("venueProperties"), _MORE]},
            links=LINKS,
        ),
    },
}
