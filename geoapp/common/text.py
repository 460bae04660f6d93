"""Text in the form in which it is compared, and as one line of a form holds it."""

import unicodedata

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


def folded(text: str) -> str:
    """Return the text without case, accents and doubled blanks, for comparing.

    Compatibility decomposition (Unicode UAX 15, NFKD), marks dropped, casefolded.
    """
    if text.isascii():  # most words are, and searches fold many
        return " ".join(text.lower().split())
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(bare.casefold().translate(_PLAIN).split())


def one_line(text: str, *, longest: int) -> str:
    """Return what somebody typed without breaks and doubled blanks, cut at `longest`.

    A NUL, which PostgreSQL takes nowhere, counts as a blank.
    """
    return " ".join(text.replace("\0", " ").split())[:longest]
