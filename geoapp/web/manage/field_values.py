"""Values of a venue's fields as text, and its publication state."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from geoapp.crafts.choices import (
    Access,
    Audience,
    Kind,
    Mode,
    Newcomers,
    Operation,
    Precision,
    Price,
    Wheelchair,
)
from geoapp.crafts.spoken_languages import language, language_name
from geoapp.crafts.vocabulary import current
from geoapp.geocoding.country_names import country_name

_CLOSED: Mapping[str, Any] = {
    "kind": Kind,
    "newcomers": Newcomers,
    "operation": Operation,
    "precision": Precision,
    "price": Price,
    "wheelchair": Wheelchair,
}


def value_text(field: str, value: Any) -> str:
    """Return a field's value as text; None and empty values are "not known yet"."""
    if value is None or value in ("", [], {}):
        return gettext("not known yet")
    return _WORDS.get(field, _plain)(value)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {text}" for key, text in sorted(value.items()))
    return str(value)


def _choice(values: Any) -> Callable[[Any], str]:
    def label(value: Any) -> str:
        return str(values(value).label) if value in values.values else str(value)

    return label


def _access(value: Any) -> str:
    return ", ".join(_choice(Access)(access) for access in value)


def _address(value: Mapping[str, str]) -> str:
    order = ("street", "postcode", "locality", "region")
    parts = [value[name] for name in order if value.get(name)]
    country = value.get("country")
    return ", ".join([*parts, *([country_name(country)] if country else [])])


def _position(value: Any) -> str:
    lon, lat = value
    return f"{lat:.5f}, {lon:.5f}"


def _metres(value: Any) -> str:
    return f"{value} m"


def _languages(value: Any) -> str:
    return ", ".join(language_name(tag) for tag in value)


def _hours(value: Any) -> str:
    texts = (f"{_choice(Audience)(row['audience'])}: {row['text']}" for row in value)
    return "; ".join(texts)


def _offers(value: Any) -> str:
    vocabulary = current()
    modes: dict[str, list[str]] = {}
    for row in value:
        modes.setdefault(row["craft"], []).append(_choice(Mode)(row["mode"]))
    labels = (
        f"{vocabulary.label(craft, of='crafts', language=language())} "
        f"({', '.join(sorted(craft_modes))})"
        if craft in vocabulary.crafts
        else craft
        for craft, craft_modes in sorted(modes.items())
    )
    return ", ".join(labels)


def _machines(value: Any) -> str:
    return ", ".join(_machine(row) for row in value)


def _machine(row: Mapping[str, Any]) -> str:
    vocabulary, equipment = current(), row["equipment"]
    name = equipment
    if equipment in vocabulary.equipment:
        name = vocabulary.label(equipment, of="equipment", language=language())
    count = f"{row['count']} \N{MULTIPLICATION SIGN} " if "count" in row else ""
    model = f" ({row['make_model']})" if row.get("make_model") else ""
    return f"{count}{name}{model}"


def _materials(value: Any) -> str:
    vocabulary = current()
    return ", ".join(
        vocabulary.label(material, of="materials", language=language())
        for material in value
        if material in vocabulary.materials
    )


_WORDS: Mapping[str, Callable[[Any], str]] = {
    **{field: _choice(values) for field, values in _CLOSED.items()},
    "access": _access,
    "address": _address,
    "languages": _languages,
    "area_served_m": _metres,
    "hours": _hours,
    "machines": _machines,
    "materials": _materials,
    "offers": _offers,
    "position": _position,
    "uncertainty_m": _metres,
}

_PUBLICATIONS: Mapping[str, Any] = {
    "draft": _("Draft. It is not public yet."),
    "pending": _("Awaiting review. It goes on the map once a moderator accepts it."),
    "published": _("Published. Everyone can see it."),
    "refused": _(
        "Declined. Read the reason, make changes and submit it for review again."
    ),
    "withdrawn": _("Withdrawn. It is not public. Its managers can submit it again."),
    "merged": _("Merged into another place."),
}
_OPERATIONS: Mapping[str, Any] = {
    "planned": _("Not open yet."),
    "paused": _("Temporarily closed. We leave it out of suggested combinations."),
    "closed": _("Permanently closed. The page stays online and says so."),
}


def publication_text(publication: str, operation: str) -> str:
    """Return in a sentence or two who can see a venue and whether it is open."""
    states = [str(_PUBLICATIONS[publication])]
    if publication == "published" and operation in _OPERATIONS:
        states.append(str(_OPERATIONS[operation]))
    return " ".join(states)
