"""What `./makerloom test` asks, and how it says what failed."""

import sys

import pytest

from geoapp.config.launcher import checks
from geoapp.config.launcher.parts import PARTS, Selection, selection
from geoapp.config.launcher.project import HERE, Project, Refusal


def test_every_tool_is_run():
    asked = " ".join(" ".join(check.command) for check in checks.checks(HERE))
    for tool in (
        *("ruff check .", "ruff format --check .", "mypy geoapp", "lint-imports"),
        *("shellcheck makerloom", "makemigrations --check", "check --deploy"),
    ):
        assert tool in asked


def test_javascript_and_templates_are_checked_if_there_are_any(tmp_path):
    def titles():
        return {check.title for check in checks.checks(Project(root=tmp_path))}

    tools = {"JavaScript: oxlint", "JavaScript and CSS: oxfmt", "templates: djlint"}
    assert not tools & titles()
    for name in ("static/js/main.js", "templates/map/page.html"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text("x")
    assert tools <= titles()


def test_failed_checks_are_returned_and_their_words_printed(
    tmp_path, monkeypatch, capsys
):
    asked = [
        checks.Check("good", [sys.executable, "-c", "print('never shown')"]),
        checks.Check("bad", [sys.executable, "-c", "raise SystemExit('line 3: no')"]),
    ]
    monkeypatch.setattr(checks, "checks", lambda project: asked)
    assert checks.run_checks(Project(root=tmp_path)) == ["bad"]
    said = capsys.readouterr().out
    assert "ok   good" in said
    assert "FAIL bad" in said
    assert "line 3: no" in said
    assert "never shown" not in said


@pytest.mark.parametrize("failed", [[], ["types: mypy"]])
@pytest.mark.parametrize("pytest_code", [0, 1])
def test_one_failure_anywhere_fails_the_whole(monkeypatch, capsys, failed, pytest_code):
    monkeypatch.setattr(checks, "_have_a_browser", lambda project: None)
    monkeypatch.setattr(checks, "run_checks", lambda project: failed)
    monkeypatch.setattr(checks, "run_pytest", lambda project, **_how: pytest_code)
    code = checks.test(HERE, Selection())
    assert code == (1 if failed or pytest_code else 0)
    last = capsys.readouterr().out.splitlines()[-1]
    assert last.startswith("FAIL types: mypy" if failed else "Checks finished in ")


def test_named_tests_run_without_the_checks(tmp_path, monkeypatch):
    ran = []
    monkeypatch.setattr(checks, "_have_a_browser", lambda project: None)
    monkeypatch.setattr(checks, "run_checks", lambda project: ran.append("checks"))
    monkeypatch.setattr(
        checks, "run_pytest", lambda project, level, paths: ran.extend(paths)
    )
    checks.test(Project(root=tmp_path), Selection(paths=["tests/geo"]))
    assert ran == ["tests/geo"]


def test_the_long_run_goes_through_its_parts_with_the_checks_before_all(monkeypatch):
    ran = []
    monkeypatch.setattr(checks, "_have_a_browser", lambda project: None)
    monkeypatch.setattr(
        checks, "run_checks", lambda project: ran.append("checks") or []
    )
    monkeypatch.setattr(
        checks, "run_pytest", lambda project, level, part: ran.append(part) or 1
    )
    everything = selection(long="", clients=False, paths=[])
    assert checks.test(HERE, everything) == 1
    assert ran == ["checks", *PARTS]
    ran.clear()
    checks.test(HERE, selection(long="faults,pages", clients=False, paths=[]))
    assert ran == ["faults", "pages"]


def test_a_part_that_is_none_is_refused_with_the_names_of_all():
    with pytest.raises(Refusal, match="no part fautls; its parts are domain, oracles"):
        selection(long="faults,fautls", clients=False, paths=[])


def test_levels_choose_by_markers_that_pytest_knows(pytestconfig):
    known = {line.split(":")[0] for line in pytestconfig.getini("markers")}
    words = {word for level in checks.LEVELS.values() for word in level.split()}
    assert words - {"not", "and"} <= known


def test_timings_get_their_options_though_a_peer_cannot_be_installed(
    tmp_path, monkeypatch, capsys
):
    ran = []

    def call(command, **_how):
        ran.append(command)
        return 1 if "install" in command else 0

    monkeypatch.setattr(checks.subprocess, "call", call)
    assert checks.bench(Project(root=tmp_path), options=["--rounds", "2"]) == 0
    assert ran[-1][1:] == ["-m", "tests.benchmarks", "--rounds", "2"]
    assert "Skipping it" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("option", "module"),
    [
        ("--domain", "pytest"),
        ("--load", "tests.benchmarks"),
        ("--faults", "tests.faults"),
    ],
)
def test_timings_without_peers_install_nothing(tmp_path, monkeypatch, option, module):
    ran = []
    monkeypatch.setattr(
        checks.subprocess, "call", lambda command, **_how: ran.append(command) or 0
    )
    assert checks.bench(Project(root=tmp_path), options=[option]) == 0
    assert [command[1:3] for command in ran] == [["-m", module]]
