"""Catalogues of translations: .po for people, .mo for gettext, by babel.

GNU gettext need not be installed to add a text, and what is committed can be
compared byte by byte with what this writes: its dates are fixed.
"""

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from babel.messages import pofile
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo

_DATE = datetime(2026, 1, 1, tzinfo=UTC)


class UnreadableCatalogue(ValueError):
    """A .po file cannot be read; the message names the line."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text in English, with its plural if it counts something."""

    singular: str
    plural: str = ""


Words = Mapping[Text, tuple[str, ...]]


def read_po(text: str) -> dict[Text, tuple[str, ...]]:
    """Return the translations of each text; raises UnreadableCatalogue."""
    try:
        catalogue = pofile.read_po(io.StringIO(text), abort_invalid=True)
    except pofile.PoFileError as error:
        raise UnreadableCatalogue(f"{error}: {error.line}") from error
    return {_text(message): _forms(message) for message in catalogue if message.id}


def write_po(texts: Iterable[Text], words: Words, *, language: str) -> str:
    """Return a .po file of the texts in their order; missing translations stay empty."""
    file = io.BytesIO()
    pofile.write_po(file, _catalogue(texts, words, language), width=0, no_location=True)
    return file.getvalue().decode()


def compile_mo(words: Words, *, language: str) -> bytes:
    """Return the .mo file that gettext reads, without missing translations."""
    file = io.BytesIO()
    write_mo(file, _catalogue(words, words, language))
    return file.getvalue()


def _catalogue(texts: Iterable[Text], words: Words, language: str) -> Catalog:
    catalogue = Catalog(
        locale=language,
        project="Makerloom",
        version="1",
        msgid_bugs_address="see SECURITY.md and CONTRIBUTING.md",
        last_translator="Makerloom",
        language_team="Makerloom",
        header_comment="# Makerloom's texts. Run `./makerloom manage update_texts`.",
        creation_date=_DATE,
        revision_date=_DATE,
        fuzzy=False,
    )
    for text in texts:
        forms = words.get(text, ())
        if text.plural:
            catalogue.add((text.singular, text.plural), forms or ("", ""))
        else:
            catalogue.add(text.singular, forms[0] if forms else "")
    return catalogue


def _text(message: Message) -> Text:
    return Text(message.id) if isinstance(message.id, str) else Text(*message.id)


def _forms(message: Message) -> tuple[str, ...]:
    strings = message.string or ""
    return (strings,) if isinstance(strings, str) else tuple(strings)
