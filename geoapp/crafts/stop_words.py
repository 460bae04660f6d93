"""Function words of the five languages, to detect language and negation."""

from collections import Counter

from geoapp.crafts.concepts import LANGUAGES
from geoapp.crafts.word_forms import HEBREW, Token

# Folded, as tokens are. A word that two languages share counts for both.
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
    "de": frozenset("äöüß"),
    "fr": frozenset("èêçàùâîôûœ"),
    "es": frozenset("ñáíóú¿¡"),
}

_LANGUAGES_OF_WORD: dict[str, list[str]] = {}
for _language, _line in WORDS_OF_LANGUAGE.items():
    for _word in _line.split():
        _LANGUAGES_OF_WORD.setdefault(_word, []).append(_language)


def languages_of(text: str, words: list[Token]) -> frozenset[str]:
    """Return the languages that a text may be in; none if there is no evidence.

    Judged by its function words and letters; several languages can be equally likely.
    """
    votes: Counter[str] = Counter()
    for word in words:
        votes.update(_LANGUAGES_OF_WORD.get(word.form, ()))
    letters = frozenset(text.lower())
    for language, its_letters in LETTERS_OF_LANGUAGE.items():
        votes[language] += len(letters & its_letters)
    if HEBREW.search(text):
        votes["he"] += len(words)
    most_votes = max(votes[language] for language in LANGUAGES)
    if not most_votes:
        return frozenset()
    return frozenset(
        language for language in LANGUAGES if votes[language] == most_votes
    )
