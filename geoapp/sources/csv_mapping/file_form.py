"""The encoding and delimiter of a CSV file, where the mapping expects others.

Nothing is guessed silently: the message says which setting to write.
"""

import codecs
import csv
import unicodedata
from io import StringIO
from pathlib import Path

from geoapp.sources.csv_mapping.schema import Mapping
from geoapp.sources.reader_rows import UnreadableFile

_UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DELIMITERS = {
    ",": ("commas", ","),
    ";": ("semicolons", ";"),
    "\t": ("tabs", "\\t"),
    "|": ("vertical bars", "|"),
}
_SINGLE_BYTE = ("cp1252", "mac_roman", "cp1250", "cp1251")
_SAMPLE_BYTES = 200_000
# Dashes, quotes and signs that ordinary text has.
_MARKS = frozenset("\u2013\u2014\u2018\u2019\u201c\u201d\u20ac\u00a3\u00b0\u00df")
# Of UTF-8, decoding as anything else succeeds and garbles every accent.
_UTF_8 = frozenset({"utf-8", "utf_8_sig", "utf-8-sig"})


def utf_16_of(data: bytes) -> str:
    """Return the kind of UTF-16 that a text begins in, or an empty string."""
    if data.startswith(_UTF_16_MARKS):
        return "utf-16"
    first, second = data[:1], data[1:2]
    if b"\0" in first + second and first != second:  # as ASCII begins without a mark
        return "utf-16-be" if first == b"\0" else "utf-16-le"
    return ""


def text_of(path: Path, encoding: str) -> str:
    """Return the decoded file. Raises UnreadableFile, saying which encoding it has."""
    data = path.read_bytes()
    name = _codec(encoding)
    if name not in _UTF_8 and _is_utf_8(data):
        msg = f"{path.name} is UTF-8, not {encoding}. Set `encoding: utf-8` in the mapping."
        raise UnreadableFile(msg)
    try:
        return data.decode("utf-8-sig" if name in _UTF_8 else name)
    except UnicodeDecodeError as error:
        likely = _likely(data)
        msg = (
            f"{path.name} is not valid {encoding} (byte {error.start + 1}). As {likely}"
            f" it says “{_sample(data, likely)}”: if that is right, set `encoding:"
            f" {likely}` in the mapping; if not, save the file as UTF-8."
        )
        raise UnreadableFile(msg) from None


def other_delimiter(text: str, mapping: Mapping) -> str:
    """Return what to set if another delimiter gives the columns, else an empty string.

    Where the mapping's delimiter occurs nowhere, one that gives any columns is meant.
    """
    first = StringIO(text).readline()
    is_undivided = len(_cells(first, mapping.delimiter)) <= 1
    for delimiter, (name, written) in _DELIMITERS.items():
        header = _cells(first, delimiter)
        is_known = is_undivided or not mapping.columns().isdisjoint(header)
        if delimiter != mapping.delimiter and len(header) > 1 and is_known:
            return (
                f"is divided by {name}, not by {_named(mapping.delimiter)}. Set"
                f' `delimiter: "{written}"` in the mapping.'
            )
    return ""


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:  # a cell that is too long: divided by something else
        return []


def _named(delimiter: str) -> str:
    return _DELIMITERS.get(delimiter, (repr(delimiter), ""))[0]


def _codec(encoding: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        msg = (
            f"Unknown encoding in the mapping: {encoding}. Use utf-8, utf-16, cp1252 or"
            " mac_roman."
        )
        raise UnreadableFile(msg) from None


def _is_utf_8(data: bytes) -> bool:
    if utf_16_of(data) or data.isascii():
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _likely(data: bytes) -> str:
    """Return the encoding in which the most bytes beyond ASCII are ordinary letters.

    charset-normalizer was tried: a short list in cp1252 is cp1250 to it.
    """
    if name := utf_16_of(data):
        return name
    if _is_utf_8(data):
        return "utf-8"
    return max(_SINGLE_BYTE, key=lambda name: _ordinary(data[:_SAMPLE_BYTES], name))


def _sample(data: bytes, encoding: str) -> str:
    """Return the words around the first letter beyond ASCII, for a person to judge."""
    text = data[:_SAMPLE_BYTES].decode(encoding, errors="replace")
    at = next((n for n, letter in enumerate(text) if not letter.isascii()), 0)
    begin = max(text.rfind(end, 0, at) for end in ("\n", ",", ";", "\t", '"')) + 1
    return " ".join(text[max(begin, at - 20) : at + 20].split())


def _ordinary(data: bytes, encoding: str) -> int:
    """Return how many characters beyond ASCII fit the letters beside them."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return -1
    return sum(
        letter in _MARKS or _fits(letter, before, after)
        for before, letter, after in zip(f" {text}", text, f"{text[1:]} ", strict=False)
        if not letter.isascii()
    )


def _fits(letter: str, before: str, after: str) -> bool:
    """Whether a letter is of the script and case of those beside it."""
    beside = [c for c in (before, after) if c.isalpha()]
    if not letter.isalpha() or not beside:
        return False
    is_of_script = all(_script(c) == _script(letter) for c in beside)
    return is_of_script and (letter.islower() or after.isupper())


def _script(letter: str) -> str:
    """Return the alphabet of a letter, as Unicode names it: LATIN, CYRILLIC."""
    return unicodedata.name(letter, "").partition(" ")[0]
