"""One step of a venue's form: shown, kept, and asked about."""

from collections.abc import Mapping
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
from geoapp.crafts.words import strange_words
from geoapp.geocoding.network import looks_up_streets
from geoapp.stewardship.actions.contribute import Outcome, save_change
from geoapp.stewardship.guidelines import has_accepted
from geoapp.venues.actions.change_venue import EditConflict
from geoapp.venues.compute import UnknownField
from geoapp.venues.models import Publication
from geoapp.venues.record_json import UnreadableRecord
from geoapp.venues.said import values_of
from geoapp.venues.validity import InvalidVenue
from geoapp.web.house.guidelines_first import guidelines_first
from geoapp.web.manage.access import Kept, kept_venue
from geoapp.web.manage.carried import carried, carried_back
from geoapp.web.manage.conflict import conflict_page, resolved
from geoapp.web.manage.faults import faults_of
from geoapp.web.manage.forms.audience_hours import AudienceHours
from geoapp.web.manage.forms.open import OpenForm
from geoapp.web.manage.forms.step_form import StepForm
from geoapp.web.manage.hours_said import HoursSaid, hours_said
from geoapp.web.manage.photos import photos_context
from geoapp.web.manage.placing import asked_about, place_by_address
from geoapp.web.manage.steps import BY_NAME, STEPS, Step, after


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@guidelines_first
def step(request: HttpRequest, venue_id: UUID, name: str) -> HttpResponse:
    """Show a step of the form and keep what it says; a wrong value loses nothing."""
    kept = kept_venue(request, venue_id)
    this = BY_NAME.get(name)
    if this is None or this.form is None:
        raise Http404
    values = values_of(venue_id)
    if request.method != "POST":
        form = this.form(initial=this.form.initial_of(values))
        return _page(request, kept, this, form=form, base=values)
    if "resolving" in request.POST:
        return _chosen(request, kept, this)
    base = _base(request.POST.get("base", ""), this.form, values)
    form = this.form(request.POST, initial=this.form.initial_of(base))
    looks = "look" in request.POST
    if looks or not form.is_valid() or _asks_guidelines(kept):
        status = 200 if looks else 422
        return _page(request, kept, this, form=form, base=base, status=status)
    changes = form.said(base)
    if this.name == "what":
        changes = place_by_address(changes, at=timezone.now())
    return _saved(request, kept, this, changes=changes, base=base, form=form)


def _chosen(request: HttpRequest, kept: Kept, this: Step) -> HttpResponse:
    """Keep what somebody chose between their words and another's."""
    if _asks_guidelines(kept):
        return redirect("house:guidelines")
    changes, seen = resolved(request.POST)
    return _saved(request, kept, this, changes=changes, base=seen)


def _asks_guidelines(kept: Kept) -> bool:
    """Whether what is sent would be seen at once, and its author has to say yes first.

    A draft is asked about when it is handed in.
    """
    shown = kept.venue.publication == Publication.PUBLISHED
    return shown and not has_accepted(kept.user)


def _saved(
    request: HttpRequest,
    kept: Kept,
    this: Step,
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, Any],
    form: StepForm | None = None,
) -> HttpResponse:
    words_before = values_of(kept.venue.pk).get("unmatched") or ()
    try:
        outcome = save_change(
            user=kept.user,
            venue_id=kept.venue.pk,
            changes=changes,
            base=base,
            at=timezone.now(),
        )
    except EditConflict as conflict:
        mine = {f: v for f, v in changes.items() if v != base.get(f)}
        return conflict_page(request, kept, this, conflict=conflict, mine=mine)
    except (InvalidVenue, UnknownField, UnreadableRecord) as error:
        if form is None:
            messages.error(request, str(error))
            return redirect("manage:step", kept.venue.pk, this.name)
        form.add_error(None, str(error))
        return _page(request, kept, this, form=form, base=base, status=422)
    if "unmatched" in outcome.changed:
        before = strange_words(words_before)
        after_it = strange_words(changes.get("unmatched") or ())
        count_unmatched(words=set(after_it) - set(before), at=timezone.now())
    _tell(request, outcome)
    for note in form.notes() if form else ():
        messages.info(request, note)
    return _onward(request, kept, this)


def _tell(request: HttpRequest, outcome: Outcome) -> None:
    if outcome.held:
        messages.info(
            request,
            gettext(
                "Name, website and place of a shown venue wait for a look while an "
                "account is new. Everything else is kept."
            ),
        )
    elif outcome.changed:
        messages.success(request, gettext("Kept."))


def _onward(request: HttpRequest, kept: Kept, this: Step) -> HttpResponse:
    if "more" in request.POST:
        return redirect("manage:step", kept.venue.pk, this.name)
    if this.name == "what" and "sure" not in request.POST:
        asked = asked_about(values_of(kept.venue.pk), venue_id=kept.venue.pk)
        if asked:
            return redirect("manage:step", kept.venue.pk, this.name)
    following = after(this)
    if following.form is None:
        return redirect("manage:preview", kept.venue.pk)
    return redirect("manage:step", kept.venue.pk, following.name)


def _base(text: str, form: type[StepForm], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the author saw, as the form carried it along; else what is now."""
    known = carried_back(text)
    if known is None:
        return dict(values)
    return {**values, **{name: known.get(name) for name in form.fields_said}}


def _audiences(form: StepForm, kept: Kept) -> list[tuple[AudienceHours, HoursSaid]]:
    if not isinstance(form, OpenForm):
        return []
    at = timezone.now()
    return [
        (one, hours_said(one.text, venue=kept.venue, at=at)) for one in form.audiences
    ]


def _pin_state(values: Mapping[str, Any]) -> str:
    """Return what is to be said of a pin that nobody set by hand, or ""."""
    if not values.get("position"):
        return "unset"
    return {"city": "town", "street": "found", "address": "found"}.get(
        values.get("precision") or "", ""
    )


def _page(
    request: HttpRequest,
    kept: Kept,
    this: Step,
    *,
    form: StepForm,
    base: Mapping[str, Any],
    status: int = 200,
) -> HttpResponse:
    names = this.form.fields_said if this.form else ()
    seen = {name: base[name] for name in names if base.get(name) is not None}
    is_placed = this.name == "what" and status == 200
    context = {
        "form": form,
        "faults": faults_of(form) if status != 200 else [],
        "asks_guidelines": request.method == "POST" and _asks_guidelines(kept),
        "base": carried(seen),
        "step": this,
        "steps": STEPS,
        "venue": kept.venue,
        "kept": kept.venue,
        "asked": asked_about(base, venue_id=kept.venue.pk) if is_placed else None,
        "audiences": _audiences(form, kept),
        "looks_up_streets": looks_up_streets(),
        "pin": _pin_state(base) if is_placed else "",
    }
    if this.name == "contact":
        context |= photos_context(kept.venue)
    return render(request, f"manage/{this.name}.html", context, status=status)
