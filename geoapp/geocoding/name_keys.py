"""One form of a place's name for all the ways in which people write it."""

import re
import unicodedata

from geoapp.common.text import folded

_APOSTROPHES = str.maketrans("", "", "'`\u00b4\u02bb\u02bc\u2018\u2019")
# Between single letters only: "u.k." is one word, "st.gallen" two.
_INITIALS = re.compile(r"(?<=\b\w)\.(?=\w\b)")
_SAINT = re.compile(r"\b(?:saint|sankt|st)\b")
_SAINTE = re.compile(r"\bsainte\b")
_NOT_ASCII_WORD = re.compile(r"[^a-z0-9]+")
_PARTS_OF_WORDS = frozenset("LMN")  # letters, marks and numbers of Unicode


def name_key(text: str) -> str:
    """Return a name without case, accents and punctuation; saints are all "st".

    "St. Gallen", "Sankt-Gallen" and "ST GALLEN" have one key, as have "U.K." and "uk".
    """
    name = _INITIALS.sub("", folded(text)).translate(_APOSTROPHES)
    if name.isascii():
        name = _NOT_ASCII_WORD.sub(" ", name)
    else:
        name = "".join(c if _is_of_word(c) else " " for c in name)
    name = _SAINTE.sub("ste", _SAINT.sub("st", name))
    return " ".join(name.split())


def _is_of_word(character: str) -> bool:
    return unicodedata.category(character)[0] in _PARTS_OF_WORDS
