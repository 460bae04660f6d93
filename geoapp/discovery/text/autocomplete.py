"""Type-ahead: crafts, equipment, venues and places while a person types."""

from dataclasses import dataclass

from geoapp.common.text import folded
from geoapp.crafts.term_autocomplete import complete as complete_terms
from geoapp.crafts.vocabulary import current
from geoapp.discovery.text.place_suggestions import find_places
from geoapp.geo.points import to_position
from geoapp.geo.values import Position
from geoapp.publishing.models import PublishedVenue

SHORTEST = 2
_EACH = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchSuggestion:
    """One suggestion: `type` is craft, equipment, venue or place."""

    type: str
    id: str
    label: str
    detail: str = ""
    position: Position | None = None


def autocomplete(
    text: str, *, near: Position | None = None, language: str, part: str = ""
) -> tuple[SearchSuggestion, ...]:
    """Return suggestions for a text; none for a single letter.

    `part` "what" excludes places, "where" everything but places.
    """
    text = text.strip()
    if len(folded(text)) < SHORTEST:
        return ()
    suggestions: list[SearchSuggestion] = []
    if part != "where":
        suggestions += _terms(text, language)
        suggestions += _venues(text)
    if part != "what":
        suggestions += _places(text, near)
    return tuple(suggestions)


def _terms(text: str, language: str) -> list[SearchSuggestion]:
    terms = complete_terms(
        text, vocabulary=current(), language=language, limit=2 * _EACH
    )
    return [
        SearchSuggestion(
            type="craft" if term.of == "crafts" else "equipment",
            id=term.id,
            label=term.label,
            detail=term.matched if term.matched != term.label else "",
        )
        for term in terms
    ]


def _venues(text: str) -> list[SearchSuggestion]:
    venues = (
        PublishedVenue.objects.on_map().named_like(text).order_by("sort_name", "pk")
    )
    return [
        SearchSuggestion(
            type="venue",
            id=venue.slug,
            label=venue.name,
            detail=venue.locality,
            position=to_position(venue.public_point),
        )
        for venue in venues.only("slug", "name", "locality", "public_point")[:_EACH]
    ]


def _places(text: str, view: Position | None) -> list[SearchSuggestion]:
    return [
        SearchSuggestion(
            type="place",
            id=str(place.position),
            label=place.name,
            detail=place.label,
            position=place.position,
        )
        for place in find_places(text, view=view, limit=_EACH, typing=True)
    ]
