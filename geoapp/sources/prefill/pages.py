"""Parse a web page into its JSON-LD, title, description and text."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

_LD = "application/ld+json"
_SILENT = frozenset({"script", "style", "template", "noscript", "svg"})
_MAX_TEXT_LENGTH = 20_000  # characters
_MAX_DEPTH = 6


@dataclass(slots=True)
class ParsedPage:
    """The parts of a page; none of them is validated yet."""

    title: str = ""
    description: str = ""
    words: str = ""
    nodes: list[dict[str, Any]] = field(default_factory=list)


def page_of(html: str) -> ParsedPage:
    """Return the page's parts; what cannot be parsed is left out.

    lxml takes time in proportion to the page, whatever is in it; Python's own parser
    takes the square of it for unfinished tags, before 3.11.13, 3.12.11 and 3.13.4.
    """
    parser = etree.HTMLParser(target=_Collector(), no_network=True)
    parser.feed(html)
    found: _Collector = parser.close()
    return ParsedPage(
        title=" ".join("".join(found.title).split())[:200],
        description=" ".join(found.description.split())[:1000],
        words=" ".join("".join(found.words).split())[:_MAX_TEXT_LENGTH],
        nodes=[node for block in found.blocks for node in nodes_of("".join(block))],
    )


def parsed(text: str) -> Any:
    """Return a JSON value without lone surrogates.

    Raises ValueError and RecursionError.
    """
    # Escapes can encode a lone surrogate, which cannot be encoded in UTF-8.
    whole = json.dumps(json.loads(text), ensure_ascii=False)
    return json.loads(whole.encode("utf-8", "ignore"))


def nodes_of(text: str) -> list[dict[str, Any]]:
    """Return every object of a JSON-LD text, including those of a graph."""
    try:
        return list(_walk(parsed(text), _MAX_DEPTH))
    except (ValueError, RecursionError):
        return []


def _walk(value: object, depth: int) -> Iterator[dict[str, Any]]:
    if depth == 0:
        return
    if isinstance(value, list):
        for item in value:
            yield from _walk(item, depth - 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "publisher", "location"):
            yield from _walk(value.get(key), depth - 1)


class _Collector:
    """Receives the elements and texts of a page from lxml's parser.

    Nothing of the page's tree is kept.
    """

    def __init__(self) -> None:
        self.title: list[str] = []
        self.description = ""
        self.words: list[str] = []
        self.blocks: list[list[str]] = []
        self._inside: list[str] = []
        self._is_block = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Track the element of the following text."""
        if tag == "meta" and attributes.get("name", "").lower() == "description":
            self.description = attributes.get("content", "")
        if tag in _SILENT or tag == "title":
            self._inside.append(tag)
        if tag == "script" and attributes.get("type", "").strip().lower() == _LD:
            self._is_block = True
            self.blocks.append([])

    def end(self, tag: str) -> None:
        """Leave the element; the parser closes what a page leaves open."""
        if self._inside[-1:] == [tag]:
            self._inside.pop()
        if tag == "script":
            self._is_block = False
        self.words.append(" ")

    def data(self, text: str) -> None:
        """Collect the text of the current element."""
        if self._is_block:
            self.blocks[-1].append(text)
        elif self._inside[-1:] == ["title"]:
            self.title.append(text)
        elif not self._inside:
            self.words.append(text)

    def close(self) -> "_Collector":
        """Return itself: what lxml's parser returns in the end."""
        return self
