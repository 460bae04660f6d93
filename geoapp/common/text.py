"""Text in the form in which it is compared."""

import unicodedata


def folded(text: str) -> str:
    """Return the text without case, accents and doubled blanks, for comparing.

    Compatibility decomposition (Unicode UAX 15, NFKD), marks dropped, casefolded.
    """
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(bare.casefold().split())
