"""The crafts and machines of a venue that a search result shows."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from geoapp.common.text import folded
from geoapp.crafts.vocabulary import current
from geoapp.discovery.search.criteria import SearchCriteria
from geoapp.discovery.search.value_labels import craft_label, equipment_label
from geoapp.discovery.text.interpretation import Interpretation
from geoapp.publishing.models import PublishedVenue

MAX_PIECES = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text, whether the search matched it and whether it was inferred.

    `of` is the vocabulary of a craft or machine.
    """

    text: str
    matched: bool
    inferred: bool = False
    of: str = ""


@dataclass(frozen=True, slots=True)
class NamedTerms:
    """The crafts, machines and words of a search."""

    crafts: frozenset[str]
    equipment: frozenset[str]
    words: tuple[str, ...]


def named_terms(criteria: SearchCriteria, interpretation: Interpretation) -> NamedTerms:
    """Return all terms of the criteria and their text."""
    crafts = {*criteria.crafts, *interpretation.crafts}
    narrower = {n for craft in crafts for n in current().narrower(craft)}
    return NamedTerms(
        crafts=frozenset(crafts | narrower),
        equipment=frozenset({*criteria.equipment, *interpretation.equipment}),
        words=(*interpretation.words, *(t.words for t in interpretation.terms)),
    )


def matched_pieces(venue: PublishedVenue, terms: NamedTerms) -> tuple[Piece, ...]:
    """Return up to three crafts and machines, matches first."""
    page = venue.page
    crafts = _inferred_by_id([(o["craft"], o["inferred"]) for o in page["offers"]])
    machines = _inferred_by_id(
        [(m["equipment"], m["inferred"]) for m in page["machines"] if m["count"] != 0]
    )
    pieces = [
        *_pieces(crafts, terms.crafts, craft_label, of="crafts"),
        *_pieces(machines, terms.equipment, equipment_label, of="equipment"),
    ]
    pieces.sort(key=lambda piece: not piece.matched)
    return tuple(pieces[:MAX_PIECES])


def _inferred_by_id(pairs: Iterable[tuple[str, bool]]) -> dict[str, bool]:
    """Return whether each id is inferred; one confirmed row is enough for False."""
    is_inferred: dict[str, bool] = {}
    for name, inferred in pairs:
        is_inferred[name] = inferred and is_inferred.get(name, True)
    return is_inferred


def _pieces(
    ids: Mapping[str, bool],
    matched_ids: Collection[str],
    label: Callable[[str], str],
    *,
    of: str,
) -> Iterable[Piece]:
    return [Piece(label(name), name in matched_ids, ids[name], of) for name in ids]


def name_pieces(name: str, terms: NamedTerms) -> tuple[Piece, ...]:
    """Return the name in pieces, with the searched words marked as matched."""
    words = {word for text in terms.words for word in folded(text).split()}
    if not words:
        return (Piece(name, matched=False),)
    return tuple(
        Piece(part, any(folded(part).startswith(word) for word in words))
        for part in re.split(r"(\w+)", name)
        if part
    )
