"""Form widgets without a template for each: the hours of a place have 900 of them.

Django renders each input, option and list of attributes from a template of its own;
inputs and selects are written here, to the byte as those templates write them. All
else goes to Django.
"""

from collections.abc import Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.formats import localize
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

_FOLDER = "django/forms/widgets"
_INPUTS = frozenset(
    f"{_FOLDER}/{name}.html"
    for name in (
        "checkbox",
        "email",
        "hidden",
        "input",
        "number",
        "text",
        "time",
        "url",
    )
)
_SELECT = f"{_FOLDER}/select.html"
_OPTION = f"{_FOLDER}/select_option.html"


class FormRenderer(DjangoTemplates):
    """Django's renderer, but for inputs and selects."""

    def render(
        self,
        template_name: str,
        context: Mapping[str, Any],
        request: HttpRequest | None = None,
    ) -> SafeString:
        """Return the HTML of a widget or of a whole form."""
        if template_name in _INPUTS:
            return _input(context["widget"])
        if template_name == _SELECT:
            groups = context["widget"]["optgroups"]
            options = [option for _name, group, _index in groups for option in group]
            if all(option["template_name"] == _OPTION for option in options):
                return _select(context["widget"])
        # A template's HTML is safe, which the base class does not say.
        return mark_safe(super().render(template_name, dict(context), request))  # noqa: S308


def _input(widget: Mapping[str, Any]) -> SafeString:
    value = widget["value"]
    return format_html(
        '<input type="{}" name="{}"{}{}>',
        widget["type"],
        widget["name"],
        "" if value is None else format_html(' value="{}"', value),
        _attributes(widget),
    )


def _select(widget: Mapping[str, Any]) -> SafeString:
    parts: list[str] = []
    for name, group, _index in widget["optgroups"]:
        if name:
            parts.append(format_html('\n  <optgroup label="{}">', name))
        parts += [
            format_html(
                '\n  <option value="{}"{}>{}</option>\n',
                option["value"],
                _attributes(option),
                localize(option["label"]),
            )
            for option in group
        ]
        if name:
            parts.append("\n  </optgroup>")
    return format_html(
        '<select name="{}"{}>{}\n</select>',
        widget["name"],
        _attributes(widget),
        mark_safe("".join(parts)),  # noqa: S308 - each part was escaped above
    )


def _attributes(widget: Mapping[str, Any]) -> SafeString:
    """Return a widget's attributes, each after a space; False leaves one out."""
    parts = [
        f" {conditional_escape(name)}"
        if value is True
        else f' {conditional_escape(name)}="{conditional_escape(value)}"'
        for name, value in widget["attrs"].items()
        if value is not False
    ]
    return mark_safe("".join(parts))  # noqa: S308 - each part was escaped above
