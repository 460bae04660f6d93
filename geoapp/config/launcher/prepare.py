"""The steps between a running database and a server; each is done once."""

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from geoapp.config.launcher.configure import app_database_url, read_settings
from geoapp.config.launcher.project import Project, open_log, print_line, refuse


def prepare(project: Project) -> None:
    """Migrate, load the demo data, collect static files, as far as they have changed.

    Raises Refusal if a step fails; completed steps are not repeated.
    """
    project.stamps.mkdir(parents=True, exist_ok=True)
    lock = project.root / "requirements.txt"
    migrations = sorted(project.root.glob("geoapp/*/migrations/**/*.py"))
    own = "MAKERLOOM_SOCKET" in os.environ
    step(
        project,
        words=["migrate", "--no-input", "--verbosity", "0"],
        title="Creating tables",
        made_from=_digest(project, [lock, *migrations]) if own else None,
    )
    app_url = app_database_url(project)
    if app_url and project.has_command("grant_app_role"):
        step(
            project,
            words=["grant_app_role"],
            title="Granting rights",
            made_from=_digest(project, [lock, *migrations]) if own else None,
            settings={"APP_DATABASE_URL": app_url},
        )
    if project.has_command("load_demo"):
        step(
            project,
            words=["load_demo"],
            title="Loading demo data",
            hint="about a minute",
            made_from=_digest(project, [lock, *migrations, *_world(project)]),
        )
    step(
        project,
        words=["collectstatic", "--no-input", "--clear", "--verbosity", "0"],
        title="Collecting static files",
        made_from=_digest(project, [lock, *_below(project.root / "static")]),
    )


def step(
    project: Project,
    *,
    words: list[str],
    title: str,
    made_from: str | None,
    hint: str = "",
    settings: Mapping[str, str] | None = None,
) -> None:
    """Run a Django command unless it has already run on the same files.

    `made_from` is the digest of those files; None runs it every time. `hint` says how
    long it takes, as a first run has nothing to show for a while. The
    stamp is written after success only, so what was interrupted is redone.
    Raises Refusal when the command fails.
    """
    stamp = project.stamps / words[0]
    if made_from and stamp.exists() and stamp.read_text("utf-8") == made_from:
        return
    print_line(f"{title} ({hint}) …" if hint else f"{title} …")
    started = time.monotonic()
    project.log.mkdir(parents=True, exist_ok=True)
    log = project.log / f"{words[0]}.log"
    with open_log(log, fresh=True) as errors:
        code = subprocess.call(
            project.manage(*words),
            cwd=project.root,
            env=project.environment(LOG_LEVEL="ERROR", **(settings or {})),
            stderr=errors,
        )
    if code != 0:
        sys.stderr.write("".join(log.read_text("utf-8").splitlines(keepends=True)[-3:]))
        refuse(
            f"{title} failed. See var/log/{log.name}. Fix the problem, then run"
            " ./makerloom up again to continue."
        )
    if made_from:
        stamp.write_text(made_from, "utf-8")
    print_line(f"{title}: {time.monotonic() - started:.0f} s")


def _world(project: Project) -> Iterable[Path]:
    """Return the files that the demo data is made from, and the code that writes it."""
    writers = (project.root / "geoapp" / "publishing").glob("*.py")
    return [*_below(project.root / "fixtures"), *sorted(writers)]


def _below(folder: Path) -> list[Path]:
    """Return every file below the folder, sorted."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _digest(project: Project, files: Iterable[Path]) -> str:
    """Return one digest of the files' names and contents, and of the database.

    With another database, or another static URL of the settings module, the step has to
    run again.
    """
    total = hashlib.sha256(_database(project).encode())
    total.update(sys.version.encode())
    for path in files:
        total.update(str(path.relative_to(project.root)).encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def _database(project: Project) -> str:
    """Return the address of the database that is used now."""
    configured = os.environ.get("DATABASE_URL")
    return configured or read_settings(project).get("DATABASE_URL", "")
