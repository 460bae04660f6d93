"""JSON for the passkey pages."""

import json
from typing import Any

from django import template
from django.core.serializers.json import DjangoJSONEncoder

register = template.Library()


@register.filter
def as_json(data: Any) -> str:
    """Return data as JSON for an attribute, where the template escapes it."""
    return json.dumps(data, cls=DjangoJSONEncoder)
