"""Other programs that read the API, for `./makerloom test --clients`."""

import os
import shutil
import subprocess
import sys

from geoapp.config.launcher.project import Project, print_line, refuse

_PACKAGES = {"gdal-bin": "ogrinfo", "python3-qgis": "qgis"}
_SIZE = "about 1 GB"


def have_clients(project: Project) -> None:
    """Install what is missing, after asking; tests skip what cannot be installed.

    GDAL and QGIS are Debian's; Python clients have an environment of their own
    (var/clients), locked with hashes, since they need other versions.
    """
    _have_packages(
        [name for name, commands in _PACKAGES.items() if not _is_there(commands)]
    )
    _have_environment(project)


def _is_there(program: str) -> bool:
    if program != "qgis":
        return shutil.which(program) is not None
    python = shutil.which("python3", path="/usr/bin")
    command = [python or sys.executable, "-c", "import qgis.core"]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def _have_packages(missing: list[str]) -> None:
    if not missing:
        return
    command = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if os.geteuid() != 0:
        command = ["sudo", *command]
    if not (shutil.which(command[0]) and shutil.which("apt-get")):
        print_line(f"Not installed and not in Debian: {', '.join(missing)}. Skipping.")
        return
    if not _agreed(f"Install {' and '.join(missing)} ({_SIZE})?"):
        print_line("Not installed. Skipping their tests.")
        return
    if subprocess.call(command) != 0:
        print_line("Could not install them. Skipping their tests.")


def _agreed(question: str) -> bool:
    """Ask on a terminal; without one, continue."""
    if not sys.stdin.isatty():
        return True
    return input(f"{question} (y or n; Return means n) ").strip().lower() == "y"


def _have_environment(project: Project) -> None:
    folder = project.var / "clients"
    lock = project.root / "tests" / "clients" / "requirements.txt"
    python = folder / "bin" / "python"
    if not python.exists():
        _run([sys.executable, "-m", "uv", "venv", "--quiet", str(folder)])
    install = [sys.executable, "-m", "uv", "pip", "install", "--quiet"]
    _run([*install, "--require-hashes", "--python", str(python), "-r", str(lock)])


def _run(command: list[str]) -> None:
    if subprocess.call(command) != 0:
        refuse("Could not install the client packages. See above.")
