"""A form renderer that writes inputs and selects without a template for each.

The form for opening hours has 900 of them, and Django renders each from templates of
its own. The output is the same to the byte. Everything else is left to Django.
"""

from collections.abc import Mapping
from typing import Any, cast

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.formats import localize
from django.utils.html import format_html
from django.utils.safestring import SafeString

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
    """Django's renderer with a fast path for inputs and selects."""

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
        html = super().render(template_name, dict(context), request)
        return cast("SafeString", html)


def _input(widget: Mapping[str, Any]) -> SafeString:
    value = widget["value"]
    pattern, values = '<input type="{}" name="{}"', [widget["type"], widget["name"]]
    if value is not None:
        pattern += ' value="{}"'
        values.append(value)
    return format_html(f"{pattern}{_attributes(widget, values)}>", *values)


def _select(widget: Mapping[str, Any]) -> SafeString:
    values = [widget["name"]]
    parts = ['<select name="{}"', _attributes(widget, values), ">"]
    for name, group, _index in widget["optgroups"]:
        if name:
            parts.append('\n  <optgroup label="{}">')
            values.append(name)
        for option in group:
            values.append(option["value"])
            attributes = _attributes(option, values)
            values.append(localize(option["label"]))
            parts.append(f'\n  <option value="{{}}"{attributes}>{{}}</option>\n')
        if name:
            parts.append("\n  </optgroup>")
    return format_html("".join([*parts, "\n</select>"]), *values)


def _attributes(widget: Mapping[str, Any], values: list[Any]) -> str:
    """Return the pattern of a widget's attributes, and add what goes into it.

    Each stands after a space; False leaves one out.
    """
    pattern = ""
    for name, value in widget["attrs"].items():
        if value is True:
            pattern += " {}"
            values.append(name)
        elif value is not False:
            pattern += ' {}="{}"'
            values += [name, value]
    return pattern
