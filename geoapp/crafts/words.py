"""Forms of words: which spellings count as the same."""

import unicodedata


def claim(word: str) -> str:
    """Return the form under which two spellings are one claim: case does not count."""
    return unicodedata.normalize("NFC", " ".join(word.split())).casefold()
