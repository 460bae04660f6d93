"""Filters for showing JSON documents as pages."""

from collections.abc import Mapping

from django import template
from django.utils.translation import get_language

register = template.Library()


@register.filter
def is_object(value: object) -> bool:
    """Whether the value is a JSON object."""
    return isinstance(value, Mapping)


@register.filter
def heading(value: Mapping[str, object]) -> str:
    """Return the object's label, title or name, or ""."""
    labels = value.get("labels")
    if isinstance(labels, Mapping):
        language = (get_language() or "en").split("-")[0]
        return str(labels.get(language) or next(iter(labels.values()), ""))
    return str(value.get("title") or value.get("name") or "")


@register.filter
def is_list(value: object) -> bool:
    """Whether the value is a list."""
    return isinstance(value, list | tuple)


@register.filter
def is_address(value: object) -> bool:
    """Whether the value is an address that may become a link: http and https only."""
    return isinstance(value, str) and value.startswith(("https://", "http://"))
