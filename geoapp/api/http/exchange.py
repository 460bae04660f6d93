"""Parsed requests to resources, and the documents they return."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

from geoapp.api.http.links import Link
from geoapp.api.http.negotiation import MediaFormat
from geoapp.discovery.search.criteria import SearchCriteria


@dataclass(frozen=True, slots=True)
class ResourceRequest:
    """A request to a resource, with its parameters parsed."""

    http_request: HttpRequest
    criteria: SearchCriteria
    form: MediaFormat
    links: tuple[Link, ...]  # `self`, and `alternate` in the other forms
    at: datetime  # aware: the moment that the whole answer speaks of


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceResponse:
    """A resource's document: members, or finished JSON text, and what goes with it.

    `links` stand in the Link header (`self` and `alternate` of the request are added
    there); a document that carries links carries them itself. `title` and
    `description` head the page that a person sees; `language` is that of its words
    where it is not the one that the query asks for. `version` is the data's that the
    document was read in, where it was read along.
    """

    body: Mapping[str, object] | bytes
    title: str
    description: str = ""
    links: Sequence[Link] = ()
    language: str = ""
    version: int | None = None

    def document(self) -> Mapping[str, object]:
        """Return the members, for a page that shows them."""
        if isinstance(self.body, Mapping):
            return self.body
        members: Mapping[str, object] = json.loads(self.body)
        return members

    def text(self) -> bytes:
        """Return the document as UTF-8 JSON."""
        if isinstance(self.body, bytes):
            return self.body
        return compact(self.body).encode()


def moment_text(moment: datetime) -> str:
    """Return a moment (aware, UTC) as RFC 3339 writes it, to the second."""
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def compact(value: object) -> str:
    """Return JSON without blanks, letters of all scripts as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
