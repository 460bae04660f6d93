"""What a search text was understood as, in the parameters that would say the same."""

from collections.abc import Iterable
from dataclasses import dataclass

from geoapp.discovery.search.resolved_query import ResolvedQuery


@dataclass(frozen=True, slots=True)
class Understood:
    """The parameters that the text stands for, apart from those that were given.

    `place` is the label of the place that it names, `left_out` its words that were not
    understood, `corrected` its misspelt names with what was meant. Words that are looked for in names and descriptions stay in `q`.
    """

    params: tuple[tuple[str, str], ...] = ()
    place: str = ""
    left_out: tuple[str, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()


def understood(query: ResolvedQuery, given: Iterable[tuple[str, str]]) -> Understood:
    """Return what the text of a query was understood as, without what was `given`."""
    interpretation = query.interpretation
    words = " ".join(interpretation.words)
    params: list[tuple[str, str]] = [("q", words)] if words else []
    for term in interpretation.terms:
        params += [("craft", craft) for craft in term.crafts]
        params += [("equipment", equipment) for equipment in term.equipment]
        params += [("kind", kind) for kind in term.kinds]
    chosen = set(given)
    params += [
        pair
        for pair in query.criteria.params()
        if pair[0] != "q" and pair not in chosen
    ]
    place = interpretation.place
    return Understood(
        params=tuple(dict.fromkeys(params)),
        place=place.label if place else "",
        left_out=interpretation.ignored,
        corrected=tuple((c.typed, c.meant) for c in interpretation.corrected),
    )
