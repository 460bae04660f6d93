"""The release that the service worker caches: its name and static files."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static

_KINDS = (".css", ".js", ".svg")
_LEAFLET = ("leaflet/leaflet.css", "leaflet/leaflet.js")


@dataclass(frozen=True, slots=True)
class Release:
    """A name that changes with any file of a page, and the URLs of the files."""

    name: str
    files: tuple[str, ...]


@cache
def release() -> Release:
    """Return the current release, computed once: files change only with a restart."""
    ours = settings.BASE_DIR / "static" / "makerloom"
    paths = [path for path in _below(ours) if path.suffix in _KINDS]
    digest = hashlib.sha256()
    for path in [*paths, *_below(settings.BASE_DIR / "templates")]:
        digest.update(path.read_bytes())
    names = [f"makerloom/{path.relative_to(ours).as_posix()}" for path in paths]
    return Release(
        name=digest.hexdigest()[:12],
        files=tuple(static(name) for name in [*names, *_LEAFLET]),
    )


def _below(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
