"""Which machine is meant by words that somebody wrote."""

from geoapp.common.text import folded
from geoapp.crafts.spoken_languages import language
from geoapp.crafts.suggest import suggest
from geoapp.crafts.vocabulary import current


def equipment_named(words: str) -> str | None:
    """Return the id of the machine of this id or name, or that the words suggest."""
    vocabulary = current()
    if words in vocabulary.equipment:
        return words
    for term in vocabulary.in_use("equipment"):
        name = vocabulary.label(term, of="equipment", language=language())
        if folded(name) == folded(words):
            return term
    guesses = suggest(words, vocabulary=vocabulary).equipment
    return guesses[0].id if guesses else None
