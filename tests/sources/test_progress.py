"""Progress: a bar on a terminal, quiet lines elsewhere."""

from io import StringIO

import pytest

from geoapp.sources.progress import ProgressBar, described


class Terminal(StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("done", "total", "seconds", "said"),
    [
        (
            500,
            1000,
            2.0,
            "[############------------] 500 of 1,000 rows, 250 a second, 2 s left",
        ),
        (0, 1000, 0.0, "[------------------------] 0 of 1,000 rows"),
        (50, 1000, 0.01, "[#-----------------------] 50 of 1,000 rows"),
        (0, 1000, 3.0, "[------------------------] 0 of 1,000 rows"),
        (1, 1000, 4.0, "[------------------------] 1 of 1,000 rows, 3,996 s left"),
        (10, 10, 2.0, "[########################] 10 of 10 rows, 5 a second"),
        (0, 0, 1.0, "[########################] 0 of 0 rows"),
        (20, None, 0.0, "20 rows"),
        (1500, None, 1.0, "1,500 rows, 1,500 a second"),
    ],
)
def test_rate_and_remaining_time_are_shown(done, total, seconds, said):
    assert described(done, total, seconds) == said


def test_a_terminal_shows_a_single_updated_line():
    out = Terminal()
    shown = ProgressBar(out, label="a.csv")
    shown.at(1, 2)
    shown.at(2, 2)
    shown.finish()
    assert out.getvalue().count("\r") == 3
    assert "\n" not in out.getvalue()


def test_without_a_terminal_nothing_is_printed_within_ten_seconds():
    out = StringIO()
    shown = ProgressBar(out, label="a.csv")
    shown.at(1, 2)
    shown.finish()
    assert out.getvalue() == ""
