"""The base form of the site, with its error messages."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

_BY_TYPE: tuple[tuple[type[forms.Field], Mapping[str, Any]], ...] = (
    (
        forms.URLField,
        {
            "invalid": _(
                "Enter a web address, such as https://example.org or "
                "example.org/workshop."
            )
        },
    ),
    (
        forms.EmailField,
        {"invalid": _("Enter an email address, such as workshop@example.org.")},
    ),
    (forms.IntegerField, {"invalid": _("Enter a whole number, such as 3.")}),
    (
        forms.DecimalField,
        {
            "invalid": _("Enter an amount, such as 12 or 12.50."),
            "max_digits": _("Enter 9,999,999.99 or less."),
            "max_decimal_places": _(
                "Use no more than 2 decimal places, such as 12.50."
            ),
            "max_whole_digits": _("Enter 9,999,999 or less."),
        },
    ),
)
_EMPTY: tuple[Any, ...] = (None, "", [])
_EVERY: Mapping[str, Any] = {
    "required": _("Fill in this field."),
    "min_value": _("Enter %(limit_value)s or more."),
    "max_value": _("Enter %(limit_value)s or less."),
    "max_length": _(
        "This has %(show_value)s characters. Shorten it to %(limit_value)s or fewer."
    ),
    "invalid_choice": _("Choose an option from the list."),
    "invalid_list": _("Choose an option from the list."),
    "null_characters_not_allowed": _(
        "This contains a character that is not allowed. Type the text again."
    ),
}


def set_error_messages(fields: Iterable[forms.Field]) -> None:
    """Replace Django's default error messages; a field's own messages stay."""
    for field in fields:
        ours, theirs = _messages_of(type(field).__mro__)
        messages = field.error_messages
        own = {code for code in messages if messages[code] is not theirs.get(code)}
        messages |= {code: text for code, text in ours.items() if code not in own}


@cache
def _messages_of(bases: tuple[type, ...]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return our messages for a class of fields with these bases, and Django's."""
    ours = dict(_EVERY)
    theirs: dict[str, Any] = {}
    for kind, words in _BY_TYPE:
        if kind in bases:
            ours |= words
    for base in reversed(bases):
        theirs |= vars(base).get("default_error_messages", {})
    return ours, theirs


class SiteForm(forms.Form):
    """A form with this site's error messages."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        set_error_messages(self.fields.values())

    def shows(self, *names: str) -> bool:
        """Whether any of these fields has a value or an error."""
        fields = [self[name] for name in names]
        return any(f.value() not in _EMPTY or f.errors for f in fields)
