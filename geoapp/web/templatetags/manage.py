"""Words of the organizers' side."""

from typing import Any
from uuid import UUID

from django import template
from django.template import Context

from geoapp.web.manage import access, field_values

register = template.Library()


@register.filter
def publication_text(venue: Any) -> str:
    """Return in a sentence who sees a venue, and whether it runs."""
    return field_values.publication_text(venue.publication, venue.operation)


@register.filter
def value_text(value: Any, field: str) -> str:
    """Return a value of a field in words: `{{ change.after|value_text:field }}`."""
    return field_values.value_text(field, value)


@register.simple_tag(takes_context=True)
def can_manage(context: Context, venue_id: UUID) -> bool:
    """Whether the reader keeps the venue; asks nothing where nobody is signed in."""
    request = context.get("request")
    return request is not None and access.can_manage(request.user, venue_id)
