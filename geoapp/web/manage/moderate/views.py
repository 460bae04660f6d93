"""A submission in the moderation queue, and the decisions on it."""

import hashlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from geoapp.accounts.models import User
from geoapp.discovery.hours.open_state import hours_in
from geoapp.geo.points import to_position
from geoapp.publishing.preview import preview_of
from geoapp.stewardship.actions.decide import (
    accept,
    ask,
    decline,
    is_question_open,
)
from geoapp.stewardship.models import Contribution
from geoapp.stewardship.ready_reasons import READY_REASONS, with_ready_reason
from geoapp.stewardship.rules import PHOTOS
from geoapp.venues import rules
from geoapp.venues.history import history_of
from geoapp.venues.models import Venue
from geoapp.venues.roles import role_of
from geoapp.venues.stored_records import values_of
from geoapp.web.current_user import person
from geoapp.web.manage.moderate.contributor import contributor_of
from geoapp.web.manage.moderate.decision_messages import (
    DECISION_PROBLEMS,
    decision_message,
    decision_problem,
)
from geoapp.web.manage.photos.views import VIEW, waiting_photos
from geoapp.web.manage.positioning import check_position
from geoapp.web.venues.photos import photo_context
from geoapp.web.venues.views import entry_of

if TYPE_CHECKING:
    from collections.abc import Callable


def moderator(request: HttpRequest) -> User:
    """Return the current user; raise Http404 if they are not a moderator."""
    user = person(request)
    if not rules.may_moderate(role=role_of(user)):
        raise Http404
    return user


@never_cache
@login_required
@require_safe
def contribution(request: HttpRequest, contribution_id: UUID) -> HttpResponse:
    """Show a submission as it would be published, with warnings about it."""
    return _page(request, contribution_id)


def _page(
    request: HttpRequest,
    contribution_id: UUID,
    *,
    problem: str = "",
    reason: str = "",
) -> HttpResponse:
    user = moderator(request)
    rows = Contribution.objects.select_related("venue", "tutorial", "author")
    row = rows.filter(pk=contribution_id).first()
    if row is None:
        raise Http404
    question = Contribution.objects.questions_before(row).first()
    context: dict[str, Any] = {
        "row": row,
        "state_digest": _state_digest(row),
        "is_own_submission": row.author_id == user.pk,
        "is_question_open": is_question_open(row),
        "contributor": contributor_of(row, by=user),
        "ready_reasons": READY_REASONS.items(),
        "ready": request.POST.get("ready", ""),
        "question": question,
        "changed_since": _changed_since(question),
        "problem": problem,
        "reason": reason,
    }
    if row.venue is not None:
        context |= _about_venue(row, row.venue)
    status = 422 if problem else 200
    return render(request, "manage/contribution.html", context, status=status)


def _changed_since(question: Contribution | None) -> list[str]:
    """Return the fields of a venue changed since a question about it."""
    if question is None or question.venue is None or question.decided_at is None:
        return []
    asked_at, venue = question.decided_at, question.venue
    fields = {c.field for c in history_of(venue.pk) if c.at > asked_at}
    if venue.photos.filter(added_at__gt=asked_at).exists():
        fields.add(PHOTOS)
    return sorted(fields)


def _state_digest(row: Contribution) -> str:
    """Return a digest of the state that the page shows, to detect changes."""
    values = _values(row.venue) if row.venue is not None else {}
    state = json.dumps([values, row.changes], sort_keys=True, default=str)
    return hashlib.sha256(state.encode()).hexdigest()


def _values(venue: Venue) -> dict[str, Any]:
    """Return the venue's values; a merged one has none of its own."""
    return {} if venue.merged_into_id else values_of(venue.pk)


def _has_changed(request: HttpRequest, contribution_id: UUID) -> bool:
    """Whether the submission has changed since the page was shown."""
    rows = Contribution.objects.select_related("venue")
    is_open = ("waiting", "asked")
    row = rows.filter(pk=contribution_id, decision__in=is_open).first()
    return row is not None and request.POST.get("shown") != _state_digest(row)


def _about_venue(row: Contribution, venue: Venue) -> dict[str, Any]:
    """Return the venue's entry, and the current and proposed values of a change."""
    values = _values(venue)
    changes = [
        (field, values.get(field), row.changes[field])
        for field in sorted(row.changes)
        if field != PHOTOS
    ]
    context = {
        "changes": changes,
        "has_removed_photo": venue.photos.filter(accepted=False)
        .removed_before()
        .exists(),
        "waiting_photos": waiting_photos(venue, row.changes.get(PHOTOS, [])),
        "position_check": check_position(
            {"name": venue.name, **values, **row.changes}, venue_id=venue.pk
        ),
        "pin": _pin(venue, {**values, **row.changes}),
    }
    at = timezone.now()
    is_shown = not (row.is_change or venue.merged_into_id)
    rows = preview_of(venue.pk, at=at) if is_shown else None
    if rows is None:
        return context
    position = to_position(rows.venue.public_point)
    hours = hours_in(rows.openings, position=position, at=at)
    entry = entry_of(rows.venue, hours, at=at)
    photos = photo_context(venue.pk, rows.venue.page["photos"], view=VIEW)
    return context | entry | {"photos": photos}


def _pin(venue: Venue, values: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return where the place would be, with its address on one line."""
    if not values.get("position"):
        return None
    lon, lat = values["position"]
    address = values.get("address") or {}
    lines = (address.get(part) for part in ("street", "postcode", "locality"))
    return {
        "lon": lon,
        "lat": lat,
        "address": ", ".join(line for line in lines if line),
        "name": values.get("name", venue.name),
        "kind": values.get("kind", venue.kind),
    }


@never_cache
@login_required
@require_POST
def decide(request: HttpRequest, contribution_id: UUID) -> HttpResponse:
    """Accept, ask or decline; the last two need a text for the contributor."""
    user = moderator(request)
    typed = request.POST.get("reason", "").replace("\0", "")
    author = User.objects.filter(contributions=contribution_id).first()
    language = author.language if author is not None else ""
    ready = request.POST.get("ready", "")
    reason = with_ready_reason(ready, typed, language=language)
    verbs: dict[str, Callable[[], Contribution]] = {
        "accept": lambda: accept(
            contribution_id=contribution_id, by=user, at=timezone.now()
        ),
        "ask": lambda: ask(
            contribution_id=contribution_id, by=user, reason=reason, at=timezone.now()
        ),
        "refuse": lambda: decline(
            contribution_id=contribution_id, by=user, reason=reason, at=timezone.now()
        ),
    }
    verb = verbs.get(request.POST.get("verb", ""))
    if verb is None:
        raise Http404
    if request.POST["verb"] == "accept" and _has_changed(request, contribution_id):
        problem = gettext("This changed while you were reviewing it. Check it again.")
        return _page(request, contribution_id, problem=problem, reason=typed)
    try:
        decided = verb()
    except Contribution.DoesNotExist:
        raise Http404 from None
    except tuple(DECISION_PROBLEMS) as error:
        problem = decision_problem(error)
        return _page(request, contribution_id, problem=problem, reason=typed)
    messages.success(request, decision_message(decided))
    return redirect("manage:queue")
