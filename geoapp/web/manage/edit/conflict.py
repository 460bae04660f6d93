"""The conflict page: choose between two edits of the same fields."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from geoapp.venues.actions.change_venue import Conflict, EditConflict
from geoapp.venues.stored_records import values_of
from geoapp.web.field_labels import field_label
from geoapp.web.manage.access import ManagedVenue
from geoapp.web.manage.edit.steps import STEPS, Step
from geoapp.web.manage.field_values import value_text
from geoapp.web.manage.signed_state import FormScope, SignedValues, sign_values


def conflict_page(
    request: HttpRequest,
    managed: ManagedVenue,
    step: Step,
    *,
    conflict: EditConflict,
    mine: Mapping[str, Any],
    scope: FormScope,
) -> HttpResponse:
    """Show both versions of each field (409).

    `mine` holds all changes of the author, also to fields without a conflict.
    """
    now = values_of(managed.venue.pk)
    rows = [
        {
            "field": item.field,
            "name": field_label(item.field),
            "before": value_text(item.field, item.before),
            "their_value": value_text(item.field, item.theirs),
            "your_value": value_text(item.field, item.mine),
        }
        for item in conflict.conflicts
    ]
    context = {
        "rows": rows,
        "signed_changes": sign_values(
            {
                "mine": dict(mine),
                "now": {field: now.get(field) for field in mine},
                "asked": [item.field for item in conflict.conflicts],
            },
            scope=scope,
        ),
        "step": step,
        "steps": STEPS,
        "venue": managed.venue,
    }
    return render(request, "manage/conflict.html", context, status=409)


def resolved(
    posted: QueryDict, signed: SignedValues
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the chosen changes, and the values that their author saw.

    In a conflict the other version wins unless "mine" was chosen. Changes made since
    the conflict page was shown are detected as a new conflict.
    """
    values = signed.values
    resolved_values = {
        field: value
        for field, value in values["mine"].items()
        if field not in values["asked"] or posted.get(f"keep-{field}") == "mine"
    }
    return resolved_values, values["now"]


def conflict_again(signed: SignedValues, now: Mapping[str, Any]) -> EditConflict:
    """Return the conflict of an old page as it is now."""
    values = signed.values
    return EditConflict(
        tuple(
            Conflict(
                field=field,
                before=values["now"].get(field),
                theirs=now.get(field),
                mine=values["mine"].get(field),
            )
            for field in values["asked"]
        )
    )
