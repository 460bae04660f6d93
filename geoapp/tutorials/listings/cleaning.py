"""Clean a row into a tutorial: repair and validate its fields, infer its crafts."""

import html
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from django.utils.html import strip_tags

from geoapp.crafts import vocabulary
from geoapp.crafts.crafts_in_listing import Listing, Ranked, suggest_for
from geoapp.tutorials.addresses import NotAWebAddress, clean_address
from geoapp.tutorials.listings.entries import EntryRefused, ListedRow, ListingEntry

_MAX_TITLE_LENGTH, _MAX_SITE_LENGTH, _MAX_TEXT_LENGTH = 300, 120, 2000
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", re.ASCII)
_TAG_FIELDS = ("tags", "channel")
_MIN_CRAFT_CONFIDENCE = 0.6  # below a craft's name, above a single hint
_MIN_EQUIPMENT_CONFIDENCE = 0.8  # equipment must be named
_MAX_GUESSES = 3
_NO_CRAFT = "No craft of the vocabulary is stated or recognised."


@dataclass(frozen=True, slots=True, kw_only=True)
class CleaningOptions:
    """Options of an import that the file does not contain."""

    site: str = ""  # the base of relative URLs
    under: Collection[str] = ()  # headings to import; empty: all


def clean_row(row: ListedRow, cleaning: CleaningOptions) -> ListingEntry:
    """Return the tutorial of a row. Raises EntryRefused with the reason."""
    if row.refused:
        raise EntryRefused(row.refused)
    if cleaning.under and row.fields.get("under") not in cleaning.under:
        raise EntryRefused("The row is not under one of the selected headings.")
    repaired: list[str] = []
    title = _title(row.fields.get("title"), repaired)
    url = _url(row.fields.get("url"), cleaning.site, repaired)
    needs = _needs(row, title, url, repaired=repaired)
    return ListingEntry(
        reference=row.reference,
        title=title,
        url=url,
        language=_language(row.fields.get("language"), repaired),
        site=_text(row.fields.get("site"))[:_MAX_SITE_LENGTH],
        repaired=tuple(repaired),
        **needs,
    )


def _needs(
    row: ListedRow, title: str, url: str, *, repaired: list[str]
) -> dict[str, tuple[str, ...]]:
    """Return the ids stated in the row, and inferred ones where it states none."""
    terms = vocabulary.current()
    needs = {
        name: _ids(row.fields.get(name), vocabulary_terms, repaired)
        for name, vocabulary_terms in (
            ("crafts", terms.crafts),
            ("required", terms.equipment),
            ("optional", terms.equipment),
        )
    }
    text = _text(row.fields.get("text"))[:_MAX_TEXT_LENGTH]
    listing = Listing(title=title, text=text, tags=tuple(_tags(row)), url=url)
    guess = suggest_for(listing, vocabulary=terms)
    if not needs["crafts"]:
        needs["guessed_crafts"] = _sure(guess.crafts, _MIN_CRAFT_CONFIDENCE)
        if not needs["guessed_crafts"]:
            raise EntryRefused(_NO_CRAFT)
    if not needs["required"] and not needs["optional"]:
        needs["guessed_equipment"] = _sure(guess.equipment, _MIN_EQUIPMENT_CONFIDENCE)
    needs["optional"] = tuple(
        e for e in needs["optional"] if e not in needs["required"]
    )
    return needs


def _sure(ranked: Iterable[Ranked], least: float) -> tuple[str, ...]:
    return tuple(guess.id for guess in ranked if guess.confidence >= least)[
        :_MAX_GUESSES
    ]


def _text(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _title(value: object, repaired: list[str]) -> str:
    raw_title = _text(value)
    if not raw_title:
        raise EntryRefused("The title is missing.")
    title = raw_title
    if re.search(r"[<&]", raw_title):
        title = _text(html.unescape(strip_tags(raw_title)))
    title = _text("".join(c if c.isprintable() else " " for c in title))
    if not title:
        raise EntryRefused("The title contains no words.")
    if title != raw_title:
        repaired.append("Removed HTML or control characters from the title.")
    if len(title) > _MAX_TITLE_LENGTH:
        repaired.append(f"Shortened the title to {_MAX_TITLE_LENGTH} characters.")
        title = title[: _MAX_TITLE_LENGTH - 1] + "…"
    return title


def _url(value: object, site: str, repaired: list[str]) -> str:
    raw_url = _text(value)
    if not raw_url:
        raise EntryRefused("The URL is missing.")
    if raw_url.startswith("#"):
        raise EntryRefused("The URL points to a part of the list itself.")
    try:
        parts = urlsplit(raw_url)
        relative = not parts.scheme and not parts.netloc
        url = urljoin(site, raw_url) if site and relative else raw_url
    except ValueError:
        raise EntryRefused("The URL is not valid.") from None
    if relative and not site:
        message = "The URL is relative. Set its base with --site."
        raise EntryRefused(message)
    if raw_url != value:
        repaired.append("Removed spaces from the URL.")
    try:
        return clean_address(url)
    except NotAWebAddress as error:
        raise EntryRefused(f"{raw_url[:80]!r}: {error}") from None


def _tags(row: ListedRow) -> Iterable[str]:
    for name in _TAG_FIELDS:
        value = row.fields.get(name)
        many = value if isinstance(value, list) else str(value or "").split(",")
        yield from (_text(tag).replace("-", " ") for tag in many if _text(tag))


def _ids(value: object, terms: Collection[str], repaired: list[str]) -> tuple[str, ...]:
    many = value if isinstance(value, list) else str(value or "").split(",")
    words = dict.fromkeys(_text(word) for word in many if _text(word))
    repaired.extend(
        f"{word[:40]!r} is not in the vocabulary. Left out."
        for word in words
        if word not in terms
    )
    return tuple(word for word in words if word in terms)


def _language(value: object, repaired: list[str]) -> str:
    language = _text(value)
    if not language or (len(language) <= 35 and _LANGUAGE.fullmatch(language)):
        return language or "en"
    repaired.append(f"{language[:40]!r} is not a language code. Set to English.")
    return "en"
