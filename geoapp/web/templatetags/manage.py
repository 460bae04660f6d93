"""Template tags of the pages for managers."""

from typing import Any
from uuid import UUID

from django import template
from django.template import Context

from geoapp.web.manage import access, field_values
from geoapp.web.manage.moderate import ready_reasons

register = template.Library()


@register.filter
def publication_text(venue: Any) -> str:
    """Return in a sentence or two who can see a venue and whether it is open."""
    return field_values.publication_text(venue.publication, venue.operation)


@register.filter
def value_text(value: Any, field: str) -> str:
    """Return a field's value as text: `{{ change.after|value_text:field }}`."""
    return field_values.value_text(field, value)


@register.filter
def in_own_language(reason: str) -> str:
    """Return a reason as a moderator reads it: ready-made text in their language."""
    return ready_reasons.in_own_language(reason)


@register.simple_tag(takes_context=True)
def can_manage(context: Context, venue_id: UUID) -> bool:
    """Whether the reader can manage the venue; no query if nobody is signed in."""
    request = context.get("request")
    return request is not None and access.can_manage(request.user, venue_id)
