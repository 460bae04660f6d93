"""A made-up language that is written from right to left and needs more room.

Its words are the English ones in Arabic letters, each two fifths longer, so that
a page shows at once what is not translated, what does not mirror and what breaks.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.test import override_settings
from django.utils.formats import reset_format_cache

from geoapp.config.translations.catalogue import compile_mo
from geoapp.config.translations.extraction import texts_in_use

LANGUAGE = "ar-xb"  # written to its catalogue as "xx", which has two forms of plural
_LETTERS = dict(
    zip("abcdefghijklmnopqrstuvwxyz", "ابجدهوزحطيكلمنسعفصقرشتثخذض", strict=True)
)
_KEPT = re.compile(r"(%\(\w+\)[sd]|%%|<[^>]+>|\s+)")


def pseudo(text: str) -> str:
    """Return the text in Arabic letters, its words two fifths longer."""
    parts = _KEPT.split(text)
    return "".join(part if n % 2 else _longer(part) for n, part in enumerate(parts))


def _longer(words: str) -> str:
    word = "".join(_LETTERS.get(letter.lower(), letter) for letter in words)
    letters = [letter for letter in word if letter in _LETTERS.values()]
    return word + "".join(letters[: -(-len(letters) * 2 // 5)])


@contextmanager
def spoken_here(folder: Path) -> Iterator[str]:
    """Let the running site speak the language; yields its tag."""
    words = {
        text: tuple(map(pseudo, filter(None, (text.singular, text.plural))))
        for text in texts_in_use()
    }
    path = folder / "ar_XB" / "LC_MESSAGES"
    path.mkdir(parents=True)
    (path / "django.mo").write_bytes(compile_mo(words, language="xx"))
    with override_settings(
        LANGUAGES=[*settings.LANGUAGES, (LANGUAGE, "Pseudo")],
        LOCALE_PATHS=[*settings.LOCALE_PATHS, folder],
        FORMAT_MODULE_PATH=[*settings.FORMAT_MODULE_PATH, "tests.journeys.formats"],
    ):
        reset_format_cache()
        yield LANGUAGE
    reset_format_cache()
