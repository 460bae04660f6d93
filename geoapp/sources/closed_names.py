# ruff: noqa: RUF001 - letters of many alphabets
"""Places whose names say that they are closed: "Werkstatt Nord (geschlossen)"."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from geoapp.crafts.choices import Operation

# By language: words for closed, and what beside them says for good, or for now.
_WORDS_OF: Mapping[str, tuple[str, str, str]] = {
    "en": (
        "closed|shut|closed down|shut down|out of business|defunct",
        "permanently|for good|now",
        "temporarily|currently|temporary",
    ),
    "de": (
        "geschlossen|aufgelöst",
        "dauerhaft|endgültig|permanent",
        "vorübergehend|derzeit|zurzeit",
    ),
    "fr": ("fermée?s?", "définitivement", "temporairement|actuellement"),
    "es": ("cerrad[oa]s?|clausurad[oa]", "permanentemente", "temporalmente"),
    "it": ("chius[oaie]", "definitivamente", "temporaneamente"),
    "pt": ("fechad[oa]s?|encerrad[oa]s?", "definitivamente", "temporariamente"),
    "nl": ("gesloten|opgeheven", "definitief", "tijdelijk"),
    "sv": ("stängt|stängd|nedlagd|nedlagt", "permanent", "tillfälligt"),
    "nb": ("stengt|lukket|nedlagt", "permanent", "midlertidig"),
    "da": ("lukket|nedlagt", "permanent", "midlertidigt"),
    "fi": (
        "suljettu|lopetettu|lakkautettu",
        "pysyvästi",
        "väliaikaisesti|tilapäisesti",
    ),
    "pl": (
        "zamkni[ęe]t[aey]|nieczynn[aey]|zlikwidowan[aey]",
        "trwale|na stałe",
        "czasowo|tymczasowo",
    ),
    "cs": ("(?:u?zavřen|zrušen)[oáaý]", "trvale", "dočasně"),
    "ru": ("закрыт[оаы]?", "навсегда", "временно"),
    "uk": ("закрит[оаий]|зачинен[оаий]", "назавжди", "тимчасово"),
    "tr": ("kapalı|kapandı|kapatıldı", "kalıcı olarak", "geçici olarak"),
    "ar": ("مغلق(?:ة)?", "نهائيا", "مؤقتا"),
    "he": ("סגור(?:ה)?", "לצמיתות", "זמנית"),
    "ja": ("閉店|閉鎖|閉館|廃業", "完全に", "一時"),
    "zh": ("已关闭|已關閉|已停业|歇业|停业", "永久", "临时|暫時"),
    "ko": ("폐업|폐점", "영구", "임시"),
}
_WORDS, _, _FOR_NOW = (
    "|".join(words) for words in zip(*_WORDS_OF.values(), strict=True)
)
_ADVERB = "|".join(
    f"{for_good}|{for_now}" for _closed, for_good, for_now in _WORDS_OF.values()
)
_STATE = rf"(?:(?:{_ADVERB})\s*)?(?:{_WORDS})(?:\s+(?:{_ADVERB}))?"
_SINCE = (
    r"(?:[\s,:]+(?:(?:since|seit|depuis|desde|dal|sinds|sedan|siden|od)\s+)?"
    r"[\d./-]{4,10})?"
)
_MAX_LENGTH = 300
_DASH = r"[-\u2013\u2014:|/*,!]"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\s?[(\[\uff08*]\s?{_STATE}{_SINCE}\s?[!.]?\s?[)\]\uff09*]",  # anywhere
        rf"(?:\s{_DASH}|[:,]){_DASH}*\s?{_STATE}{_SINCE}[!.]?$",  # "Kiln Yard - closed"
        rf"^{_STATE}{_SINCE}(?:\s{_DASH}+|[:,*!]+)\s",  # "CLOSED: Kiln Yard"
        rf"\s(?:{_ADVERB})\s(?:{_WORDS})$",  # "Kiln Yard permanently closed"
    )
)
_NOW = re.compile(_FOR_NOW, re.IGNORECASE)
_IN_CAPITALS = re.compile(
    r"^(?:CLOSED|GESCHLOSSEN|CERRADO|CHIUSO|FERMÉ)\s|\s(?:CLOSED|GESCHLOSSEN|CERRADO|FERMÉ)$"
)
# Names are written with capitals; a last word in small letters is a remark.
_IN_SMALL = re.compile(rf"\s(?:{_WORDS})$")
_BY_CASE = (_IN_CAPITALS, _IN_SMALL)


class ClosedName(NamedTuple):
    """A name without the words that say that the place is closed, and its state."""

    name: str
    operation: str
    words: str


def closed_name(name: str) -> ClosedName | None:
    """Return what a name says of being closed, or None.

    A word alone is part of a name ("The Closed Loop"): it counts in brackets, beside a
    dash, with an adverb, or where its capitals differ from those of the name.
    """
    if len(name) > _MAX_LENGTH:
        return None
    forms = _FORMS if name.isupper() or name.islower() else (*_FORMS, *_BY_CASE)
    for form in forms:
        match = form.search(name)
        if match is None:
            continue
        rest = " ".join(f"{name[: match.start()]} {name[match.end() :]}".split())
        words = match[0].strip(" -\u2013\u2014:|/*,!()[].\uff08\uff09")
        is_for_now = _NOW.search(words) is not None
        state = Operation.PAUSED if is_for_now else Operation.CLOSED
        return ClosedName(rest, state.value, words) if rest else None
    return None
