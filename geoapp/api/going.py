"""What will go away: marked here once, announced in answers and in the contract."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.http import http_date

from geoapp.api.links import Link, link_header, public_link

_ROOT = "/api"


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """An operation, or one parameter of it, that is there until a day.

    `path` is written as in the contract ("/tutorials/{tutorialId}"); `why` is the
    path of the page that says what to use instead.
    """

    path: str
    parameter: str = ""
    since: datetime  # aware, both
    until: datetime
    why: str = "/api/docs"

    def meets(self, request: HttpRequest) -> bool:
        """Whether the request uses what goes."""
        pattern = re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(_ROOT + self.path))
        here = re.fullmatch(pattern, request.path_info) is not None
        return here and (not self.parameter or self.parameter in request.GET)


# Half a year lies between `since` and `until`, as the contract promises.
GOING: tuple[Going, ...] = ()


def going_of(path: str, parameter: str = "") -> Going | None:
    """Return what is announced of an operation, or of a parameter of it."""
    said = (one for one in GOING if (one.path, one.parameter) == (path, parameter))
    return next(said, None)


def announced(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Say with an answer that what it was asked by goes away (RFC 9745, RFC 8594)."""
    met = [one for one in GOING if one.meets(request)]
    if met:
        since = min(one.since for one in met)
        until = min(one.until for one in met)
        response.headers["Deprecation"] = f"@{int(since.timestamp())}"
        response.headers["Sunset"] = http_date(until.timestamp())
        links = [response.headers.get("Link", ""), link_header(_links(met))]
        response.headers["Link"] = ", ".join(filter(None, links))
    return response


def _links(met: Iterable[Going]) -> Iterator[Link]:
    for path in dict.fromkeys(one.why for one in met):
        yield Link("deprecation", public_link(path), "text/html")
