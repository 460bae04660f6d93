"""Lists of links in Markdown: `- [Title](address) - text`, or by reference."""

import re
from collections.abc import Iterator

from geoapp.tutorials.listings.entries import ListedRow

_HEADING = re.compile(r"#{1,6}\s+(.*?)\s*#*$")
_ITEM = re.compile(r"\s*[-*+]\s+(.*)")
_TITLE = r"\[((?:[^\[\]\\]|\\.)+)\]"
_INLINE = re.compile(rf"{_TITLE}\(\s*<?([^\s()<>]*(?:\([^\s()]*\)[^\s()]*)*)>?[^)]*\)")
_REFERENCE = re.compile(rf"{_TITLE}(?:\[([^\[\]]*)\])?")
_BETWEEN = " \t-\N{EN DASH}\N{EM DASH}:"
_DEFINITION = re.compile(r"\s{0,3}\[([^\[\]]+)\]:\s*<?(\S+?)>?(?:\s+.*)?$")


def markdown_rows(text: str) -> Iterator[ListedRow]:
    """Yield a row for each item of a list that begins with a link.

    The heading above it is the row's `under`, and what follows the link its text.
    """
    lines = text.splitlines()
    defined = {
        _key(found[1]): found[2] for line in lines if (found := _DEFINITION.match(line))
    }
    heading = ""
    for number, line in enumerate(lines, start=1):
        if found := _HEADING.match(line):
            heading = found[1]
        elif found := _ITEM.match(line):
            link = _link(found[1], defined)
            if link is not None:
                title, url, rest = link
                fields = {"title": title, "url": url, "text": rest, "under": heading}
                yield ListedRow(reference=f"line {number}", fields=fields)


def _link(item: str, defined: dict[str, str]) -> tuple[str, str, str] | None:
    """Return title, address and the text behind; None where no link begins it."""
    if found := _INLINE.match(item):
        return _plain(found[1]), found[2], _rest(item, found)
    found = _REFERENCE.match(item)
    if found is None:
        return None
    url = defined.get(_key(found[2] or found[1]))
    return (_plain(found[1]), url, _rest(item, found)) if url else None


def _rest(item: str, link: re.Match[str]) -> str:
    return item[link.end() :].strip(_BETWEEN)


def _plain(title: str) -> str:
    return re.sub(r"\\(.)|[*_`]+", lambda found: found[1] or "", title).strip()


def _key(label: str) -> str:
    return " ".join(label.split()).casefold()
