"""How the emails of this package are rendered."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.text import Truncator

from geoapp.mailing.kinds import RenderedEmail

# Truncate long names so that the rest of the subject remains visible.
_MAX_NAME_LENGTH = 80


def rendered_email(subject: Any, template: str, **context: object) -> RenderedEmail:
    """Render an email; its subject contains the `name` of the context."""
    name = Truncator(" ".join(str(context["name"]).split())).chars(_MAX_NAME_LENGTH)
    return RenderedEmail(
        subject=f"Makerloom: {subject % {'name': name}}",
        text=render_to_string(f"stewardship/emails/{template}.txt", context),
    )
