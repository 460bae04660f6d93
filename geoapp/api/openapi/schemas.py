"""The shapes of answers, once. null is unknown, everywhere."""

from typing import Any

from geoapp.crafts.terms import Kind, Mode

Schema = dict[str, Any]
_TEXT: Schema = {"type": "string"}
_NUMBER: Schema = {"type": "number"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_FLAG: Schema = {"type": "boolean"}
_ID: Schema = {"type": "string", "format": "uuid"}
_ADDRESS: Schema = {"type": "string", "format": "uri"}


def ref(name: str) -> Schema:
    """Return a reference to a schema of this document."""
    return {"$ref": f"#/components/schemas/{name}"}


def _or_null(schema: Schema) -> Schema:
    return {**schema, "nullable": True}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _object(required: str = "", /, **properties: Schema) -> Schema:
    said: Schema = {"type": "object", "properties": properties}
    if required:
        said["required"] = required.split()
    return said


def _counts() -> Schema:
    return {"type": "object", "additionalProperties": _COUNT}


_LINKS = _list(ref("link"))
_PROPERTIES = _object(
    "name slug kind precision crafts equipment inferred licence url",
    name=_TEXT,
    slug=_TEXT,
    kind={"type": "string", "enum": list(Kind.values)},
    summary=_or_null(_TEXT),
    locality=_or_null(_TEXT),
    country=_or_null({**_TEXT, "description": "ISO 3166-1 alpha-2"}),
    precision={
        "type": "string",
        "enum": ["exact", "address", "street", "postcode", "city", "area"],
    },
    uncertainty_m=_or_null(_COUNT),
    crafts=_list(
        _object(
            "id modes inferred",
            id=_TEXT,
            modes=_list({"type": "string", "enum": list(Mode.values)}),
            inferred=_FLAG,
        )
    ),
    equipment=_list(
        _object(
            "id state inferred",
            id=_TEXT,
            induction=_or_null(_TEXT),
            state=_TEXT,
            inferred=_FLAG,
        )
    ),
    inferred={
        **_list(_TEXT),
        "description": "Other members that were read out of a text or a tag.",
    },
    access=_or_null(_list(_TEXT)),
    price=_or_null(_TEXT),
    wheelchair=_or_null(_TEXT),
    newcomers=_or_null(_TEXT),
    operation=_or_null(_TEXT),
    confirmed_at=_or_null({"type": "string", "format": "date"}),
    licence=_list(_TEXT),
    url=_ADDRESS,
    distance_m={**_NUMBER, "description": "With near."},
    open_state={
        "type": "string",
        "enum": ["open", "closed", "unknown"],
        "description": "With open_at.",
    },
    next_open=_or_null({"type": "string", "format": "date-time"}),
)
_REASON = _object(
    "code words inferred",
    code=_TEXT,
    subject=_or_null(_TEXT),
    words=_TEXT,
    inferred=_FLAG,
)

SCHEMAS: dict[str, Schema] = {
    "link": _object(
        "rel href", rel=_TEXT, href=_ADDRESS, type=_TEXT, title=_TEXT, hreflang=_TEXT
    ),
    "landingPage": _object("links", title=_TEXT, description=_TEXT, links=_LINKS),
    "confClasses": _object("conformsTo", conformsTo=_list(_TEXT), links=_LINKS),
    "extent": _object(
        spatial=_object(bbox=_list(_list(_NUMBER)), crs=_TEXT),
        temporal=_object(
            interval=_list(_list(_or_null({"type": "string", "format": "date-time"}))),
            trs=_TEXT,
        ),
    ),
    "collection": _object(
        "id links",
        id=_TEXT,
        title=_TEXT,
        description=_TEXT,
        itemType=_TEXT,
        crs=_list(_TEXT),
        extent=ref("extent"),
        links=_LINKS,
    ),
    "collections": _object(
        "links collections", links=_LINKS, collections=_list(ref("collection"))
    ),
    "point": _object(
        "type coordinates",
        type={"type": "string", "enum": ["Point"]},
        coordinates={**_list(_NUMBER), "minItems": 2, "maxItems": 2},
    ),
    "venueProperties": _PROPERTIES,
    "venue": _object(
        "type id geometry properties",
        type={"type": "string", "enum": ["Feature"]},
        id=_ID,
        geometry=ref("point"),
        properties=ref("venueProperties"),
        links=_LINKS,
    ),
    "venues": _object(
        "type features",
        type={"type": "string", "enum": ["FeatureCollection"]},
        timeStamp={"type": "string", "format": "date-time"},
        numberReturned=_COUNT,
        links=_LINKS,
        features=_list(ref("venue")),
    ),
    "reason": _REASON,
    "match": {
        "allOf": [
            ref("venue"),
            _object(
                "properties",
                properties=_object(
                    "distance_m open_state missing reasons gaps",
                    distance_m=_NUMBER,
                    open_state=_TEXT,
                    missing=_list(_TEXT),
                    reasons=_list(ref("reason")),
                    gaps=_list(ref("reason")),
                ),
            ),
        ]
    },
    "plan": _object(
        "way_m stops",
        way_m=_NUMBER,
        stops=_list(
            _object(
                "id name brings distance_m",
                id=_ID,
                name=_TEXT,
                brings=_list(_TEXT),
                distance_m=_NUMBER,
            )
        ),
    ),
    "matches": _object(
        "type features numberMatched",
        type={"type": "string", "enum": ["FeatureCollection"]},
        timeStamp={"type": "string", "format": "date-time"},
        numberMatched=_COUNT,
        numberReturned=_COUNT,
        plan=_or_null({"allOf": [ref("plan")]}),
        plan_too_large=_FLAG,
        wider=_or_null(_object("radius_m count", radius_m=_COUNT, count=_COUNT)),
        sellers=_list(_ID),
        links=_LINKS,
        features=_list(ref("match")),
    ),
    "tutorial": _object(
        "id slug title url crafts required optional usually_needs links",
        id=_ID,
        slug=_TEXT,
        title=_TEXT,
        url=_ADDRESS,
        site=_TEXT,
        language=_TEXT,
        crafts=_list(_TEXT),
        required=_list(_TEXT),
        optional=_list(_TEXT),
        usually_needs={**_list(_TEXT), "description": "Guessed; it never ranks."},
        links=_LINKS,
    ),
    "tutorials": _object(
        "tutorials links numberReturned",
        tutorials=_list(ref("tutorial")),
        numberReturned=_COUNT,
        links=_LINKS,
    ),
    "craft": _object(
        "id labels",
        id=_TEXT,
        labels={"type": "object", "additionalProperties": _TEXT},
        aliases={"type": "object", "additionalProperties": _list(_TEXT)},
        broader=_or_null(_TEXT),
        equipment=_list(_object("id strength", id=_TEXT, strength=_TEXT)),
        osm=_list(_TEXT),
        retired=_FLAG,
        links=_LINKS,
    ),
    "equipmentType": _object(
        "id labels",
        id=_TEXT,
        labels={"type": "object", "additionalProperties": _TEXT},
        aliases={"type": "object", "additionalProperties": _list(_TEXT)},
        osm=_list(_TEXT),
        retired=_FLAG,
        links=_LINKS,
    ),
    "crafts": _object(
        "crafts", crafts=_list(ref("craft")), numberReturned=_COUNT, links=_LINKS
    ),
    "equipment": _object(
        "equipment",
        equipment=_list(ref("equipmentType")),
        numberReturned=_COUNT,
        links=_LINKS,
    ),
    "facets": _object(
        "numberMatched facets",
        numberMatched=_COUNT,
        bbox=_or_null(_list(_NUMBER)),
        facets={"type": "object", "additionalProperties": _counts()},
        links=_LINKS,
    ),
    "tile": _object(
        "type features",
        type={"type": "string", "enum": ["FeatureCollection"]},
        numberReturned=_COUNT,
        links=_LINKS,
        features=_list(
            _object(
                "type geometry properties",
                type={"type": "string", "enum": ["Feature"]},
                id=_ID,
                geometry=ref("point"),
                properties=_object(
                    "count",
                    count=_COUNT,
                    open=_COUNT,
                    name=_TEXT,
                    kind=_TEXT,
                    precision=_TEXT,
                    url=_ADDRESS,
                ),
            )
        ),
    ),
    "problem": _object(
        "title status detail",
        type=_TEXT,
        title=_TEXT,
        status={"type": "integer"},
        detail=_TEXT,
        instance=_TEXT,
        errors=_list(_object("parameter detail", parameter=_TEXT, detail=_TEXT)),
    ),
}
