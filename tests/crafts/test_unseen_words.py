"""Ten words for each language, by a writer who had not seen the vocabulary's files."""

from collections import defaultdict
from pathlib import Path

import pytest

from geoapp.crafts.filter_words import named_values
from geoapp.crafts.suggest import suggest
from geoapp.crafts.vocabulary import LANGUAGES, current

WORDS = Path(__file__).with_name("data") / "unseen_words.tsv"
_SECTIONS = {"kind": "kinds", "access": "access", "mode": "modes", "filter": "filters"}


def words_of() -> dict[str, list[list[str]]]:
    rows = defaultdict(list)
    for line in WORDS.read_text(encoding="utf-8").splitlines()[1:]:
        language, *row = line.split("\t")
        rows[language].append(row)
    return rows


def first_meaning(text: str, of: str) -> str | None:
    if of in _SECTIONS:
        named = named_values(text, vocabulary=current())
        return next((v.value for v in named if v.section == _SECTIONS[of]), None)
    suggestion = suggest(text, vocabulary=current())
    guesses = suggestion.crafts if of == "craft" else suggestion.equipment
    return guesses[0].id if guesses else None


@pytest.mark.parametrize("language", LANGUAGES)
def test_nine_of_ten_mean_what_was_meant(language):
    rows = words_of()[language]
    assert len(rows) == 10
    wrong = [text for text, of, meant in rows if first_meaning(text, of) != meant]
    assert len(wrong) <= 1, wrong
