"""What we install is what was locked: by version, by hash, and not below the floor."""

import hashlib
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import django
import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ["requirements.txt", "requirements-dev.txt"]
PIN = re.compile(r"^([a-z0-9._-]+)(?:\[[^\]]*\])?==([^ ;\\]+)", re.IGNORECASE)
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def entries(lock):
    """Each locked package with the lines that belong to it."""
    text = (ROOT / lock).read_text()
    found = {}
    name = None
    for line in text.splitlines():
        if line.startswith((" ", "#")) or not line:
            if name:
                found[name].append(line)
            continue
        name = line
        found[name] = []
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_one_version_and_its_hashes(lock):
    locked = entries(lock)
    assert len(locked) > 20
    for head, lines in locked.items():
        assert PIN.match(head), head
        assert any(HASH.search(line) for line in lines), head


def test_the_two_locks_agree_on_every_version():
    locked = [dict(PIN.findall("\n".join([head]))[0:1]) for head in entries(LOCKS[0])]
    shared = {name: version for pin in locked for name, version in pin.items()}
    developed = {
        name: version
        for head in entries(LOCKS[1])
        for name, version in PIN.findall(head)
    }
    assert {name: developed.get(name) for name in shared} == shared


@pytest.mark.parametrize("lock", LOCKS)
def test_django_is_at_least_5_2_19_which_closes_holes_in_geodjango(lock):
    version = next(
        PIN.match(head)[2] for head in entries(lock) if head.startswith("django==")
    )
    assert tuple(map(int, version.split("."))) >= (5, 2, 19)
    assert django.VERSION[:3] >= (5, 2, 19)


def test_the_launcher_installs_with_hashes_required_every_time():
    installs = [
        line
        for line in (ROOT / "makerloom").read_text().splitlines()
        if "pip install" in line
    ]
    assert len(installs) == 2
    assert all("--require-hashes" in line for line in installs)


def test_a_package_that_differs_from_its_hash_is_refused(tmp_path):
    uv = Path(sys.executable).with_name("uv")
    if not uv.exists():
        pytest.skip("uv is not installed (requirements.txt brings it)")
    wheel = make_wheel(tmp_path)
    true = hashlib.sha256(wheel.read_bytes()).hexdigest()
    changed = "0" * 8 + true[8:]
    assert install(uv, tmp_path, digest=true).returncode == 0
    refused = install(uv, tmp_path, digest=changed)
    assert refused.returncode != 0
    assert "hash mismatch" in refused.stderr.lower()
    unlocked = install(uv, tmp_path, digest=None)
    assert unlocked.returncode != 0


def make_wheel(folder):
    """The smallest wheel there can be: a package named tiny, version 1."""
    wheel = folder / "tiny-1-py3-none-any.whl"
    files = {
        "tiny.py": "",
        "tiny-1.dist-info/METADATA": "Metadata-Version: 2.1\nName: tiny\nVersion: 1\n",
        "tiny-1.dist-info/WHEEL": (
            "Wheel-Version: 1.0\nGenerator: test\n"
            "Root-Is-Purelib: true\nTag: py3-none-any\n"
        ),
        "tiny-1.dist-info/RECORD": "",
    }
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return wheel


def install(uv, folder, *, digest):
    """Install tiny as the launcher installs, from the folder, without a network."""
    lock = folder / "lock.txt"
    lock.write_text("tiny==1" + (f" --hash=sha256:{digest}" if digest else "") + "\n")
    return subprocess.run(
        [
            *(uv, "pip", "install", "--require-hashes", "-r", lock),
            *("--offline", "--no-index", "--find-links", folder, "--no-config"),
            *("--cache-dir", folder / f"cache-{digest}", "--python", sys.executable),
            *("--target", folder / f"from-{digest}"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
