"""The shapes of tutorials, matches and the vocabulary."""

from geoapp.api.http.search_params import MATCHES_LIMIT
from geoapp.api.openapi.schema_parts import (
    ADDRESS,
    COUNT,
    FLAG,
    ID,
    LINKS,
    NUMBER,
    TEXT,
    Schema,
    collection_of,
    list_of,
    object_of,
    or_null,
    ref,
)
from geoapp.api.resources.post_matches import LONGEST_TITLE
from geoapp.crafts.choices import Audience
from geoapp.discovery.matching.requirements import MOST
from geoapp.discovery.search.criteria import DEFAULT_RADIUS
from geoapp.geo.values import MAX_RADIUS_M
from geoapp.tutorials.addresses import MOST_CHARACTERS

_REASON = object_of(
    "code words inferred",
    code=TEXT,
    subject=or_null(TEXT),
    words=TEXT,
    inferred=FLAG,
)


def _described(schema: Schema, description: str, **more: object) -> Schema:
    return {**schema, **more, "description": description}


MAKING: dict[str, Schema] = {
    "reason": _REASON,
    "match": {
        "allOf": [
            ref("venue"),
            object_of(
                "properties",
                properties=object_of(
                    "distance_m open_state missing reasons gaps",
                    distance_m=NUMBER,
                    open_state=TEXT,
                    missing=list_of(TEXT),
                    reasons=list_of(ref("reason")),
                    gaps=list_of(ref("reason")),
                ),
            ),
        ]
    },
    "plan": or_null(
        object_of(
            "way_m stops",
            way_m=NUMBER,
            stops=list_of(
                object_of(
                    "id name url brings brings_words distance_m",
                    id=ID,
                    name=TEXT,
                    url=ADDRESS,
                    brings=list_of(TEXT),
                    brings_words={
                        **list_of(TEXT),
                        "description": "Names of the same machines, in `lang`.",
                    },
                    distance_m=NUMBER,
                )
            ),
        )
    ),
    "matches": collection_of(
        ref("match"),
        "numberMatched",
        numberMatched=COUNT,
        plan=ref("plan"),
        plan_too_large=FLAG,
        wider=or_null(object_of("radius_m count", radius_m=COUNT, count=COUNT)),
        sellers=list_of(ID),
    ),
    "MatchRequest": {
        **object_of(
            "near",
            title=_described(TEXT, "Title of the tutorial.", maxLength=LONGEST_TITLE),
            url=_described(
                TEXT,
                "URL of the tutorial. It is not fetched.",
                maxLength=MOST_CHARACTERS,
            ),
            crafts=_described(list_of(TEXT), "Craft ids from /crafts.", maxItems=MOST),
            equipment=_described(
                list_of(TEXT),
                "Equipment ids from /equipment. All are required.",
                maxItems=MOST,
            ),
            near=_described(
                list_of(NUMBER),
                "Required. Longitude and latitude in degrees.",
                minItems=2,
                maxItems=2,
            ),
            radius_m=_described(
                {"type": "integer"},
                "Radius in metres.",
                minimum=1,
                maximum=MAX_RADIUS_M,
                default=DEFAULT_RADIUS.metres,
            ),
            audience=_described(
                {"type": "string", "enum": list(Audience.values)},
                "Audience whose opening hours are used.",
            ),
            open_at=_described(TEXT, "Same as the query parameter."),
            limit=_described(
                {"type": "integer"},
                "Maximum number of results.",
                minimum=1,
                default=MATCHES_LIMIT,
            ),
            lang=_described(TEXT, "Language of text in the response (BCP 47)."),
        ),
        "additionalProperties": False,
        "example": {
            "title": "A bowl on the lathe",
            "url": "https://example.org/bowl",
            "near": [-0.055, 51.545],
        },
    },
    "MatchResponse": {
        "allOf": [
            ref("matches"),
            object_of(
                "understood",
                understood=object_of(
                    "crafts required optional usually_needs",
                    tutorial=or_null(ID),
                    crafts=list_of(TEXT),
                    required=list_of(TEXT),
                    optional=list_of(TEXT),
                    usually_needs=list_of(TEXT),
                    links=LINKS,
                ),
            ),
        ]
    },
    "likedVenues": {
        "allOf": [
            ref("venues"),
            object_of(
                "liked",
                numberMatched=COUNT,
                liked=list_of(
                    object_of(
                        "tutorial title numberMatched best",
                        tutorial=ID,
                        title=TEXT,
                        numberMatched=COUNT,
                        best=list_of(
                            object_of(
                                "id name distance_m missing",
                                id=ID,
                                name=TEXT,
                                distance_m=NUMBER,
                                missing=list_of(TEXT),
                            )
                        ),
                    )
                ),
            ),
        ]
    },
    "tutorial": object_of(
        "id slug title url crafts required optional usually_needs links",
        id=ID,
        slug=TEXT,
        title=TEXT,
        url=ADDRESS,
        site=TEXT,
        language=TEXT,
        crafts=list_of(TEXT),
        required=list_of(TEXT),
        optional=list_of(TEXT),
        usually_needs={
            **list_of(TEXT),
            "description": ("Guessed. Does not affect the order."),
        },
        links=LINKS,
    ),
    "tutorials": object_of(
        "tutorials links numberReturned",
        tutorials=list_of(ref("tutorial")),
        numberReturned=COUNT,
        links=LINKS,
    ),
    "places": object_of(
        "places numberReturned links",
        places=list_of(
            object_of(
                "name label country position exact venues",
                name=TEXT,
                label={
                    **TEXT,
                    "description": (
                        "Distinguishes it from other towns with the same name."
                    ),
                },
                country={**TEXT, "description": "ISO 3166-1 alpha-2 code."},
                position={
                    **list_of(NUMBER),
                    "minItems": 2,
                    "maxItems": 2,
                    "description": "Longitude and latitude in degrees.",
                },
                exact=FLAG,
                venues={
                    **COUNT,
                    "description": ("Number of published venues within 10 km."),
                },
            )
        ),
        numberReturned=COUNT,
        links=LINKS,
    ),
    "craft": object_of(
        "id labels",
        id=TEXT,
        labels={"type": "object", "additionalProperties": TEXT},
        aliases={"type": "object", "additionalProperties": list_of(TEXT)},
        broader=or_null(TEXT),
        equipment=list_of(object_of("id strength", id=TEXT, strength=TEXT)),
        osm=list_of(TEXT),
        retired=FLAG,
        links=LINKS,
    ),
    "equipmentType": object_of(
        "id labels",
        id=TEXT,
        labels={"type": "object", "additionalProperties": TEXT},
        aliases={"type": "object", "additionalProperties": list_of(TEXT)},
        osm=list_of(TEXT),
        retired=FLAG,
        links=LINKS,
    ),
    "crafts": object_of(
        "crafts", crafts=list_of(ref("craft")), numberReturned=COUNT, links=LINKS
    ),
    "equipment": object_of(
        "equipment",
        equipment=list_of(ref("equipmentType")),
        numberReturned=COUNT,
        links=LINKS,
    ),
}
