"""Function words of the vocabulary's languages, to detect language and negation."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from geoapp.common.text import folded
from geoapp.crafts.concepts import Vocabulary
from geoapp.crafts.word_forms import HEBREW, Token

# Folded, as tokens are. A word that two languages share counts for both. The files of
# the languages add to these.
WORDS_OF_LANGUAGE = {
    "en": "the how to make making and with for your my from of in on an is it out build"
    " building this that you easy simple old without using into at own diy made home"
    " homemade a any or no not by near",
    "de": "der die das und mit aus fur ein eine einen einem einer wie man ohne oder"
    " von zum zur im den dem ist selber machen bauen kein keine keinen bei nahe",
    "fr": "le les des du et avec pour une un dans sur sans comment faire fabriquer ou"
    " pas au aux en l d est ce pres de la",
    "es": "el los las del y con para una un en sin como hacer o por al es su cerca de"
    " la ningun ninguna",
    "he": "של עם איך את על בלי ללא או אין ליד לא",
}
# Most tutorials are in one of these: of two languages as likely, it is one of these.
COMMON = frozenset(WORDS_OF_LANGUAGE)


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


ARTICLES = _words(
    "a an any the kein keine ein eine einen einem einer der die das den dem un une",
    "de d des du le la les l el los las una ningun ninguna",
)
NEGATIONS = _words(
    "no not non without none never ohne kein keine keinen keiner nicht sans pas aucun",
    "aucune sin ningun ninguna בלי ללא אין לא",
)
OR_WORDS = _words("or nor oder noch ou ni o u או")
FUNCTION_WORDS = (
    _words(*WORDS_OF_LANGUAGE.values())
    | ARTICLES
    | NEGATIONS
    | OR_WORDS
    | _words("yes ja oui si כן n na none etc some several various other")
)
LETTERS_OF_LANGUAGE = {
    "cs": frozenset("ěščřžůďťňáéíóúý"),
    "da": frozenset("æøå"),
    "de": frozenset("äöüß"),
    "es": frozenset("ñáíóú¿¡"),
    "fi": frozenset("äö"),
    "fr": frozenset("èêçàùâîôûœ"),
    "it": frozenset("àèìòù"),
    "nb": frozenset("æøå"),
    "pl": frozenset("ąćęłńśźżó"),
    "pt": frozenset("ãõçâêôáéíóú"),
    "ru": frozenset("ыэъё"),
    "sv": frozenset("åäö"),
    "tr": frozenset("ğışçöü"),
    "uk": frozenset("іїєґ"),
}
SCRIPTS = (
    (re.compile("[\u0400-\u04ff]"), ("ru", "uk")),
    (re.compile("[\u0600-\u06ff]"), ("ar",)),
    (HEBREW, ("he",)),
    (re.compile("[\u3040-\u30ff]"), ("ja",)),
    (re.compile("[\u4e00-\u9fff]"), ("zh", "ja")),
    (re.compile("[\uac00-\ud7af]"), ("ko",)),
)
# The uses of words (geoapp.crafts.language_file) that say nothing by themselves.
_SAYING_NOTHING = ("in", "near", "nothing", "not", "or")
_NEGATING = "not"
_JOINING = "or"


@dataclass(frozen=True, slots=True)
class StopWords:
    """The function words of a vocabulary's languages, folded."""

    languages: Mapping[str, frozenset[str]]  # word -> languages
    negations: frozenset[str]
    or_words: frozenset[str]

    def __contains__(self, form: str) -> bool:
        return form in FUNCTION_WORDS or form in self.languages

    def languages_of(self, text: str, words: list[Token]) -> frozenset[str]:
        """Return the languages that a text may be in; none if there is no evidence.

        Judged by its function words, letters and script; several can be as likely.
        """
        votes: Counter[str] = Counter()
        for word in words:
            votes.update(self.languages.get(word.form, ()))
        letters = frozenset(text.lower())
        for language, its_letters in LETTERS_OF_LANGUAGE.items():
            votes[language] += len(letters & its_letters)
        for script, languages in SCRIPTS:
            if script.search(text):
                votes.update(dict.fromkeys(languages, len(words)))
        most_votes = max(votes.values(), default=0)
        likely = frozenset(name for name, n in votes.items() if n == most_votes)
        # One word is little: "MIG welder" is not Danish ("mig" is "me").
        is_known = most_votes > 1 or likely & COMMON
        return likely if most_votes and is_known else frozenset()


@lru_cache(maxsize=4)
def stop_words_of(vocabulary: Vocabulary) -> StopWords:
    """Return the function words of the vocabulary's languages, and the common ones."""
    languages: dict[str, set[str]] = {}
    negations, or_words = set(NEGATIONS), set(OR_WORDS)
    for language, line in WORDS_OF_LANGUAGE.items():
        for word in line.split():
            languages.setdefault(word, set()).add(language)
    for language, its in vocabulary.languages.items():
        for use in _SAYING_NOTHING:
            for word in _single(its.words.get(use, ())):
                languages.setdefault(word, set()).add(language)
        negations.update(_single(its.words.get(_NEGATING, ())))
        or_words.update(_single(its.words.get(_JOINING, ())))
    return StopWords(
        languages={word: frozenset(its) for word, its in languages.items()},
        negations=frozenset(negations),
        or_words=frozenset(or_words),
    )


def _single(words: Iterable[str]) -> set[str]:
    return {folded(word) for word in words if " " not in word}
