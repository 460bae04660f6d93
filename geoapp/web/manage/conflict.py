"""Two people changed the same thing: the second sees both and chooses."""

import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from geoapp.venues.actions.change_venue import EditConflict
from geoapp.web.manage.access import Kept
from geoapp.web.manage.steps import STEPS, Step
from geoapp.web.manage.wording import field_name, value_words


def conflict_page(
    request: HttpRequest,
    kept: Kept,
    step: Step,
    *,
    conflict: EditConflict,
    changes: Mapping[str, Any],
) -> HttpResponse:
    """Show what both said, field by field (409); nothing of it is lost."""
    rows = [
        {
            "field": one.field,
            "name": field_name(one.field),
            "before": value_words(one.field, one.before),
            "theirs": value_words(one.field, one.theirs),
            "mine": value_words(one.field, one.mine),
        }
        for one in conflict.conflicts
    ]
    context = {
        "rows": rows,
        "mine": json.dumps(dict(changes), sort_keys=True),
        "step": step,
        "steps": STEPS,
        "venue": kept.venue,
    }
    return render(request, "manage/conflict.html", context, status=409)


def resolved(posted: QueryDict) -> dict[str, Any]:
    """Return the changes that stand after the choice: mine where I said so."""
    try:
        mine = json.loads(posted.get("mine", ""))
    except ValueError:
        return {}
    if not isinstance(mine, dict):
        return {}
    return {
        field: value
        for field, value in mine.items()
        if posted.get(f"keep-{field}", "mine") == "mine"
    }
