"""Weak ETags, computed from the data version alone (RFC 9110, 8.8)."""

import hashlib
from datetime import datetime
from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import parse_etags

from geoapp.api.http.negotiation import MediaFormat
from geoapp.publishing.sql.data_version import data_version

# Texts whose meaning hangs on the day, and words that an answer dates.
_DATED = frozenset({"q", "open_at"})


def weak_tag(
    request: HttpRequest,
    form: MediaFormat,
    *,
    at: datetime,
    by_the_minute: bool,
    version: int | None = None,
) -> str:
    """Return the weak ETag of the request's representation at `at` (aware).

    It depends on the release, data version, path, query and media type, and on the
    minute if the response is time-dependent. `version` is read from the database if
    None.
    """
    dated = by_the_minute or not _DATED.isdisjoint(request.GET)
    parts = (
        release(),
        data_version() if version is None else version,
        request.path,
        sorted(request.GET.lists()),
        form.media_type,
        at.strftime("%Y-%m-%dT%H:%M") if dated else "",
    )
    return f'W/"{hashlib.sha256(repr(parts).encode()).hexdigest()[:24]}"'


def is_known(request: HttpRequest, tag: str) -> bool:
    """Whether If-None-Match contains the tag (weak comparison).

    `*` never matches: whether a representation exists is not known here.
    """
    etags = parse_etags(request.headers.get("If-None-Match", ""))
    return tag.removeprefix("W/") in {
        candidate.removeprefix("W/") for candidate in etags
    }


@cache
def release() -> str:
    """Return an identifier of the code, read once per process."""
    digest = hashlib.sha256(settings.PUBLIC_BASE_URL.encode())
    kinds = ("geoapp/**/*.py", "geoapp/**/*.json", "geoapp/**/*.mo", "templates/**/*")
    for kind in kinds:
        for path in sorted(settings.BASE_DIR.glob(kind)):
            if path.is_file():
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
