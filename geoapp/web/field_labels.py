"""Labels of the fields of a place, for forms, filters, pages and the history."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

FIELD_LABELS: Mapping[str, Any] = {
    "name": _("Name"),
    "kind": _("Kind of place"),
    "summary": _("Description"),
    "alternate_names": _("Other names"),
    "organisation": _("Organisation"),
    "networks": _("Networks"),
    "address": _("Address"),
    "position": _("Coordinates"),
    "precision": _("Location accuracy"),
    "uncertainty_m": _("Location margin of error"),
    "directions_hint": _("How to find the entrance"),
    "floor": _("Floor"),
    "hide_exact_place": _("Hide exact location"),
    "area_served_m": _("Area served"),
    "time_zone": _("Time zone"),
    "contact": _("Contact"),
    "access": _("Who can come"),
    "minimum_age": _("Minimum age"),
    "price": _("Price"),
    "price_amount": _("Amount"),
    "price_currency": _("Currency"),
    "price_note": _("Price details"),
    "wheelchair": _("Wheelchair access"),
    "accessibility": _("Accessibility"),
    "newcomers": _("Newcomers"),
    "languages": _("Languages spoken"),
    "operation": _("Status"),
    "operation_since": _("Since"),
    "operation_reason": _("Reason"),
    "hours": _("Opening hours"),
    "offers": _("Crafts"),
    "machines": _("Machines"),
    "materials": _("Materials"),
    "photos": _("Photos"),
    "unmatched": _("Crafts or machines missing from our lists"),
}


def field_label(field: str) -> str:
    """Return the label of a field in the reader's language."""
    return str(FIELD_LABELS.get(field, field))
