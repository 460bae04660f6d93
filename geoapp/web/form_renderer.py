"""A form renderer that writes inputs and selects without a template for each.

The form for opening hours has 900 of them, and Django renders each from templates of
its own. The output is the same to the byte. Everything else is left to Django.
"""

from collections.abc import Mapping
from typing import Any, cast

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.formats import localize
from django.utils.html import format_html, format_html_join
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
    return format_html(
        '<input type="{}" name="{}"{}{}>',
        widget["type"],
        widget["name"],
        "" if value is None else format_html(' value="{}"', value),
        _attributes(widget),
    )


def _select(widget: Mapping[str, Any]) -> SafeString:
    parts: list[SafeString] = []
    for name, group, _index in widget["optgroups"]:
        options = format_html_join(
            "",
            '\n  <option value="{}"{}>{}</option>\n',
            (
                (option["value"], _attributes(option), localize(option["label"]))
                for option in group
            ),
        )
        if name:
            options = format_html(
                '\n  <optgroup label="{}">{}\n  </optgroup>', name, options
            )
        parts.append(options)
    return format_html(
        '<select name="{}"{}>{}\n</select>',
        widget["name"],
        _attributes(widget),
        format_html_join("", "{}", ((part,) for part in parts)),
    )


def _attributes(widget: Mapping[str, Any]) -> SafeString:
    """Return a widget's attributes, each after a space; False leaves one out."""
    return format_html_join(
        "",
        " {}{}",
        (
            (name, "" if value is True else format_html('="{}"', value))
            for name, value in widget["attrs"].items()
            if value is not False
        ),
    )
