"""What a page needs to know of a document's values to show them."""

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def is_object(value: object) -> bool:
    """Whether the value has members."""
    return isinstance(value, Mapping)


@register.filter
def is_list(value: object) -> bool:
    """Whether the value is a list."""
    return isinstance(value, list | tuple)


@register.filter
def is_address(value: object) -> bool:
    """Whether the value is an address that may become a link: http and https only."""
    return isinstance(value, str) and value.startswith(("https://", "http://"))
