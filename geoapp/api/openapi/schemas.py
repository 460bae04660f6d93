"""The shapes of answers, once. null is unknown, everywhere."""

from geoapp.api.openapi.schema_parts import (
    ADDRESS,
    COUNT,
    DAY,
    FLAG,
    ID,
    LINKS,
    MOMENT,
    NUMBER,
    TEXT,
    Schema,
    collection_of,
    counts,
    list_of,
    object_of,
    or_null,
    ref,
)
from geoapp.api.openapi.tutorial_schemas import MAKING
from geoapp.api.openapi.venue_schema import DETAILS
from geoapp.crafts.choices import Kind, Mode, Precision

_PROPERTIES = object_of(
    "name slug kind precision crafts equipment inferred licence url",
    name=TEXT,
    slug=TEXT,
    kind={"type": "string", "enum": list(Kind.values)},
    summary=or_null(TEXT),
    locality=or_null(TEXT),
    country=or_null({**TEXT, "description": "ISO 3166-1 alpha-2 code."}),
    precision={"type": "string", "enum": list(Precision.values)},
    uncertainty_m=or_null(COUNT),
    crafts=list_of(
        object_of(
            "id modes inferred",
            id=TEXT,
            modes=list_of({"type": "string", "enum": list(Mode.values)}),
            inferred=FLAG,
        )
    ),
    equipment=list_of(
        object_of(
            "id state inferred",
            id=TEXT,
            induction=or_null(TEXT),
            state=TEXT,
            inferred=FLAG,
        )
    ),
    inferred={
        **list_of(TEXT),
        "description": (
            "Names of other properties that were read from free text or a tag."
        ),
    },
    access=or_null(list_of(TEXT)),
    price=or_null(TEXT),
    wheelchair=or_null(TEXT),
    newcomers=or_null(TEXT),
    languages={**list_of(TEXT), "description": "Languages spoken (BCP 47)."},
    minimum_age=or_null(COUNT),
    operation=or_null(TEXT),
    confirmed_at=or_null(DAY),
    licence=list_of(TEXT),
    url=ADDRESS,
    distance_m={**NUMBER, "description": "With near."},
    open_state={
        "type": "string",
        "enum": ["open", "closed", "unknown"],
        "description": "Present with `open_at` or `open_during`.",
    },
    next_open=or_null(MOMENT),
)
SCHEMAS: dict[str, Schema] = {
    **MAKING,
    **DETAILS,
    "link": object_of(
        "rel href", rel=TEXT, href=ADDRESS, type=TEXT, title=TEXT, hreflang=TEXT
    ),
    "landingPage": object_of("links", title=TEXT, description=TEXT, links=LINKS),
    "confClasses": object_of("conformsTo", conformsTo=list_of(TEXT), links=LINKS),
    "extent": object_of(
        spatial=object_of(bbox=list_of(list_of(NUMBER)), crs=TEXT),
        temporal=object_of(
            interval=list_of(list_of(or_null(MOMENT))),
            trs=TEXT,
        ),
    ),
    "collection": object_of(
        "id links",
        id=TEXT,
        title=TEXT,
        description=TEXT,
        itemType=TEXT,
        crs=list_of(TEXT),
        extent=ref("extent"),
        links=LINKS,
    ),
    "collections": object_of(
        "links collections", links=LINKS, collections=list_of(ref("collection"))
    ),
    "point": object_of(
        "type coordinates",
        type={"type": "string", "enum": ["Point"]},
        coordinates={**list_of(NUMBER), "minItems": 2, "maxItems": 2},
    ),
    "venueProperties": _PROPERTIES,
    "venue": object_of(
        "type id geometry properties",
        type={"type": "string", "enum": ["Feature"]},
        id=ID,
        geometry=ref("point"),
        properties=ref("venueProperties"),
        links=LINKS,
    ),
    "venues": collection_of(ref("venue")),
    "facets": object_of(
        "numberMatched facets",
        numberMatched=COUNT,
        bbox=or_null(list_of(NUMBER)),
        facets={"type": "object", "additionalProperties": counts()},
        links=LINKS,
    ),
    "tile": collection_of(
        object_of(
            "type geometry properties",
            type={"type": "string", "enum": ["Feature"]},
            id=ID,
            geometry=ref("point"),
            properties=object_of(
                "count",
                count=COUNT,
                open=COUNT,
                name=TEXT,
                kind=TEXT,
                precision=TEXT,
                url=ADDRESS,
            ),
        )
    ),
    "problem": object_of(
        "title status detail",
        type=TEXT,
        title=TEXT,
        status={"type": "integer"},
        detail=TEXT,
        instance=TEXT,
        errors=list_of(object_of("parameter detail", parameter=TEXT, detail=TEXT)),
    ),
}
