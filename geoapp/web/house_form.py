"""What a form says when it is filled in wrongly: what is wrong, and what is right."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

_BY_TYPE: tuple[tuple[type[forms.Field], Mapping[str, Any]], ...] = (
    (
        forms.URLField,
        {
            "invalid": _(
                "This is no address of a page. Write it like https://example.org "
                "or example.org/workshop."
            )
        },
    ),
    (
        forms.EmailField,
        {
            "invalid": _(
                "This is no e-mail address. Write it like workshop@example.org."
            )
        },
    ),
    (forms.IntegerField, {"invalid": _("Write a whole number in digits: 3.")}),
    (
        forms.DecimalField,
        {
            "invalid": _("Write an amount in digits: 12 or 12.50."),
            "max_digits": _("This is more than can be kept: 9,999,999.99 at most."),
            "max_decimal_places": _("Two digits after the point at most: 12.50."),
            "max_whole_digits": _("This is more than can be kept: at most 9,999,999."),
        },
    ),
)
_EMPTY: tuple[Any, ...] = (None, "", [])
_EVERY: Mapping[str, Any] = {
    "required": _("Fill this in: nothing can be kept without it."),
    "min_value": _("Write %(limit_value)s or more."),
    "max_value": _("Write %(limit_value)s or less."),
    "max_length": _(
        "This has %(show_value)s characters, and %(limit_value)s is the most: "
        "shorten it."
    ),
    "invalid_choice": _("Choose one of those that are offered."),
    "invalid_list": _("Choose one of those that are offered."),
    "null_characters_not_allowed": _("There is a character that no text has."),
}


def speak(fields: Iterable[forms.Field]) -> None:
    """Replace Django's own words for what is wrong; words of a field itself stay."""
    for field in fields:
        ours = dict(_EVERY)
        for kind, words in _BY_TYPE:
            if isinstance(field, kind):
                ours |= words
        theirs = _defaults_of(field)
        said = field.error_messages
        own = {code for code in said if said[code] is not theirs.get(code)}
        said |= {code: text for code, text in ours.items() if code not in own}


def _defaults_of(field: forms.Field) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for one in reversed(type(field).__mro__):
        found |= vars(one).get("default_error_messages", {})
    return found


class HouseForm(forms.Form):
    """A form that says how it is done right."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        speak(self.fields.values())

    def shows(self, *names: str) -> bool:
        """Whether any of these fields is filled or wrong."""
        fields = [self[name] for name in names]
        return any(f.value() not in _EMPTY or f.errors for f in fields)
