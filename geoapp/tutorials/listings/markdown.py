"""Parse lists of links in Markdown: `- [Title](url) - text`, or by reference."""

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
    """Yield a row for each list item that starts with a link.

    The heading above is the row's `under`, the text after the link its `text`.
    """
    lines = text.splitlines()
    defined = {
        _key(match[1]): match[2] for line in lines if (match := _DEFINITION.match(line))
    }
    heading = ""
    for number, line in enumerate(lines, start=1):
        if match := _HEADING.match(line):
            heading = match[1]
        elif match := _ITEM.match(line):
            link = _link(match[1], defined)
            if link is not None:
                title, url, rest = link
                fields = {"title": title, "url": url, "text": rest, "under": heading}
                yield ListedRow(reference=f"line {number}", fields=fields)


def _link(item: str, defined: dict[str, str]) -> tuple[str, str, str] | None:
    """Return title, URL and the text after the link; None if no link comes first."""
    if match := _INLINE.match(item):
        return _plain(match[1]), match[2], _rest(item, match)
    match = _REFERENCE.match(item)
    if match is None:
        return None
    url = defined.get(_key(match[2] or match[1]))
    return (_plain(match[1]), url, _rest(item, match)) if url else None


def _rest(item: str, link: re.Match[str]) -> str:
    return item[link.end() :].strip(_BETWEEN)


def _plain(title: str) -> str:
    return re.sub(r"\\(.)|[*_`]+", lambda found: found[1] or "", title).strip()


def _key(label: str) -> str:
    return " ".join(label.split()).casefold()
