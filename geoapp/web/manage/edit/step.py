"""One step of a venue's form: shown, kept, and asked about."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from geoapp.crafts.actions import count_unmatched
from geoapp.crafts.word_forms import strange_words
from geoapp.geocoding.network_geocoders import looks_up_streets
from geoapp.stewardship.actions.contribute import ContributionOutcome, save_change
from geoapp.venues.actions.change_venue import EditConflict
from geoapp.venues.compute import UnknownField
from geoapp.venues.record_json import UnreadableRecord
from geoapp.venues.stored_records import values_of
from geoapp.venues.validation import InvalidVenue
from geoapp.web.about.guidelines_required import guidelines_first
from geoapp.web.manage.access import ManagedVenue, get_managed_venue
from geoapp.web.manage.edit.conflict import conflict_page, resolved
from geoapp.web.manage.edit.steps import BY_NAME, STEPS, Step, after
from geoapp.web.manage.form_errors import form_errors_of
from geoapp.web.manage.forms.audience_hours import AudienceHoursForm
from geoapp.web.manage.forms.opening import OpeningForm
from geoapp.web.manage.forms.step_form import StepForm
from geoapp.web.manage.hours_text import HoursText, hours_text
from geoapp.web.manage.photos.photo_form_data import VERBS, PhotosSent, keep_photos
from geoapp.web.manage.photos.views import photos_context, photos_of
from geoapp.web.manage.positioning import check_position, place_by_address
from geoapp.web.manage.refusal_messages import reason_of
from geoapp.web.manage.signed_state import carried, carried_back

PHOTOS_STEP = "contact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A request about one step of a venue; `sent` is what became of its photos."""

    request: HttpRequest
    kept: ManagedVenue
    step: Step
    sent: PhotosSent = field(default_factory=PhotosSent)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@guidelines_first
def step(request: HttpRequest, venue_id: UUID, name: str) -> HttpResponse:
    """Show a step of the form and keep what it says; a wrong value loses nothing."""
    managed = get_managed_venue(request, venue_id)
    this = BY_NAME.get(name)
    if this is None or this.form is None:
        raise Http404
    visit = Visit(request=request, kept=managed, step=this)
    if request.method != "POST":
        values = values_of(venue_id)
        form = this.form(initial=this.form.initial_of(values))
        return _page(visit, form=form, base=values)
    if "resolving" in request.POST:
        return _chosen(visit)
    return _sent(visit, this.form)


def _sent(visit: Visit, form_of: type[StepForm]) -> HttpResponse:
    posted = visit.request.POST
    base = _base(posted.get("base", ""), form_of, values_of(visit.kept.venue.pk))
    form = form_of(posted, initial=form_of.initial_of(base))
    if visit.step.name == PHOTOS_STEP:
        # First: whatever is wrong beside them, a chosen file cannot be shown again.
        visit = replace(visit, sent=keep_photos(visit.request, visit.kept))
    looks = "look" in posted
    if looks or not form.is_valid() or visit.kept.asks_guidelines:
        return _page(visit, form=form, base=base, status=200 if looks else 422)
    changes = form.said(base)
    if visit.step.name == "what":
        changes = place_by_address(changes, at=timezone.now())
    return _saved(visit, changes=changes, base=base, form=form)


def _chosen(visit: Visit) -> HttpResponse:
    """Keep what somebody chose between their words and another's."""
    if visit.kept.asks_guidelines:
        return redirect("about:guidelines")
    changes, seen = resolved(visit.request.POST)
    return _saved(visit, changes=changes, base=seen)


def _saved(
    visit: Visit,
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, Any],
    form: StepForm | None = None,
) -> HttpResponse:
    request, managed = visit.request, visit.kept
    words_before = values_of(managed.venue.pk).get("unmatched") or ()
    try:
        outcome = save_change(
            user=managed.user,
            venue_id=managed.venue.pk,
            changes=changes,
            base=base,
            at=timezone.now(),
        )
    except EditConflict as conflict:
        mine = {f: v for f, v in changes.items() if v != base.get(f)}
        return conflict_page(request, managed, visit.step, conflict=conflict, mine=mine)
    except (InvalidVenue, UnknownField, UnreadableRecord) as error:
        if form is None:
            messages.error(request, reason_of(error))
            return redirect("manage:step", managed.venue.pk, visit.step.name)
        form.add_error(None, reason_of(error))
        return _page(visit, form=form, base=base, status=422)
    if "unmatched" in outcome.changed:
        before = strange_words(words_before)
        after_it = strange_words(changes.get("unmatched") or ())
        count_unmatched(words=set(after_it) - set(before), at=timezone.now())
    _tell(visit, outcome)
    for note in form.notes() if form else ():
        messages.info(request, note)
    return _onward(visit)


def _tell(visit: Visit, outcome: ContributionOutcome) -> None:
    if outcome.held:
        messages.info(
            visit.request,
            gettext(
                "While your account is new, we review changes to name, website and "
                "location before they appear. Everything else is saved."
            ),
        )
    elif outcome.changed or (visit.sent.speaks and not visit.sent.is_wrong):
        messages.success(visit.request, gettext("Saved."))


def _onward(visit: Visit) -> HttpResponse:
    this, venue, posted = visit.step, visit.kept.venue, visit.request.POST
    if visit.sent.is_wrong and this.form:
        # The rest is kept and stands there as it is now.
        now = values_of(venue.pk)
        form = this.form(initial=this.form.initial_of(now))
        return _page(visit, form=form, base=now, status=visit.sent.status)
    # A photo that was added waits for words, whichever button sent it.
    if visit.sent.added or not posted.keys().isdisjoint(VERBS):
        return redirect(photos_of(venue.pk))
    asks = (
        this.name == "what"
        and "sure" not in posted
        and check_position(values_of(venue.pk), venue_id=venue.pk)
    )
    following = this if asks or "more" in posted else after(this)
    if following.form is None:
        return redirect("manage:preview", venue.pk)
    return redirect("manage:step", venue.pk, following.name)


def _base(text: str, form: type[StepForm], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the author saw, as the form carried it along; else what is now."""
    carried_values = carried_back(text)
    if carried_values is None:
        return dict(values)
    return {**values, **{name: carried_values.get(name) for name in form.fields_said}}


def _audiences(
    form: StepForm, managed: ManagedVenue
) -> list[tuple[AudienceHoursForm, HoursText]]:
    if not isinstance(form, OpeningForm):
        return []
    at = timezone.now()
    return [
        (hours, hours_text(hours.text, venue=managed.venue, at=at))
        for hours in form.audiences
    ]


def _pin_state(values: Mapping[str, Any]) -> str:
    """Return what is to be said of a pin that nobody set by hand, or ""."""
    if not values.get("position"):
        return "unset"
    return {"city": "town", "street": "found", "address": "found"}.get(
        values.get("precision") or "", ""
    )


def _page(
    visit: Visit, *, form: StepForm, base: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    request, managed, this = visit.request, visit.kept, visit.step
    names = this.form.fields_said if this.form else ()
    seen = {name: base[name] for name in names if base.get(name) is not None}
    is_placed = this.name == "what" and status == 200
    context = {
        "form": form,
        "form_errors": form_errors_of(form) if status != 200 else [],
        "asks_guidelines": request.method == "POST" and managed.asks_guidelines,
        "base": carried(seen),
        "step": this,
        "steps": STEPS,
        "venue": managed.venue,
        "position_check": check_position(base, venue_id=managed.venue.pk)
        if is_placed
        else None,
        "audiences": _audiences(form, managed),
        "looks_up_streets": looks_up_streets(),
        "pin": _pin_state(base) if is_placed else "",
    }
    if this.name == PHOTOS_STEP:
        data = request.POST if visit.sent.speaks else None
        context |= photos_context(managed.venue, data, sent=visit.sent)
    return render(request, f"manage/{this.template}.html", context, status=status)
