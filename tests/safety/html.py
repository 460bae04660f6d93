"""Pages as a browser's parser sees them, and what must not stand in them."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

LEADING_TO = frozenset(
    "href src action formaction xlink:href data poster srcset background ping".split()  # noqa: SIM905
)
SAFE_SCHEMES = frozenset({"", "http", "https"})


@dataclass
class Page(HTMLParser):
    """The elements of a page with their attributes, and some of its texts."""

    text: str
    elements: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    scripts: list[tuple[dict[str, str], str]] = field(default_factory=list)
    headline: str = ""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._in = ""
        self.feed(self.text)
        self.close()

    def handle_starttag(self, tag: str, attrs: Iterable[Any]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.elements.append((tag, given))
        if tag == "script":
            self.scripts.append((given, ""))
        if tag in ("script", "h1"):
            self._in = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._in:
            self._in = ""

    def handle_data(self, data: str) -> None:
        if self._in == "script":
            attrs, text = self.scripts[-1]
            self.scripts[-1] = (attrs, text + data)
        if self._in == "h1":
            self.headline += data

    def shape(self) -> set[tuple[str, str]]:
        """Return every element with each of its attributes, without their values."""
        return {(tag, name) for tag, attrs in self.elements for name in ("", *attrs)}

    def descriptions(self) -> list[Any]:
        """Return the page's JSON-LD documents; raises ValueError for other text."""
        return [
            json.loads(text)
            for attrs, text in self.scripts
            if attrs.get("type") == "application/ld+json"
        ]

    def dangers(self) -> list[str]:
        """Return what could run: handlers, scripts of the page, links that do."""
        found = []
        for tag, attrs in self.elements:
            for name, value in attrs.items():
                if name.startswith("on") or name in ("srcdoc", "style"):
                    found.append(f"<{tag} {name}={value!r}>")
                if name in LEADING_TO and scheme_of(value) not in SAFE_SCHEMES:
                    found.append(f"<{tag} {name}={value!r}>")
        for attrs, text in self.scripts:
            is_data = attrs.get("type") == "application/ld+json"
            if text.strip() and not is_data:
                found.append(f"a script of the page: {text[:60]!r}")
            if "src" in attrs and not attrs["src"].startswith("/static/"):
                found.append(f"a script from {attrs['src']!r}")
        return found


def scheme_of(address: str) -> str:
    """Return the scheme as a browser reads it (WHATWG URL, 4.4)."""
    bare = re.sub(r"[\t\n\r]", "", address.lstrip("".join(map(chr, range(33)))))
    found = re.match(r"([a-z][a-z0-9+.-]*):", bare, re.IGNORECASE)
    return found.group(1).lower() if found else ""
