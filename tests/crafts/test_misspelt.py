"""One wrong letter is mended; words that are right are left alone."""

import pytest

from geoapp.crafts.misspelt import correction, one_letter_apart, words_of_names
from geoapp.crafts.vocabulary import current
from geoapp.crafts.word_forms import tokens
from tests.crafts import ukrainian_forms, wordlike


def corrected(text: str) -> tuple[str, str] | None:
    words = frozenset(word.written for word in tokens(text))
    found = correction(text, words, vocabulary=current())
    return (found.typed, found.meant) if found else None


@pytest.mark.parametrize(
    ("text", "typed", "meant"),
    [
        ("sowing machine", "sowing", "sewing"),
        ("laser cuter", "cuter", "cutter"),
        ("potery", "potery", "pottery"),
        ("woodwroking", "woodwroking", "woodworking"),
        ("Blaksmith", "Blaksmith", "blacksmith"),
        ("Töpfrei", "Töpfrei", "töpferei"),
        ("слюсраь", None, None),
        ("гончарсто", "гончарсто", "гончарство"),
    ],
)
def test_a_wrong_letter_is_mended(text, typed, meant):
    assert corrected(text) == (typed and (typed, meant))


@pytest.mark.parametrize(
    "text", ["later", "medal", "sowing", "water", "class", "house", "power", "mouse"]
)
def test_a_word_that_is_one_is_left_alone(text):
    assert corrected(text) is None


def test_one_letter_apart_is_symmetric():
    assert "laser" in set(one_letter_apart("lazer"))
    assert "lazer" in set(one_letter_apart("laser"))
    assert list(one_letter_apart("木工")) == []
    assert list(one_letter_apart("a" * 25)) == []


def test_the_forms_of_ukrainian_words_are_those_of_the_file():
    written = ukrainian_forms.FILE.read_text(encoding="utf-8")
    assert written == ukrainian_forms.forms_as_text()


@pytest.mark.long
def test_words_that_are_nearly_a_name_are_those_of_the_dictionaries():
    written = wordlike.FILE.read_text(encoding="utf-8").splitlines()[1:]
    assert written == sorted(wordlike.wordlike())
    assert not set(written) & words_of_names(current()).keys()
