"""Normalised text: for comparison, and as form fields store it."""

import unicodedata

from geoapp.common.errors import DomainError

# Letters that Unicode does not take apart, and that people type without their mark.
_PLAIN = str.maketrans(
    {
        "ø": "o",
        "æ": "ae",
        "œ": "oe",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "\u0131": "i",
    }
)


class TextTooLong(DomainError):
    """The text is too long; cutting it could change its meaning."""


def folded(text: str) -> str:
    """Return the text without case, accents and doubled blanks, for comparing.

    Compatibility decomposition (Unicode UAX 15, NFKD), marks dropped, casefolded.
    """
    if text.isascii():  # most words are, and searches fold many
        return " ".join(text.lower().split())
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(bare.casefold().translate(_PLAIN).split())


def has_letter_or_digit(text: str) -> bool:
    """Return whether there is anything in the text that a name could have."""
    return any(map(str.isalnum, text))


def one_line(text: str, *, longest: int) -> str:
    """Return the text on one line, whitespace collapsed, cut at `longest` characters.

    NUL, which PostgreSQL rejects, becomes a space.
    """
    return " ".join(text.replace("\0", " ").split())[:longest]


def paragraphs(text: str, *, longest: int) -> str:
    """Return the text with normalised line breaks; raises TextTooLong.

    Browsers count a line break as one character but send two. NUL, which PostgreSQL
    rejects, is removed.
    """
    plain = text.replace("\0", "").replace("\r\n", "\n").strip()
    if len(plain) > longest:
        raise TextTooLong(f"Shorten it to {longest} characters.")
    return plain
