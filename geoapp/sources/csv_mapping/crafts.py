"""Crafts out of a column that names them: in words, or by the vocabulary's ids."""

from collections.abc import Mapping as AnyMapping

from geoapp.crafts import vocabulary
from geoapp.crafts.suggest import suggest
from geoapp.sources.csv_mapping.schema import CraftColumn
from geoapp.sources.csv_mapping.tools import entries
from geoapp.venues.records import OfferRecord

_LEAST_CONFIDENCE = 0.6  # the name of a craft is worth more, a hint at one less


def crafts_in(
    column: CraftColumn | None, cells: AnyMapping[str, str]
) -> tuple[tuple[OfferRecord, ...], tuple[str, ...]]:
    """Return what the column offers, and the words in it that no craft took.

    A craft read out of words is marked as inferred, one given by its id is not.
    """
    if column is None:
        return (), ()
    terms = vocabulary.current()
    sure: dict[str, bool] = {}  # craft -> whether its id stands there
    unmatched: list[str] = []
    for entry in entries(cells.get(column.column, "")):
        if entry in terms.crafts:
            sure[entry] = True
            continue
        guess = suggest(entry, vocabulary=terms)
        unmatched += guess.unmatched
        for craft in guess.crafts:
            if craft.confidence >= _LEAST_CONFIDENCE:
                sure.setdefault(craft.id, False)
    offers = tuple(
        OfferRecord(craft=craft, mode=mode, inferred=not by_id)
        for craft, by_id in sure.items()
        for mode in column.modes
    )
    return offers, tuple(unmatched)
