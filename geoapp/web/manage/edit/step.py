"""One step of a venue's form: show it, save it, resolve conflicts."""

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
from geoapp.crafts.word_forms import unmatched_words
from geoapp.geocoding.network_geocoders import looks_up_streets
from geoapp.stewardship.actions.contribute import ContributionOutcome, save_change
from geoapp.stewardship.declined import DeclinedTwice
from geoapp.venues.actions.change_venue import EditConflict
from geoapp.venues.compute import UnknownField
from geoapp.venues.record_json import UnreadableRecord
from geoapp.venues.stored_records import values_of
from geoapp.venues.validation import InvalidVenue
from geoapp.web.about.guidelines_required import guidelines_required
from geoapp.web.manage.access import ManagedVenue, get_managed_venue
from geoapp.web.manage.edit.conflict import conflict_again, conflict_page, resolved
from geoapp.web.manage.edit.steps import BY_NAME, STEPS, Step, after
from geoapp.web.manage.form_errors import form_errors_of
from geoapp.web.manage.forms.audience_hours import AudienceHoursForm
from geoapp.web.manage.forms.opening import OpeningForm
from geoapp.web.manage.forms.step_form import StepForm
from geoapp.web.manage.held_message import held_message
from geoapp.web.manage.hours_text import HoursText, hours_text
from geoapp.web.manage.photos.photo_form_data import VERBS, PhotoFormResult, save_photos
from geoapp.web.manage.photos.views import photos_context, photos_of
from geoapp.web.manage.positioning import (
    check_position,
    needs_another_look,
    place_by_address,
)
from geoapp.web.manage.refusal_messages import error_message
from geoapp.web.manage.signed_state import (
    FormScope,
    SignedValues,
    read_signed_values,
    sign_values,
)

PHOTOS_STEP = "contact"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRequest:
    """A request for one step of a venue, with the result of its photo fields."""

    request: HttpRequest
    managed: ManagedVenue
    step: Step
    photo_result: PhotoFormResult = field(default_factory=PhotoFormResult)

    @property
    def scope(self) -> FormScope:
        """Return what the form's signed values belong to."""
        return FormScope(
            form=self.step.name,
            venue_id=self.managed.venue.pk,
            person_id=self.managed.user.pk,
        )


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@guidelines_required
def step(request: HttpRequest, venue_id: UUID, name: str) -> HttpResponse:
    """Show a step of the form, or save it; invalid values lose no input."""
    managed = get_managed_venue(request, venue_id)
    this = BY_NAME.get(name)
    if this is None or this.form is None:
        raise Http404
    step_request = StepRequest(request=request, managed=managed, step=this)
    if request.method != "POST":
        values = values_of(venue_id)
        form = this.form(initial=this.form.initial_of(values))
        return _page(step_request, form=form, base=values)
    if "resolving" in request.POST:
        return _resolve_conflict(step_request)
    return _submit(step_request, this.form)


def _submit(step_request: StepRequest, form_of: type[StepForm]) -> HttpResponse:
    posted = step_request.request.POST
    seen = read_signed_values(posted.get("base", ""), scope=step_request.scope)
    base = _base_values(seen, form_of, values_of(step_request.managed.venue.pk))
    form = form_of(posted, initial=form_of.initial_of(base))
    if step_request.step.name == PHOTOS_STEP:
        # Photos are saved first, because a browser cannot refill file inputs.
        step_request = replace(
            step_request,
            photo_result=save_photos(step_request.request, step_request.managed),
        )
    looks = "look" in posted
    if seen is not None and seen.is_expired:
        form.add_error(None, _page_is_old())
    if looks or not form.is_valid() or step_request.managed.needs_guidelines:
        return _page(step_request, form=form, base=base, status=200 if looks else 422)
    changes = form.said(base)
    if step_request.step.name == "what":
        changes = place_by_address(changes, at=timezone.now())
    return _save(step_request, changes=changes, base=base, form=form)


def _resolve_conflict(step_request: StepRequest) -> HttpResponse:
    """Save the values chosen on the conflict page."""
    if step_request.managed.needs_guidelines:
        return redirect("about:guidelines")
    request, managed, scope = (
        step_request.request,
        step_request.managed,
        _conflict_scope(step_request),
    )
    signed = read_signed_values(request.POST.get("mine", ""), scope=scope)
    if signed is None:
        messages.error(
            request, gettext("This page is out of date. Make your changes again.")
        )
        return redirect("manage:step", managed.venue.pk, step_request.step.name)
    if signed.is_expired:
        messages.error(request, _page_is_old())
        return conflict_page(
            request,
            managed,
            step_request.step,
            conflict=conflict_again(signed, values_of(managed.venue.pk)),
            mine=signed.values["mine"],
            scope=scope,
        )
    changes, base_values = resolved(request.POST, signed)
    return _save(step_request, changes=changes, base=base_values)


def _page_is_old() -> str:
    return gettext("This page is more than a day old. Check it, then save again.")


def _conflict_scope(step_request: StepRequest) -> FormScope:
    return replace(step_request.scope, form=f"conflict:{step_request.step.name}")


def _save(
    step_request: StepRequest,
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, Any],
    form: StepForm | None = None,
) -> HttpResponse:
    request, managed = step_request.request, step_request.managed
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
        return conflict_page(
            request,
            managed,
            step_request.step,
            conflict=conflict,
            mine=mine,
            scope=_conflict_scope(step_request),
        )
    except (DeclinedTwice, InvalidVenue, UnknownField, UnreadableRecord) as error:
        if form is None:
            messages.error(request, error_message(error))
            return redirect("manage:step", managed.venue.pk, step_request.step.name)
        form.add_error(None, error_message(error))
        return _page(step_request, form=form, base=base, status=422)
    if "unmatched" in outcome.changed:
        before = unmatched_words(words_before)
        after_it = unmatched_words(changes.get("unmatched") or ())
        count_unmatched(words=set(after_it) - set(before), at=timezone.now())
    _add_messages(step_request, outcome)
    for note in form.notes() if form else ():
        messages.info(request, note)
    return _next_page(step_request)


def _add_messages(step_request: StepRequest, outcome: ContributionOutcome) -> None:
    if outcome.held:
        messages.info(step_request.request, held_message(outcome))
    elif outcome.changed or (
        step_request.photo_result.has_photo_fields
        and not step_request.photo_result.is_wrong
    ):
        messages.success(step_request.request, gettext("Saved."))


def _next_page(step_request: StepRequest) -> HttpResponse:
    this, venue, posted = (
        step_request.step,
        step_request.managed.venue,
        step_request.request.POST,
    )
    if step_request.photo_result.is_wrong and this.form:
        # The other fields are saved and shown with their current values.
        now = values_of(venue.pk)
        form = this.form(initial=this.form.initial_of(now))
        return _page(
            step_request, form=form, base=now, status=step_request.photo_result.status
        )
    # A new photo needs a description, whichever button was pressed.
    if step_request.photo_result.added or not posted.keys().isdisjoint(VERBS):
        return redirect(photos_of(venue.pk))
    asks = (
        this.name == "what"
        and "sure" not in posted
        and needs_another_look(values_of(venue.pk), venue_id=venue.pk)
    )
    following = this if asks or "more" in posted else after(this)
    if following.form is None:
        return redirect("manage:preview", venue.pk)
    return redirect("manage:step", venue.pk, following.name)


def _base_values(
    seen: SignedValues | None, form: type[StepForm], values: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the values that the author saw, else the current ones."""
    if seen is None:
        return dict(values)
    return {**values, **{name: seen.values.get(name) for name in form.field_names}}


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
    """Return how the pin was set if not by hand: unset, town or found; else ""."""
    if not values.get("position"):
        return "unset"
    return {"city": "town", "street": "found", "address": "found"}.get(
        values.get("precision") or "", ""
    )


def _page(
    step_request: StepRequest,
    *,
    form: StepForm,
    base: Mapping[str, Any],
    status: int = 200,
) -> HttpResponse:
    request, managed, this = (
        step_request.request,
        step_request.managed,
        step_request.step,
    )
    names = this.form.field_names if this.form else ()
    base_values = {name: base[name] for name in names if base.get(name) is not None}
    is_placed = this.name == "what" and status == 200
    context = {
        "form": form,
        "form_errors": form_errors_of(form) if status != 200 else [],
        "needs_guidelines": request.method == "POST" and managed.needs_guidelines,
        "base": sign_values(base_values, scope=step_request.scope),
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
        data = request.POST if step_request.photo_result.has_photo_fields else None
        context |= photos_context(managed.venue, data, sent=step_request.photo_result)
    return render(request, f"manage/{this.template}.html", context, status=status)
