"""The work of each folder is added up, and compared with what it may be."""

from collections import Counter
from pathlib import Path
from types import SimpleNamespace

from tests.seconds import budget, by_folder, in_words

TESTS = Path(__file__).parents[1]


def test_setup_test_and_teardown_of_a_folder_are_one_sum():
    reports = [
        SimpleNamespace(nodeid="tests/geo/test_values.py::test_a", duration=1.5),
        SimpleNamespace(nodeid="tests/geo/test_values.py::test_a", duration=0.5),
        SimpleNamespace(nodeid="tests/web/map/test_x.py::test_b", duration=1.0),
    ]
    assert by_folder(reports) == {"geo": 2.0, "web": 1.0}


def test_folders_above_their_budget_are_reported():
    lines = in_words(Counter({"geo": 12.0, "web": 3.0}), {"geo": 10, "web": 10})
    assert "above its budget of 10 s" in lines[0]
    assert [line.split() for line in lines[1:]] == [
        ["3", "s", "web"],
        ["15", "s", "all"],
    ]


def test_a_run_without_budgets_only_says_the_sums():
    assert in_words(Counter({"geo": 12.0}), {})[0].split() == ["12", "s", "geo"]


def test_every_folder_has_a_budget_and_every_budget_a_folder():
    folders = {
        path.relative_to(TESTS).parts[0] for path in TESTS.glob("*/**/test_*.py")
    }
    assert set(budget()) == folders - {"clients"}
