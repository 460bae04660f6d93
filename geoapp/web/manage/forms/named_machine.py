"""Match free text to a type of equipment."""

from geoapp.common.text import folded
from geoapp.crafts.spoken_languages import language
from geoapp.crafts.suggest import suggest
from geoapp.crafts.vocabulary import current


def equipment_named(words: str) -> str | None:
    """Return the equipment with this id or name, else the best suggestion, else None."""
    vocabulary = current()
    if words in vocabulary.equipment:
        return words
    for term in vocabulary.in_use("equipment"):
        name = vocabulary.label(term, of="equipment", language=language())
        if folded(name) == folded(words):
            return term
    guesses = suggest(words, vocabulary=vocabulary).equipment
    return guesses[0].id if guesses else None
