"""Write fixtures/vocabulary/uk.forms.txt: the forms of our Ukrainian words.

    python -m tests.crafts.ukrainian_forms

simplemma (MIT licence) has a dictionary of forms; servers need those of our words only.
"""

import re
from collections import defaultdict
from pathlib import Path

from simplemma.strategies.dictionaries.dictionary_factory import (
    DefaultDictionaryFactory,
)

_FOLDER = Path(__file__).parents[2] / "fixtures" / "vocabulary"
FILE = _FOLDER / "uk.forms.txt"
_HEAD = "# Made by tests/crafts/ukrainian_forms.py: a word as simplemma lists it, and its forms."
_WORD = re.compile("[\u0400-\u04ff](?:['\u2019-]?[\u0400-\u04ff]){3,}")


def forms_as_text() -> str:
    """Return the file's text: a line for each word of four letters and more."""
    text = (_FOLDER / "uk.yaml").read_text(encoding="utf-8")
    base_of = dict(DefaultDictionaryFactory().get_dictionary("uk").items())
    words = {word.lower() for word in _WORD.findall(text)}
    bases = {base_of.get(word, word) for word in words}
    forms: dict[str, set[str]] = defaultdict(set)
    for form, base in base_of.items():
        if base in bases and form != base:
            forms[base].add(form)
    lines = (" ".join([base, *sorted(its)]) for base, its in sorted(forms.items()))
    return "\n".join([_HEAD, *lines]) + "\n"


if __name__ == "__main__":
    FILE.write_text(forms_as_text(), encoding="utf-8")
