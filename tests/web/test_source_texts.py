"""The texts of the site are short, plain, and in the words of its glossary."""

import re
from functools import cache
from pathlib import Path

import pytest

from geoapp.config.translations.extraction import texts_in_use

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
MAX_WORDS = 25
# Licences prescribe the wording of the first; the others are questions with their
# examples, which a full stop would tear apart.
MAY_BE_LONG = ("Their locations contain OS data",)
# What the site never says, by the glossary. `thread` and `loom` are our drawing's
# words, `Makerloom` is a name.
BANNED = re.compile(
    r"\bthreads?\b|\blooms?\b|\bkeepers?\b|\borgani[sz]ers?\b|\brefuse[ds]?\b"
    r"|\be-mails?\b|\bletters?\b|make an account|exact place unknown"
    r"|\bsomebody\b|\bhand(ed)? in\b",
    re.IGNORECASE,
)
# A letter of the alphabet, and what a reader types, are no messages.
LETTERS = ("three-letter currency code", "the letters are sent to us")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
TAG = re.compile(r"<[^>]+>")


@cache
def source_texts() -> tuple[str, ...]:
    """Return every English text once, with its plural form.

    Not before a test wants them: each worker collects this file, and reading all code
    and templates takes as long as hundreds of tests.
    """
    texts = texts_in_use()
    forms = (form for text in texts for form in (text.singular, text.plural))
    return tuple(form for form in forms if form)


def sentences(text: str) -> list[str]:
    plain = TAG.sub("", PLACEHOLDER.sub("x", text))
    return re.split(r"(?<=[.:?!…])[”)]?\s+", plain)


def too_long(text: str) -> list[str]:
    return [one for one in sentences(text) if len(one.split()) > MAX_WORDS]


def test_no_sentence_is_long_without_a_reason():
    found = [one for text in source_texts() for one in too_long(text)]
    assert [one for one in found if not one.startswith(MAY_BE_LONG)] == []


def test_a_long_sentence_is_found():
    assert too_long(f"Short. {'word ' * 26}end.") == [f"{'word ' * 26}end."]


def test_apostrophes_are_straight():
    assert [
        text for text in source_texts() if "\N{RIGHT SINGLE QUOTATION MARK}" in text
    ] == []


def test_no_text_has_a_banned_word():
    found = [text for text in source_texts() if BANNED.search(text)]
    assert [t for t in found if not any(fine in t for fine in LETTERS)] == []


def test_a_banned_word_is_found():
    assert BANNED.search("Your E-Mail")
    assert BANNED.search("The organizers refused.")
    assert not BANNED.search("Makerloom")


# Words of a text in quotation marks, and no label of the site.
NO_LABELS = {"yes", "no", "next", "free", "pottery in leeds", "laser cutter"}


def test_a_label_is_passed_into_the_text_that_quotes_it():
    labels = {text.casefold() for text in source_texts()} - NO_LABELS
    quoted = {
        (label, text)
        for text in source_texts()
        for label in re.findall("“([^”%]+)”", text)
        if label.casefold() in labels and text != f"“{label}”"
    }
    assert quoted == set()


def test_no_text_shouts_and_no_blank_precedes_an_ellipsis():
    assert [text for text in source_texts() if "!" in text or " …" in text] == []


@pytest.mark.parametrize(
    "path",
    sorted(path for path in TEMPLATES.rglob("*") if path.is_file()),
    ids=lambda path: path.relative_to(TEMPLATES).as_posix(),
)
def test_a_line_of_a_template_fits_on_a_screen(path):
    long = [line for line in path.read_text().splitlines() if len(line) > 120]
    assert long == []
