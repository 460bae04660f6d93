"""Crafts from a column that names them, by words or by vocabulary ids."""

from collections.abc import Mapping as AnyMapping

from geoapp.crafts import vocabulary
from geoapp.crafts.suggest import suggest
from geoapp.sources.csv_mapping.schema import CraftColumn
from geoapp.sources.csv_mapping.tools import entries
from geoapp.venues.records import OfferRecord

_MIN_CONFIDENCE = 0.6  # below a craft's name, above a single hint


def crafts_in(
    column: CraftColumn | None, cells: AnyMapping[str, str]
) -> tuple[tuple[OfferRecord, ...], tuple[str, ...]]:
    """Return the column's offers, and its words that match no craft.

    Crafts recognised from words are marked as inferred, crafts given by id are not.
    """
    if column is None:
        return (), ()
    terms = vocabulary.current()
    sure: dict[str, bool] = {}  # craft -> whether it is given by its id
    unmatched: list[str] = []
    for entry in entries(cells.get(column.column, "")):
        if entry in terms.crafts:
            sure[entry] = True
            continue
        guess = suggest(entry, vocabulary=terms)
        unmatched += guess.unmatched
        for craft in guess.crafts:
            if craft.confidence >= _MIN_CONFIDENCE:
                sure.setdefault(craft.id, False)
    offers = tuple(
        OfferRecord(craft=craft, mode=mode, inferred=not by_id)
        for craft, by_id in sure.items()
        for mode in column.modes
    )
    return offers, tuple(unmatched)
