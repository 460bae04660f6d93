"""Parse a web page into its JSON-LD, title, description and text."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

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
    """Return the page's parts; what cannot be parsed is left out."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    return ParsedPage(
        title=" ".join("".join(parser.title).split())[:200],
        description=" ".join(parser.description.split())[:1000],
        words=" ".join("".join(parser.words).split())[:_MAX_TEXT_LENGTH],
        nodes=[node for text in parser.blocks for node in nodes_of(text)],
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


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title: list[str] = []
        self.description = ""
        self.words: list[str] = []
        self.blocks: list[str] = []
        self._inside: list[str] = []
        self._is_block = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Track the element of the following text."""
        attributes = dict(attrs)
        if tag == "meta" and (attributes.get("name") or "").lower() == "description":
            self.description = attributes.get("content") or ""
        if tag in _SILENT or tag == "title":
            self._inside.append(tag)
        if tag == "script" and (attributes.get("type") or "").strip().lower() == _LD:
            self._is_block = True
            self.blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        """Close the element; ignore end tags without a start."""
        if tag in self._inside:
            del self._inside[self._inside.index(tag) :]
        if tag == "script":
            self._is_block = False
        self.words.append(" ")

    def handle_data(self, data: str) -> None:
        """Collect the text of the current element."""
        if self._is_block:
            self.blocks[-1] += data
        elif self._inside[-1:] == ["title"]:
            self.title.append(data)
        elif not self._inside:
            self.words.append(data)
