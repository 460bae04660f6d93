"""Text as one line of a form."""

import pytest

from geoapp.common.text import one_line


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
