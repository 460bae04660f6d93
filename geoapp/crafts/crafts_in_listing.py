"""Infer crafts and equipment from a tutorial's listing: title, tags, URL and text."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from geoapp.common.errors import DomainError
from geoapp.crafts.concepts import Vocabulary
from geoapp.crafts.suggest import Guess, suggest

# Weights of a guess by its source: a title names the product, a text mentions many
# things in passing, a URL repeats the title or replaces it.
_TAGS, _TEXT, _REPEATED, _URL_ONLY = 0.9, 0.6, 0.4, 0.9
_SEPARATORS = re.compile(r"[-_+.\W]+")
# Path segments that describe the page type, not the topic.
_GENERIC_SEGMENTS = frozenset({"watch", "video", "videos", "shorts", "live", "embed"})
_ENDING = re.compile(r"\.(html?|php|aspx?)$", re.IGNORECASE)


class InvalidListing(DomainError):
    """The line is not a JSON object with a title; the message says what to write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The description of a tutorial in a list."""

    title: str
    text: str = ""
    tags: tuple[str, ...] = ()
    url: str = ""

    @classmethod
    def from_json(cls, line: str) -> "Listing":
        """Parse one JSON object; other members are ignored. Raises InvalidListing."""
        try:
            members = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise InvalidListing(f"The body is not valid JSON: {error}") from error
        if not isinstance(members, dict) or not isinstance(members.get("title"), str):
            raise InvalidListing(
                'Expected an object with a title: {"title": "A bowl"}.'
            )
        tags = members.get("tags", [])
        if isinstance(tags, str):
            tags = tags.split(",")
        texts = [members.get("text", ""), members.get("url", ""), *tags]
        if not all(isinstance(text, str) for text in texts):
            raise InvalidListing(
                "`text` and `url` must be strings, `tags` a list of strings."
            )
        return cls(
            title=members["title"], text=texts[0], url=texts[1], tags=tuple(tags)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A concept inferred from a listing; `confidence` is between 0 and 1."""

    id: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingSuggestion:
    """Crafts and equipment of a listing, most confident first; possibly none."""

    crafts: tuple[Ranked, ...]
    equipment: tuple[Ranked, ...]


def suggest_for(listing: Listing, *, vocabulary: Vocabulary) -> ListingSuggestion:
    """Return the crafts and equipment of a listing. Its URL is not fetched."""
    title = suggest(listing.title, vocabulary=vocabulary)
    silent = not (title.crafts or title.equipment)
    beside = (
        (_TAGS, ", ".join(listing.tags)),
        (_URL_ONLY if silent else _REPEATED, words_of_address(listing.url)),
        (_TEXT, listing.text),
    )
    texts = [(1.0, title)]
    texts += [(worth, suggest(text, vocabulary=vocabulary)) for worth, text in beside]
    return ListingSuggestion(
        crafts=_ranked((worth, suggestion.crafts) for worth, suggestion in texts),
        equipment=_ranked((worth, suggestion.equipment) for worth, suggestion in texts),
    )


def words_of_address(url: str) -> str:
    """Return the words of the path: "how to, throw a bowl" for `/how-to/throw-a-bowl`."""
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:
        return ""
    pieces = (_SEPARATORS.sub(" ", _ENDING.sub("", p)).strip() for p in path.split("/"))
    words = (piece for piece in pieces if piece.casefold() not in _GENERIC_SEGMENTS)
    return ", ".join(piece for piece in words if piece)


def _ranked(weighted: Iterable[tuple[float, tuple[Guess, ...]]]) -> tuple[Ranked, ...]:
    """Combine the guesses as independent evidence (1 - the product of the doubts)."""
    doubt: dict[str, float] = {}
    for worth, guesses in weighted:
        for guess in guesses:
            doubt[guess.id] = doubt.get(guess.id, 1.0) * (1 - guess.confidence * worth)
    # The sort is stable: ties keep the order of the title.
    order = sorted(doubt, key=lambda concept: doubt[concept])
    return tuple(Ranked(id=c, confidence=round(1 - doubt[c], 3)) for c in order)
