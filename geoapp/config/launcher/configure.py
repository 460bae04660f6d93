"""The settings of this machine: created once, then left to its operator."""

import os
import secrets
from urllib.parse import quote, urlsplit

from geoapp.config.launcher.project import Project

APP_ROLE = "makerloom_app"
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def read_settings(project: Project) -> dict[str, str]:
    """Return the settings in var/makerloom.env, without the environment's."""
    if not project.settings_file.exists():
        return {}
    lines = project.settings_file.read_text("utf-8").splitlines()
    pairs = (line.partition("=") for line in lines if not line.startswith("#"))
    return {name.strip(): value.strip() for name, sep, value in pairs if sep}


def private_database_url(socket_folder: str, *, role: str = "makerloom") -> str:
    """Return the URL of the private cluster's database; its owner is `makerloom`."""
    return f"postgis://{role}@/makerloom?host={quote(socket_folder)}"


def app_database_url(project: Project) -> str | None:
    """Return the URL of the database with the role of server and worker.

    APP_DATABASE_URL, or the private cluster with a role that owns no table; None with
    a database of somebody else's that has no such role.
    """
    configured = os.environ.get("APP_DATABASE_URL")
    configured = configured or read_settings(project).get("APP_DATABASE_URL")
    socket_folder = os.environ.get("MAKERLOOM_SOCKET")
    if configured or not socket_folder:
        return configured
    return private_database_url(socket_folder, role=APP_ROLE)


def configure(project: Project, *, port: int) -> None:
    """Write what var/makerloom.env lacks; what a person wrote there stays.

    MAKERLOOM_SOCKET, set by the launcher when the database is the private
    cluster, is the folder of its socket. A moved project has a new one.
    """
    values = {
        "SECRET_KEY": secrets.token_urlsafe(64),
        "PUBLIC_BASE_URL": f"http://127.0.0.1:{port}",
    }
    current = read_settings(project)
    values = {name: current.get(name, value) for name, value in values.items()}
    socket_folder = os.environ.get("MAKERLOOM_SOCKET")
    if socket_folder:
        values["DATABASE_URL"] = private_database_url(socket_folder)
    settings = {**current, **values}
    if settings != current:
        _write(project, settings)


def _write(project: Project, settings: dict[str, str]) -> None:
    """Replace the whole file, so that an interruption leaves the old one."""
    remaining = []
    if project.settings_file.exists():
        remaining = project.settings_file.read_text("utf-8").splitlines()
    rest = dict(settings)
    lines = []
    for line in remaining:
        name = line.partition("=")[0].strip()
        lines.append(f"{name}={rest.pop(name)}" if name in rest else line)
    if not remaining:
        lines.append("# Settings for this machine. docs/operate.md lists all settings.")
    lines += [f"{name}={value}" for name, value in rest.items()]
    fresh = project.settings_file.with_suffix(".new")
    with os.fdopen(
        os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w"
    ) as file:
        file.write("\n".join(lines) + "\n")
    fresh.replace(project.settings_file)


def public_base_url(project: Project, *, port: int) -> str:
    """Return the URL at which people reach the site.

    The environment wins, then var/makerloom.env; a URL of this machine there follows
    the port that is served now.
    """
    configured = os.environ.get("PUBLIC_BASE_URL")
    if configured:
        return configured
    stored = read_settings(project).get("PUBLIC_BASE_URL", "")
    if stored and urlsplit(stored).hostname not in _LOOPBACK:
        return stored
    return f"http://127.0.0.1:{port}"
