"""Text as the fields of a form hold it."""

import pytest

from geoapp.common.text import TextTooLong, one_line, paragraphs


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("  two\n\twords\r\n", "two words"),
        ("a\0b", "a b"),
        ("\u00a0", ""),
        ("x" * 12, "x" * 10),
        ("", ""),
    ],
)
def test_a_line_has_no_breaks_and_an_end(typed, line):
    assert one_line(typed, longest=10) == line


def test_a_break_counts_as_one_character_as_in_the_browser():
    typed = "\r\n\r\n".join(["x" * 8] * 10)
    assert paragraphs(f" {typed}\0\r\n", longest=98) == typed.replace("\r", "")
    with pytest.raises(TextTooLong):
        paragraphs(typed, longest=97)
