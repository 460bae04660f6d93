"""What schema.spaceapi.io/15.json (May 2025) asks of the members that we write.

Told again in our words, member by member: types, what is required, what may stand
alone. Stricter in one point: the schema lets any other member pass, the standard only
those that begin with `ext_`.
"""

from typing import Any

from jsonschema import Draft202012Validator

TEXT = {"type": "string"}
NUMBER = {"type": "number"}
INTERVALS = ["yearly", "quarterly", "monthly", "weekly", "daily", "hourly", "other"]
CONTACT = (
    *("phone", "sip", "irc", "twitter", "mastodon", "facebook", "identica"),
    *("foursquare", "email", "ml", "xmpp", "issue_mail", "gopher", "matrix", "mumble"),
)


def _object(properties: dict[str, Any], *required: str, **more: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "patternProperties": {"^ext_": {}},
        "additionalProperties": False,
        **more,
    }


SCHEMA = _object(
    {
        "api_compatibility": {
            "type": "array",
            "items": TEXT,
            "contains": {"const": "15"},
        },
        "space": TEXT,
        "logo": TEXT,
        "url": TEXT,
        "location": _object(
            {
                "address": TEXT,
                "lat": NUMBER,
                "lon": NUMBER,
                "timezone": TEXT,
                "country_code": TEXT,
                "hint": TEXT,
            },
            minProperties=1,
            dependentRequired={"lat": ["lon"], "lon": ["lat"]},
        ),
        "state": _object(
            {"open": {"type": "boolean"}, "lastchange": NUMBER, "message": TEXT}
        ),
        "contact": _object(dict.fromkeys(CONTACT, TEXT)),
        "links": {
            "type": "array",
            "items": _object(
                {"name": TEXT, "description": TEXT, "url": TEXT}, "name", "url"
            ),
        },
        "membership_plans": {
            "type": "array",
            "items": _object(
                {
                    "name": TEXT,
                    "value": NUMBER,
                    "currency": TEXT,
                    "billing_interval": {"enum": INTERVALS},
                    "description": TEXT,
                },
                *("name", "value", "currency", "billing_interval"),
            ),
        },
    },
    *("api_compatibility", "space", "logo", "url", "contact"),
)


def check(said: dict[str, Any]) -> None:
    """Raise what is wrong with a document."""
    Draft202012Validator(SCHEMA).validate(said)
