"""Words of the organizers' side."""

from typing import Any

from django import template

from geoapp.web.manage import wording

register = template.Library()


@register.filter
def publication_words(venue: Any) -> str:
    """Return in a sentence who sees a venue, and whether it runs."""
    return wording.state_words(venue.publication, venue.operation)


@register.filter
def field_name(field: str) -> str:
    """Return the name of a venue's field."""
    return wording.field_name(field)


@register.filter
def value_words(value: Any, field: str) -> str:
    """Return a value of a field in words: `{{ change.after|value_words:field }}`."""
    return wording.value_words(field, value)
