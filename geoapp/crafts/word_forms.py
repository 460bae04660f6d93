"""Normal forms of words in the languages of the vocabulary."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from geoapp.common.text import folded

# Letters and digits, including combining accents and Hebrew points.
WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7])*")
# Separators of list items.
BREAK = re.compile(r"[,;/|•\n]")
# The "s" of "potter's" belongs to the word before it.
POSSESSIVE = re.compile(r"['\u2019]s\b", re.IGNORECASE)
FINAL_LETTERS = str.maketrans("ךםןףץ", "כמנפצ")
HEBREW = re.compile(r"[\u05d0-\u05ea]")
HEBREW_ENDINGS = ("ים", "ות")
HEBREW_PREFIXES = frozenset("ובהלמכש")
ENDINGS = ("en", "e", "n")
# Shorter words keep their endings: "plane" is not a form of "plan".
MIN_INFLECTED = 6
MIN_PLURAL = 4
MIN_HEBREW = 3
_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ø": "oe", "ü": "ue", "å": "aa"})
MAX_WORD_LENGTH = 80  # characters; a longer word means nothing to anybody


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: its offsets, its folded form and its stem.

    `begins` means that a separator precedes it, which no phrase can span; `written` is
    the word in lower case, with its accents.
    """

    start: int
    end: int
    form: str
    stem: str
    begins: bool = False
    written: str = ""


def claim(word: str) -> str:
    """Return the key of a spelling: case and extra spaces are ignored."""
    return unicodedata.normalize("NFC", " ".join(word.split())).casefold()


def unmatched_words(words: Iterable[str]) -> Counter[str]:
    """Count unmatched words by their key.

    Text of more than 80 characters is a sentence, may contain personal data, and is
    left out.
    """
    return Counter(
        form for word in words if (form := claim(word)) and len(form) <= MAX_WORD_LENGTH
    )


def stem(form: str) -> str:
    """Return a folded word without the most common plural endings.

    One rule for all languages, since the language of a title is unknown; it only has to
    map singular and plural to the same stem.
    """
    if HEBREW.search(form):
        return _hebrew_stem(form)
    if len(form) > MIN_PLURAL and form.endswith("ies"):
        form = form[:-3] + "y"
    elif (
        len(form) >= MIN_PLURAL
        and form.endswith("s")
        and not form.endswith(("ss", "us", "is"))
    ):
        form = form[:-1]
    if len(form) >= MIN_INFLECTED:
        for ending in ENDINGS:
            if form.endswith(ending):
                return form[: -len(ending)]
    return form


def _hebrew_stem(form: str) -> str:
    for ending in HEBREW_ENDINGS:
        if form.endswith(ending) and len(form) - len(ending) >= MIN_HEBREW:
            form = form[: -len(ending)]
            break
    return form.translate(FINAL_LETTERS)


def tokens(text: str) -> list[Token]:
    """Return the words of a text in order; offsets count characters of the text.

    The form of a word is cut at 80 characters, before folding and after it: a folded
    character can become eighteen, and folding a long run of accents takes the square
    of its length.
    """
    without_s = POSSESSIVE.sub(lambda found: " " * len(found[0]), text)
    found: list[Token] = []
    for match in WORD.finditer(without_s):
        before = without_s[found[-1].end : match.start()] if found else ""
        begins = bool(BREAK.search(before))
        word = token(match[0], match.start(), begins=begins)
        if word.form:  # a mark alone folds to nothing
            found.append(word)
    return found


def token(word: str, start: int, *, begins: bool = False) -> Token:
    """Return the token of a word that begins at this offset."""
    written = word[:MAX_WORD_LENGTH]
    form = folded(written)[:MAX_WORD_LENGTH]
    return Token(start, start + len(word), form, stem(form), begins, lowered(written))


def lowered(word: str) -> str:
    """Return a word in lower case, composed (NFC): as stemmers expect it."""
    return unicodedata.normalize("NFC", word).lower()


def spellings(form: str, word: str) -> tuple[str, ...]:
    """Return the folded form, and the one with ae, oe, ue, aa instead of ä, ö, ü, å."""
    composed = unicodedata.normalize("NFC", word).casefold()
    spelt = composed.translate(_SPELT_OUT)
    return (form,) if spelt == composed else (form, folded(spelt))
