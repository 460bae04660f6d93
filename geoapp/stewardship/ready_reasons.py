"""Ready-made reasons: chosen in the moderator's language, read in the reader's."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

# The key goes with the form, the text to the contributor.
READY_REASONS: Mapping[str, Promise] = {
    "advertising": _(
        "This is advertising. Makerloom lists places where people make things."
    ),
    "listed": _("This place is already listed. Suggest a change there instead."),
    "missing": _("We found no such place at this address."),
    "copied": _("The text is copied from elsewhere. Describe it in your own words."),
    "home": _("This looks like someone's home. Show only the area, then submit again."),
}


def with_ready_reason(key: str, text: str, *, language: str) -> str:
    """Return the ready-made reason, if one was chosen, before what was typed.

    `language` is the contributor's, "" if it is not known.
    """
    ready = READY_REASONS.get(key)
    parts = []
    if ready is not None:
        with override(language or settings.LANGUAGE_CODE):
            parts.append(str(ready))
    return "\n".join([*parts, *([text] if text.strip() else [])])


@dataclass(frozen=True, slots=True)
class ReasonParts:
    """A reason as a reader gets it.

    `ready` is in the active language, `words` as somebody wrote them; each may be "".
    """

    ready: str
    words: str


def parts_of(reason: str) -> ReasonParts:
    """Return the two parts of a stored reason."""
    first, _newline, rest = reason.partition("\n")
    for ready in READY_REASONS.values():
        if first in _in_every_language(ready):
            return ReasonParts(str(ready), rest)
    return ReasonParts("", reason)


def in_own_language(reason: str) -> str:
    """Return a reason with its ready-made part, if any, in the active language."""
    parts = parts_of(reason)
    return "\n".join(part for part in (parts.ready, parts.words) if part)


def _in_every_language(text: Promise) -> set[str]:
    texts = set()
    for code, _name in settings.LANGUAGES:
        with override(code):
            texts.add(str(text))
    return texts
