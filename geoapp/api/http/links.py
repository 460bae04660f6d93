"""Links between resources: in the body, and in the Link header (RFC 8288)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NotRequired
from urllib.parse import urlencode

from django.http import HttpRequest

from geoapp.api.http.negotiation import MediaFormat
from geoapp.common.json_types import TypedDict, Url, component
from geoapp.common.public_url import public_url
from geoapp.publishing.models import venue_path

# What a proxy or a client may take for a header's length is 8 kB in all.
_MAX_HEADER = 4000


@component("link")
class LinkObject(TypedDict):
    """A link as OGC API - Common writes it in JSON."""

    rel: str
    href: Url
    type: NotRequired[str]
    title: NotRequired[str]
    hreflang: NotRequired[str]


@dataclass(frozen=True, slots=True)
class Link:
    """A relation (IANA's or OGC's name) to an absolute address."""

    rel: str
    href: str
    media_type: str
    title: str = ""
    language: str = ""

    def body(self) -> LinkObject:
        """Return the link as a member of a document."""
        body: LinkObject = {"rel": self.rel, "type": self.media_type, "href": self.href}
        if self.title:
            body["title"] = self.title
        if self.language:
            body["hreflang"] = self.language
        return body

    def header(self) -> str:
        """Return the link as a value of the Link header."""
        href = self.href.replace(">", "%3E").replace("<", "%3C")
        return f'<{href}>; rel="{self.rel}"; type="{self.media_type}"'


def venue_url(slug: str) -> str:
    """Return the absolute address of a venue's page."""
    return public_url(venue_path(slug))


def link_header(links: Iterable[Link]) -> str:
    """Return the Link header's value; links that would make it too long are left."""
    text = ""
    for link in links:
        longer = f"{text}, {link.header()}" if text else link.header()
        if len(longer) <= _MAX_HEADER:
            text = longer
    return text


def own_links(
    request: HttpRequest, form: MediaFormat, forms: Sequence[MediaFormat]
) -> list[Link]:
    """Return `self`, and `alternate` for each other form of the resource."""
    links = [Link("self", public_url(request.get_full_path()), form.media_type)]
    return links + [
        Link("alternate", as_form(request, other), other.media_type)
        for other in forms
        if other is not form
    ]


def as_form(request: HttpRequest, form: MediaFormat) -> str:
    """Return the address of the same resource in another form."""
    pairs = [(n, v) for n, vs in request.GET.lists() for v in vs if n != "f"]
    return f"{public_url(request.path)}?{urlencode([*pairs, ('f', form.name)])}"
