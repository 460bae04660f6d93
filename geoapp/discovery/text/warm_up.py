"""What the reader of texts keeps in memory, made before the first text comes."""

from geoapp.crafts.misspelt import correction
from geoapp.crafts.vocabulary import current
from geoapp.discovery.text.filters_in_text import filters_in_text
from geoapp.geocoding.areas import areas_named

_TEXT = "potery in the evening"
_MISSPELT = frozenset(["potery"])


def warm_up() -> None:
    """Read a text, so that no visitor waits for the words of 21 languages.

    It takes two seconds of processor and no statement.
    """
    filters_in_text(_TEXT)
    correction(_TEXT, _MISSPELT, vocabulary=current())
    areas_named(_TEXT)
