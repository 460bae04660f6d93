"""A long run is of parts, and a part that was stopped goes on where it was."""

from types import SimpleNamespace

import pytest

from geoapp.config.launcher.parts import PARTS
from tests.parts import Part, part_of

TESTS = [f"tests/fetching/test_client.py::test_{name}" for name in "abc"]


def report(nodeid: str, when: str, *, failed: bool = False):
    return SimpleNamespace(nodeid=nodeid, when=when, failed=failed)


def begun(folder) -> Part:
    part = Part("faults", folder)
    part.begin()
    return part


def test_every_test_is_of_a_part_that_the_launcher_knows(request):
    parts = {part_of(item.nodeid) for item in request.session.items}
    assert parts <= set(PARTS)
    assert part_of("tests/venues/test_week.py::test_x") == "domain"
    assert part_of("tests/safety/test_t1_injection.py::test_x") == "injection"
    assert part_of("tests/safety/test_t14_abuse.py::test_x") == "faults"


def test_what_has_passed_is_left_out_until_all_have(tmp_path):
    part = begun(tmp_path)
    assert part.left([*TESTS, "tests/venues/test_week.py::test_x"]) == TESTS
    for when in ("setup", "call", "teardown"):
        part.note(report(TESTS[0], when))
        part.note(report(TESTS[1], when, failed=when == "call"))
    part.note(report(TESTS[2], "setup"))  # and the run was killed
    again = begun(tmp_path)
    assert again.left(TESTS) == TESTS[1:]
    worker = Part("faults", tmp_path)
    again.note(report(TESTS[1], "teardown"))
    worker.join()
    assert worker.left(TESTS) == TESTS[1:]
    again.end()
    assert begun(tmp_path).left(TESTS) == TESTS


def test_after_a_change_every_test_runs_again(tmp_path, monkeypatch):
    part = begun(tmp_path)
    part.note(report(TESTS[0], "teardown"))
    monkeypatch.setattr("tests.parts.made_from", lambda: "another edition")
    assert begun(tmp_path).left(TESTS) == TESTS


@pytest.mark.parametrize("part", PARTS)
def test_every_part_has_a_place(part):
    places = ["tests/web/x", "tests/geo/x", "tests/contracts/x", "tests/config/x"]
    places += ["tests/safety/test_t1_x", "tests/safety/test_t8_x"]
    places += ["tests/journeys/test_embed.py", "tests/journeys/test_accessibility.py"]
    assert part in map(part_of, places)
