"""Everything that `./makerloom test` runs: the checks in parallel, then pytest."""

import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from geoapp.config.launcher.clients import have_clients
from geoapp.config.launcher.parts import PARTS, Selection
from geoapp.config.launcher.project import Project, print_line, refuse

LEVELS = {
    "usual": "not long and not clients",
    "all": "not clients",
    "clients": "clients",
}
_PYTEST = (sys.executable, "-m", "pytest")
# Each process of pytest would load its plugin, which only the tests of --all use.
_WITHOUT_PLUGIN = ("-p", "no:schemathesis")
_SCRIPTS = ("static", "tests/static")
# The tests run as on a fresh machine, whatever this one serves.
_TESTED_SITE = {"PUBLIC_BASE_URL": "http://127.0.0.1:8000", "DEBUG": "False"}
# `check --deploy` asks about a public site, so it is asked with a public site's settings.
_PUBLIC_SITE = {
    "PUBLIC_BASE_URL": "https://makerloom.example",
    "ALLOWED_HOSTS": "makerloom.example",
    "DEBUG": "False",
}


@dataclass(frozen=True)
class Check:
    """A check of the whole tree by one tool; exit code 0 means that it passed."""

    title: str
    command: list[str]
    settings: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class CheckResult:
    """The output of a check, and how long it took."""

    check: Check
    passed: bool
    seconds: float
    output: str


def checks(project: Project) -> list[Check]:
    """Return every check, the longest first since they run two at a time."""
    tools = Path(sys.executable).parent
    checks_to_run = [
        Check("types: mypy", [str(tools / "mypy"), "geoapp"]),
        # Whoever of the tests' processes comes later would wait for them.
        Check(
            "tests: databases to copy",
            [*_PYTEST, *_WITHOUT_PLUGIN, "-q", "tests/worlds.py"],
            _test_settings(project),
        ),
        Check("Python: ruff check", [str(tools / "ruff"), "check", "."]),
        Check("Python: ruff format", [str(tools / "ruff"), "format", "--check", "."]),
        Check(
            "shell: shellcheck",
            [
                str(tools / "shellcheck"),
                "makerloom",
                "geoapp/config/launcher/rootless.sh",
            ],
        ),
        Check("imports: lint-imports", [str(tools / "lint-imports")]),
        Check(
            "migrations: makemigrations --check",
            project.manage("makemigrations", "--check", "--dry-run"),
        ),
        Check(
            "settings: check --deploy",
            project.manage("check", "--deploy", "--fail-level", "WARNING"),
            _PUBLIC_SITE,
        ),
    ]
    checks_to_run += [
        check
        for folder, check in _by_folder(tools)
        if any((project.root / folder).rglob("*.*"))
    ]
    return checks_to_run


def _by_folder(tools: Path) -> list[tuple[str, Check]]:
    """Return the checks of folders that a checkout may lack, each with its folder."""
    dockerfile, compose = "docker/Dockerfile", "docker/compose.yaml"
    return [
        ("static", Check("JavaScript: oxlint", [str(tools / "oxlint"), *_SCRIPTS])),
        (
            "static",
            Check(
                "JavaScript and CSS: oxfmt",
                [str(tools / "oxfmt"), "--check", *_SCRIPTS],
            ),
        ),
        (
            "templates",
            Check("templates: djlint", [str(tools / "djlint"), "--lint", "templates"]),
        ),
        ("docker", Check("image: hadolint", [str(tools / "hadolint"), dockerfile])),
        (
            "docker",
            Check("services: compose-lint", [str(tools / "compose-lint"), compose]),
        ),
    ]


def run_checks(project: Project) -> list[str]:
    """Run every check, print each with its time; return the titles that failed."""
    failed = []
    with ThreadPoolExecutor(max_workers=2) as pool:
        for outcome in pool.map(lambda check: _ask(project, check), checks(project)):
            word = "ok  " if outcome.passed else "FAIL"
            print_line(f"{word} {outcome.check.title:<36} {outcome.seconds:5.1f} s")
            if not outcome.passed:
                failed.append(outcome.check.title)
                print_line(outcome.output.rstrip())
    return failed


def _ask(project: Project, check: Check) -> CheckResult:
    started = time.monotonic()
    answer = subprocess.run(
        check.command,
        cwd=project.root,
        env=project.environment(**check.settings),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return CheckResult(
        check=check,
        passed=answer.returncode == 0,
        seconds=time.monotonic() - started,
        output=answer.stdout,
    )


def run_pytest(
    project: Project, *, level: str, paths: Sequence[str] = (), part: str = ""
) -> int:
    """Run the tests of a level in this terminal; return pytest's exit code."""
    environment = project.environment(**_test_settings(project, level=level, part=part))
    environment.setdefault("MAKERLOOM_TEST_SEED", str(secrets.randbelow(10**6) + 1))
    command = [
        *_PYTEST,
        *(_WITHOUT_PLUGIN if level == "usual" else ()),
        "-m",
        LEVELS[level],
        "--durations=8",
        *_beside_each_other(paths, part),
        *paths,
    ]
    return subprocess.call(command, cwd=project.root, env=environment)


def _test_settings(
    project: Project, *, level: str = "usual", part: str = ""
) -> dict[str, str]:
    return {
        "MAKERLOOM_TEST_LEVEL": level,
        "MAKERLOOM_TEST_PART": part,
        # Tests start many Pythons: none compiles what another has compiled.
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": str(project.var / "bytecode"),
        **_TESTED_SITE,
    }


def _beside_each_other(paths: Sequence[str], part: str) -> list[str]:
    """Return the options that distribute whole files over as many workers as cores.

    In the order of collection, since the journeys come last in each worker. A part of
    the long run may be one file: its tests are distributed. Tests that are named run in
    one process: its output is easier to follow.
    """
    if paths:
        return []
    if part:
        return ["--numprocesses=auto", "--dist=worksteal"]
    return ["--numprocesses=auto", "--dist=loadfile", "--no-loadscope-reorder"]


def test(project: Project, selection: Selection) -> int:
    """Run checks and tests, or only what is named; return 0 if all is well.

    pytest's summary comes last; only a list of what failed comes after it.
    """
    if selection.level == "clients":
        return _test_clients(project)
    started = time.monotonic()
    _have_a_browser(project)
    if selection.paths:
        return run_pytest(project, level=selection.level, paths=selection.paths)
    failed = []
    if set(selection.parts) in (set(), set(PARTS)):
        failed += run_checks(project)
        print_line(
            f"Checks finished in {time.monotonic() - started:.0f} s. Running the tests."
        )
    code = 0
    for part in selection.parts or [""]:
        if part:
            print_line(f"--all={part}: {PARTS[part]}")
        code = run_pytest(project, level=selection.level, part=part) or code
    for title in failed:
        print_line(f"FAIL {title} (see the output above the tests)")
    return 1 if failed or code else 0


def _test_clients(project: Project) -> int:
    have_clients(project)
    _have_a_browser(project)
    return run_pytest(project, level="clients", paths=["tests/clients"])


def _have_a_browser(project: Project) -> None:
    """Download Playwright's own Chromium if the system has none."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser")
    if any(map(shutil.which, (*names, "google-chrome"))):
        return
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    if subprocess.call(command, cwd=project.root) != 0:
        refuse(
            "Could not download the test browser. Check the network or install"
            " Chromium, then run this command again."
        )


def bench(project: Project, *, options: Sequence[str]) -> int:
    """Run the benchmarks; no time is asserted. `--help` lists the options.

    `--domain` runs those without the web: the files named bench_*.py. `--load` lets
    many visitors open pages of the real server at once; `--faults` shows what people
    get while something of the site fails.
    """
    if "--faults" in options:
        more = [option for option in options if option != "--faults"]
        command = [sys.executable, "-m", "tests.faults", *more]
    elif list(options) == ["--domain"]:
        names = ["-o", "python_files=bench_*.py", "-o", "python_functions=bench_*"]
        command = [sys.executable, "-m", "pytest", *names, "-s", "tests/benchmarks"]
    else:
        if "--load" not in options:
            _install_peer(project)
        command = [sys.executable, "-m", "tests.benchmarks", *options]
    environment = project.environment(MAKERLOOM_TEST_LEVEL="bench")
    return subprocess.call(command, cwd=project.root, env=environment)


def _install_peer(project: Project) -> None:
    """Install tipg in an environment of its own, once; without it, it is left out."""
    folder = project.var / "bench"
    uv = [sys.executable, "-m", "uv"]
    lock = project.root / "tests" / "benchmarks" / "requirements.txt"
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.call([*uv, "venv", "--quiet", str(folder)])
    install = [*uv, "pip", "install", "--quiet", "--require-hashes"]
    if subprocess.call([*install, "--python", str(python), "-r", str(lock)]) != 0:
        print_line("Could not install tipg. Skipping it.")
