"""The active conditions of a search, each with the link that takes it away."""

from dataclasses import dataclass

from django.utils.translation import gettext

from geoapp.crafts.terms import (
    Access,
    Audience,
    Kind,
    Mode,
    Newcomers,
    Wheelchair,
)
from geoapp.crafts.vocabulary import current
from geoapp.discovery.criteria import SearchCriteria
from geoapp.discovery.understanding import Understanding
from geoapp.web.phrases import distance_words, language


@dataclass(frozen=True, slots=True)
class Chip:
    """One condition: its words, and the query of the same search without it."""

    words: str
    query: str


def chips_of(
    criteria: SearchCriteria, understanding: Understanding
) -> tuple[Chip, ...]:
    """Return a chip for each condition of the criteria."""
    chips: list[Chip] = []
    if criteria.q:
        words = gettext("“%(q)s”") % {"q": _reading(criteria, understanding)}
        chips.append(Chip(words, criteria.query_string(q="")))
    for name, values, label in _lists(criteria):
        for value in values:
            rest = tuple(v for v in values if v != value)
            chips.append(Chip(label(value), criteria.query_string(**{name: rest})))
    for words, changes in _singles(criteria):
        chips.append(Chip(words, criteria.query_string(**changes)))
    return tuple(chips)


def _reading(criteria: SearchCriteria, understanding: Understanding) -> str:
    """Return the text as it was understood: "Pottery, in Leeds, England"."""
    vocabulary = current()
    parts = [
        vocabulary.label(term.crafts[0], of="crafts", language=language())
        if term.crafts
        else vocabulary.label(term.equipment[0], of="equipment", language=language())
        for term in understanding.terms
    ]
    parts += understanding.words
    if understanding.place:
        parts.append(gettext("near %(place)s") % {"place": understanding.place.label})
    return " · ".join(parts) or criteria.q


def _lists(criteria: SearchCriteria):  # type: ignore[no-untyped-def]
    vocabulary = current()
    return (
        (
            "crafts",
            criteria.crafts,
            lambda v: vocabulary.label(v, of="crafts", language=language()),
        ),
        (
            "equipment",
            criteria.equipment,
            lambda v: vocabulary.label(v, of="equipment", language=language()),
        ),
        ("kinds", criteria.kinds, lambda v: str(Kind(v).label)),
        ("modes", criteria.modes, lambda v: str(Mode(v).label)),
        ("access", criteria.access, lambda v: str(Access(v).label)),
    )


def _singles(criteria: SearchCriteria) -> list[tuple[str, dict[str, object]]]:
    found: list[tuple[str, dict[str, object]]] = []
    if criteria.open_at:
        words = (
            gettext("Open now")
            if criteria.open_at_text == "now"
            else gettext("Open at %(time)s") % {"time": criteria.open_at_text}
        )
        found.append((words, {"open_at": None, "open_at_text": ""}))
    if criteria.hours_known:
        found.append((gettext("Known hours only"), {"hours_known": False}))
    if criteria.audience != Audience.PUBLIC:
        label = str(Audience(criteria.audience).label)
        found.append(
            (
                gettext("Hours for: %(who)s") % {"who": label},
                {"audience": Audience.PUBLIC.value},
            )
        )
    if criteria.wheelchair:
        found.append((str(Wheelchair(criteria.wheelchair).label), {"wheelchair": ""}))
    if criteria.newcomers:
        found.append((str(Newcomers(criteria.newcomers).label), {"newcomers": ""}))
    if criteria.near:
        words = gettext("Within %(radius)s") % {
            "radius": distance_words(criteria.radius.metres)
        }
        found.append((words, {"near": None}))
    if criteria.bbox:
        found.append((gettext("This part of the map"), {"bbox": None}))
    return found
