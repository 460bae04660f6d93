"""The launcher as a person meets it: each run is a copy in a folder of its own."""

import fcntl
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = [
    *("up", "down", "reload", "status", "test", "bench", "import"),
    *("import-tutorials", "postcodes", "manage", "reset"),
]
TOOLS = [
    *("awk", "basename", "cat", "chmod", "cksum", "cut", "df", "dirname", "find"),
    *(
        "env",
        "flock",
        "grep",
        "head",
        "id",
        "mkdir",
        "rm",
        "sed",
        "sh",
        "sort",
        "tail",
        "tr",
    ),
    *("uname", "wc"),
]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A folder with the launcher and the locks in it, and nothing set up."""
    folder = tmp_path / "clone"
    folder.mkdir()
    for name in ("makerloom", "requirements.txt", "requirements-dev.txt"):
        shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.fixture
def bare_path(tmp_path: Path) -> Path:
    """A PATH with the tools of a bare machine: no Python, no sudo."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in TOOLS:
        found = shutil.which(name)
        if found:
            (folder / name).symlink_to(found)
    return folder


def run(clone, *words, path="/usr/local/bin:/usr/bin:/bin:/usr/sbin", **settings):
    # A site of one's own may run on the usual port while its tests do.
    usual = {"PATH": str(path), "LC_ALL": "C.UTF-8", "PORT": "1"}
    return subprocess.run(
        ["/bin/sh", str(clone / "makerloom"), *words],
        cwd=clone,
        env={**usual, **settings},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def replace(folder, name, script):
    (folder / name).unlink(missing_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)


def test_the_launcher_is_plain_sh():
    rootless = ROOT / "geoapp" / "config" / "launcher" / "rootless.sh"
    shellcheck = Path(sys.executable).with_name("shellcheck")
    if not shellcheck.exists():
        pytest.skip("shellcheck is not installed (requirements-dev.txt brings it)")
    verdict = subprocess.run(
        [shellcheck, "--shell=sh", "--severity=warning", ROOT / "makerloom", rootless],
        capture_output=True,
        text=True,
        check=False,
    )
    assert verdict.returncode == 0, verdict.stdout


def test_sh_reads_the_launcher_without_a_complaint():
    subprocess.run(["/bin/sh", "-n", ROOT / "makerloom"], check=True)


def test_ci_calls_the_launcher_and_nothing_else():
    lines = (ROOT / ".ci" / "run").read_text().splitlines()
    assert lines[:2] == ["#!/usr/bin/env bash", "set -euo pipefail"]
    assert [line for line in lines[2:] if line] == [
        'cd "$(dirname "$0")/.."',
        "./makerloom test",
    ]


@pytest.mark.parametrize("words", [["--help"], ["help"], ["-h"], []])
def test_help_names_every_command_and_exits_0(clone, words):
    answer = run(clone, *words)
    assert answer.returncode == 0
    named = set(re.findall(r"^  ([\w-]+)", answer.stdout, re.MULTILINE))
    assert set(COMMANDS) <= named


@pytest.mark.parametrize(
    "words",
    [
        ["bake"],
        ["up", "--fast"],
        ["up", "--port"],
        ["up", "--port", "eighty"],
        ["status", "nonsense"],
        ["down", "nonsense"],
        ["reload", "nonsense"],
        ["bench", "nonsense"],
        ["reset", "nonsense"],
    ],
)
def test_what_it_does_not_know_exits_2_and_points_to_help(clone, words):
    answer = run(clone, *words)
    assert answer.returncode == 2
    assert "./makerloom --help" in answer.stderr
    assert answer.stderr.count("\n") == 1
    assert not (clone / "var").exists()


@pytest.mark.parametrize(
    "command", ["up", "down", "reload", "status", "test", "bench", "reset"]
)
@pytest.mark.parametrize("word", ["-h", "--help"])
def test_every_command_is_explained_and_nothing_is_set_up(clone, command, word):
    answer = run(clone, command, word)
    assert answer.returncode == 0
    assert answer.stdout.startswith("Usage: ./makerloom COMMAND")
    assert not (clone / "var").exists()


def test_a_list_of_tutorials_is_looked_for_before_anything_is_set_up(clone):
    answer = run(clone, "import-tutorials", "none.json")
    assert (answer.returncode, (clone / "var").exists()) == (2, False)
    assert "File not found: none.json." in answer.stderr


def test_import_is_explained_before_anything_is_set_up(clone):
    answer = run(clone, "import", "--help")
    assert answer.returncode == 0
    assert answer.stdout.startswith("usage: ./makerloom import FILE")
    assert not (clone / "var").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "makerloom: import needs a FILE; try ./makerloom import --help\n"),
        (
            ["--mapping"],
            "makerloom: --mapping needs a file; try ./makerloom import --help\n",
        ),
        (["nope.csv"], "makerloom: File not found: nope.csv.\n"),
        (
            ["makerloom", "--mapping", "nope.yaml"],
            "makerloom: File not found: nope.yaml.\n",
        ),
        (["--mapping=nope.yaml"], "makerloom: File not found: nope.yaml.\n"),
        (
            ["--source", "makerloom"],
            "makerloom: import needs a FILE; try ./makerloom import --help\n",
        ),
    ],
)
def test_a_file_to_import_is_looked_for_before_anything_is_set_up(clone, words, said):
    answer = run(clone, "import", *words)
    assert (answer.returncode, answer.stderr) == (2, said)
    assert not (clone / "var").exists()


def test_a_used_port_is_reported_before_anything_is_installed(clone):
    if not Path("/proc/net/tcp").exists():
        pytest.skip("this system does not list its listeners in /proc")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        answer = run(clone, "up", "--port", str(port))
    assert answer.returncode == 1
    assert f"Port {port} is already in use" in answer.stderr
    assert not (clone / "var").exists()


def test_status_after_a_reset_says_that_there_is_no_database(clone):
    (clone / ".venv" / "bin").mkdir(parents=True)
    shown = 'echo "database  $MAKERLOOM_DATABASE"'
    replace(clone / ".venv" / "bin", "python", shown)
    answer = run(clone, "status")
    assert answer.stdout == "database  not set up (run ./makerloom up)\n"


@pytest.mark.parametrize("command", ["status", "down", "reload"])
def test_a_clone_that_is_not_set_up_says_which_command_does_it(clone, command):
    answer = run(clone, command)
    assert answer.returncode == 1
    assert "Run ./makerloom up first" in answer.stderr


def test_reset_without_a_terminal_needs_yes(clone):
    kept = clone / "var" / "pg" / "data"
    kept.mkdir(parents=True)
    answer = run(clone, "reset")
    assert answer.returncode == 1
    assert "./makerloom reset --yes" in answer.stderr
    assert kept.is_dir()


def test_reset_preserves_settings_and_removes_data(clone):
    (clone / "var" / "stamps").mkdir(parents=True)
    (clone / "var" / "makerloom.env").write_text("SECRET_KEY=kept\n")
    answer = run(clone, "reset", "--yes")
    assert answer.returncode == 0, answer.stderr
    assert [path.name for path in (clone / "var").iterdir()] == ["makerloom.env"]


def test_reset_leaves_a_database_made_for_another_clone(clone, tmp_path):
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (clone / "var").mkdir()
    (clone / "var" / "pg-home").write_text(f"{theirs}\n")
    answer = run(clone, "reset", "--yes")
    assert answer.returncode == 0, answer.stderr
    assert theirs.is_dir()
    assert f"{theirs} belongs to another folder" in answer.stdout


def test_without_root_and_sudo_it_prints_what_somebody_with_root_has_to_run(
    clone, bare_path
):
    replace(bare_path, "id", "echo 1000")
    answer = run(clone, "up", path=bare_path, DATABASE_URL="postgis://there/db")
    assert answer.returncode == 1
    assert "python3" in answer.stdout
    if "apt-get" in answer.stdout:
        assert "apt-get install --no-install-recommends" in answer.stdout
        assert "administrator to run this once" in answer.stdout
    assert not (clone / ".venv").exists()


def test_without_root_it_lays_packages_below_var_and_says_when_it_cannot(
    clone, bare_path
):
    """Nothing but apt's own folders is written, and a failure is a sentence."""
    if "debian" not in Path("/etc/os-release").read_text():
        pytest.skip("the packages of this system have other names")
    launcher = clone / "geoapp" / "config" / "launcher"
    launcher.mkdir(parents=True)
    shutil.copy(ROOT / "geoapp/config/launcher/rootless.sh", launcher)
    replace(bare_path, "id", "echo 1000")
    replace(bare_path, "apt-get", f'echo "$@" >>{clone}/asked; exit 100')
    replace(bare_path, "dpkg-deb", "exit 1")
    answer = run(clone, "up", path=bare_path, DATABASE_URL="postgis://there/db")
    assert answer.returncode == 1
    assert f"PostGIS and Python in {clone}/var/laid" in answer.stdout
    assert "Could not download the packages" in answer.stderr
    asked = (clone / "asked").read_text().splitlines()
    assert asked
    for line in asked:
        assert f"Dir::State::lists={clone}/var/apt/lists" in line
        assert f"Dir::Cache={clone}/var/apt" in line
    assert not (clone / "var" / "laid" / ".ready").exists()


def test_a_full_disk_is_reported_before_anything_is_installed(clone, bare_path):
    (bare_path / "python3").symlink_to(shutil.which("python3", path="/usr/bin") or "")
    replace(bare_path, "df", "echo; echo / 100 90 10240 90% /")
    if not Path("/etc/ssl/certs/ca-certificates.crt").exists():
        pytest.skip("this system keeps its certificates elsewhere")
    answer = run(clone, "up", path=bare_path, DATABASE_URL="postgis://there/db")
    if "python3-venv" in answer.stdout:
        pytest.skip("this system's own Python cannot make a venv")
    assert answer.returncode == 1
    assert "10 MB free, 1500 MB needed" in answer.stderr
    assert "Free some space" in answer.stderr
    assert not (clone / ".venv").exists()


def test_two_set_ups_at_once_are_one_too_many(clone):
    if shutil.which("flock") is None:
        pytest.skip("this system has no flock")
    (clone / "var").mkdir()
    with (clone / "var" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for words in (["up"], ["manage", "check"]):
            answer = run(clone, *words, LOCK_SECONDS="0")
            assert answer.returncode == 1
            assert "Another makerloom command is running setup" in answer.stderr


def test_a_command_waits_while_another_sets_up(clone, bare_path):
    if shutil.which("flock") is None:
        pytest.skip("this system has no flock")
    tries = clone / "tries"
    replace(bare_path, "flock", f'echo >>"{tries}"; [ $(wc -l <"{tries}") -gt 4 ]')
    replace(bare_path, "sleep", "exit 0")
    run(clone, "manage", "check", path=bare_path, DATABASE_URL="postgis://there/db")
    assert tries.read_text().count("\n") == 5
    tries.unlink()
    replace(bare_path, "flock", f'echo >>"{tries}"; exit 1')
    answer = run(clone, "manage", "check", path=bare_path)
    assert "Another makerloom command is running setup" in answer.stderr
    assert tries.read_text().count("\n") == 11


@pytest.fixture
def set_up(clone, bare_path) -> Path:
    """A clone in which nothing is left to set up; its Python says what it is given."""
    (clone / ".venv" / "bin").mkdir(parents=True)
    replace(clone / ".venv" / "bin", "python", 'echo "run: $*"')
    replace(bare_path, "python3", "exit 0")
    total = subprocess.run(
        ["/bin/sh", "-c", '{ printf "%s\\n" "$PWD"; cat requirements.txt; } | cksum'],
        cwd=clone,
        capture_output=True,
        text=True,
        check=True,
    )
    stamp = clone / ".venv" / ".makerloom-requirements.txt"
    stamp.write_text(total.stdout.replace(" ", "-"))
    (clone / "var").mkdir()
    settings = "SECRET_KEY=x\nPUBLIC_BASE_URL=http://127.0.0.1:8000\n"
    (clone / "var" / "makerloom.env").write_text(settings)
    return clone


@pytest.mark.parametrize(
    ("words", "verb"),
    [(["manage", "check"], "check"), (["import", "makerloom"], "import_venues")],
)
def test_what_needs_no_set_up_waits_for_nobody(set_up, bare_path, words, verb):
    if shutil.which("flock") is None:
        pytest.skip("this system has no flock")
    if not Path("/etc/ssl/certs/ca-certificates.crt").exists():
        pytest.skip("this system keeps its certificates elsewhere")
    told = {"path": bare_path, "DATABASE_URL": "postgis://there/db"}
    with (set_up / "var" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        answer = run(set_up, *words, **told)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.startswith(f"run: {set_up}/manage.py {verb}")
