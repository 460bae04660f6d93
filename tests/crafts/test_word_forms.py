"""Forms of words meet where people would say that they are the same."""

import pytest

from geoapp.common.text import folded
from geoapp.crafts.word_forms import claim, stem, tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("kiln", "kilns"),
        ("Nähmaschine", "Nähmaschinen"),
        ("Drehbank", "Drehbänke"),
        ("telar", "telares"),
        ("rodillo", "rodillos"),
        ("battery", "batteries"),
        ("רובוט", "רובוטים"),
        ("Straße", "STRASSE"),
        ("café", "cafe\u0301"),
    ],
)
def test_forms_of_a_word_share_a_stem(one, other):
    assert stem(folded(one)) == stem(folded(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [("plane", "plan"), ("glass", "gla"), ("bus", "bu"), ("tie", "ti")],
)
def test_short_words_have_different_stems(one, other):
    assert stem(folded(one)) != stem(folded(other))


def test_tokens_know_where_they_stand():
    text = "A potter's kiln, naïve T-shirt"

    assert [text[token.start : token.end] for token in tokens(text)] == [
        "A",
        "potter",
        "kiln",
        "naïve",
        "T",
        "shirt",
    ]


def test_a_mark_alone_is_no_word():
    assert tokens("\u037a") == []  # folds to nothing


def test_a_claim_ignores_case_and_blanks_only():
    assert claim("  Band  SAW ") == "band saw"
    assert claim("Töpfern") != claim("Topfern")
