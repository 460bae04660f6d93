"""Template tags of the pages for managers."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import template
from django.template import Context
from django.utils import timezone

from geoapp.stewardship import ready_reasons
from geoapp.stewardship.ready_reasons import ReasonParts
from geoapp.web import age_text
from geoapp.web.manage import access, field_values
from geoapp.web.manage.moderate import outcome_texts, queue_items

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


@register.filter
def reason_parts(reason: str) -> ReasonParts:
    """Return a reason's ready-made part in the reader's language, and the words."""
    return ready_reasons.parts_of(reason)


@register.filter
def ago(at: datetime) -> str:
    """Return how long ago it was, as "just now" or "3 days ago"."""
    return age_text.ago(at, now=timezone.now())


@register.filter
def outcome_text(decided: Any, report: Any) -> str:
    """Return what was decided on a report, or in an earlier decision on it."""
    return outcome_texts.outcome_text(decided, report)


@register.filter
def report_title(report: Any) -> str:
    """Return what a report is about, for moderators."""
    return outcome_texts.report_title(report)


@register.simple_tag
def pending_count() -> int:
    """Return how much awaits review: two queries."""
    return queue_items.pending_count()


@register.simple_tag(takes_context=True)
def can_manage(context: Context, venue_id: UUID) -> bool:
    """Whether the reader can manage the venue; no query if nobody is signed in."""
    request = context.get("request")
    return request is not None and access.can_manage(request.user, venue_id)
