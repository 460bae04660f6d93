"""What `./makerloom test` asks, and how it says what failed."""

import sys

import pytest

from geoapp.config.launcher import checks
from geoapp.config.launcher.project import HERE, Project


def test_every_tool_of_the_house_is_asked():
    asked = " ".join(" ".join(check.command) for check in checks.checks(HERE))
    for tool in (
        *("ruff check .", "ruff format --check .", "mypy geoapp", "lint-imports"),
        *("shellcheck makerloom", "makemigrations --check", "check --deploy"),
    ):
        assert tool in asked


def test_javascript_and_templates_are_asked_about_where_there_are_any(tmp_path):
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
    monkeypatch.setattr(checks, "run_pytest", lambda project, level: pytest_code)
    code = checks.test(HERE, level="usual", paths=[])
    assert code == (1 if failed or pytest_code else 0)
    last = capsys.readouterr().out.splitlines()[-1]
    assert last.startswith("FAIL types: mypy" if failed else "Checks: ")


def test_named_tests_run_without_the_checks(tmp_path, monkeypatch):
    ran = []
    monkeypatch.setattr(checks, "_have_a_browser", lambda project: None)
    monkeypatch.setattr(checks, "run_checks", lambda project: ran.append("checks"))
    monkeypatch.setattr(
        checks, "run_pytest", lambda project, level, paths: ran.extend(paths)
    )
    checks.test(Project(root=tmp_path), level="usual", paths=["tests/geo"])
    assert ran == ["tests/geo"]


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
    assert "it is left out" in capsys.readouterr().out


def test_the_timings_of_the_domain_install_nothing(tmp_path, monkeypatch):
    ran = []
    monkeypatch.setattr(
        checks.subprocess, "call", lambda command, **_how: ran.append(command) or 0
    )
    assert checks.bench(Project(root=tmp_path), options=["--domain"]) == 0
    assert [command[1:3] for command in ran] == [["-m", "pytest"]]
