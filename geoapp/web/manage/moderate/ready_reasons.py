"""Ready-made reasons: chosen in the moderator's language, sent in the contributor's."""

from collections.abc import Mapping

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


def in_own_language(reason: str) -> str:
    """Return a reason with its ready-made part, if any, in the active language."""
    first, newline, rest = reason.partition("\n")
    for ready in READY_REASONS.values():
        if first in _in_every_language(ready):
            return f"{ready}{newline}{rest}"
    return reason


def _in_every_language(text: Promise) -> set[str]:
    texts = set()
    for code, _name in settings.LANGUAGES:
        with override(code):
            texts.add(str(text))
    return texts
