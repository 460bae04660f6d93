"""Register a venue with details from its website or a text, once confirmed.

Nothing is stored before that: the details are signed and kept in the page itself.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from math import ceil
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from geoapp.common.errors import DomainError
from geoapp.crafts.choices import Kind
from geoapp.sources.prefill import (
    BrokenDocument,
    Extract,
    NothingFound,
    PageTooLong,
    TagsNeeded,
    look_up,
    read,
)
from geoapp.venues.actions.register_venue import register_venue
from geoapp.venues.drafts import VenueDraft
from geoapp.web.current_user import person
from geoapp.web.field_labels import FIELD_LABELS
from geoapp.web.forms import SiteForm
from geoapp.web.manage.forms.step_form import Line
from geoapp.web.manage.refusal_messages import error_message
from geoapp.web.manage.register.hourly_limits import next_fetch_at, next_paste_at

_LASTS_S = 3600
_ORIGINS = {
    "spaceapi": _("from the SpaceAPI document"),
    "osm": _("from the OpenStreetMap tags"),
    "page": _("from the page's metadata"),
    "text": _("from your text"),
}


class PrefillForm(SiteForm):
    """The form for an address or a text."""

    url = Line(
        label=_("Website or SpaceAPI address"),
        help_text=_("We open this address once, when you press the button."),
        max_length=2000,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "url"}),
    )
    text = forms.CharField(
        label=_("Or paste text"),
        help_text=_(
            "A SpaceAPI document, OpenStreetMap tags (name=…), a page's source or a "
            "description."
        ),
        max_length=200_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def clean(self) -> dict[str, Any]:
        """Require an address or a text."""
        cleaned = super().clean() or {}
        if not cleaned.get("url") and not cleaned.get("text") and not self.errors:
            raise forms.ValidationError(_("Enter an address or paste some text."))
        return cleaned


class ConfirmForm(SiteForm):
    """Name and kind, prefilled with the details found."""

    name = Line(
        label=FIELD_LABELS["name"],
        max_length=200,
        error_messages={"required": _("Enter a name.")},
    )
    kind = forms.ChoiceField(
        label=FIELD_LABELS["kind"],
        choices=[("", _("Choose an option")), *Kind.choices],
        error_messages={"required": _("Choose a kind of place.")},
    )


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def prefill(request: HttpRequest) -> HttpResponse:
    """Show the form, the details found, and register the venue with those ticked."""
    if request.method != "POST":
        return _ask(request, PrefillForm())
    if "found" in request.POST:
        return _confirm(request)
    return _look(request, PrefillForm(request.POST))


def _look(request: HttpRequest, form: PrefillForm) -> HttpResponse:
    if not form.is_valid():
        return _ask(request, form, status=422)
    url, text = form.cleaned_data["url"], form.cleaned_data["text"]
    at = timezone.now()
    next_at = next_paste_at if text else next_fetch_at
    until = next_at(person_id=person(request).pk, at=at)
    if until is not None:
        return _wait(request, form, until - at)
    try:
        extract = read(text, at=at) if text else look_up(_with_scheme(url), at=at)
    except DomainError as error:
        message = _NOTHING.get(type(error))
        form.add_error(
            "text" if text else "url", message() if message else error_message(error)
        )
        return _ask(request, form, status=422)
    return _show(request, _form_values(extract))


_NOTHING: Mapping[type[DomainError], Callable[[], str]] = {
    NothingFound: lambda: gettext(
        "We found no place, craft or machine here. Paste a description instead."
    ),
    PageTooLong: lambda: gettext(
        "This page's source is too long. Paste only its text, or at most 50,000 "
        "characters of its source."
    ),
    BrokenDocument: lambda: gettext(
        "The JSON is incomplete or not valid. Paste the whole document."
    ),
    TagsNeeded: lambda: gettext(
        "We cannot open OpenStreetMap links here. Paste the "
        "tags instead, such as name=… or craft=…"
    ),
}


def _wait(request: HttpRequest, form: PrefillForm, left: timedelta) -> HttpResponse:
    minutes = max(ceil(left / timedelta(minutes=1)), 1)
    if form.cleaned_data["text"]:
        field = "text"
        message = ngettext(
            "You have pasted too many texts. Try again in %(n)s minute.",
            "You have pasted too many texts. Try again in %(n)s minutes.",
            minutes,
        )
    else:
        field = "url"
        message = ngettext(
            "You have looked up too many addresses. Try again in %(n)s minute, or "
            "paste the text now.",
            "You have looked up too many addresses. Try again in %(n)s minutes, or "
            "paste the text now.",
            minutes,
        )
    form.add_error(field, message % {"n": minutes})
    answer = _ask(request, form, status=429)
    answer["Retry-After"] = str(minutes * 60)
    return answer


def _with_scheme(url: str) -> str:
    return url if "://" in url else f"https://{url}"


def _form_values(extract: Extract) -> dict[str, Any]:
    values = {name: v for name, v in extract.values.items() if name in FIELD_LABELS}
    inferred = sorted(extract.inferred & values.keys())
    return {"origin": extract.origin, "said": values, "inferred": inferred}


def _ask(request: HttpRequest, form: PrefillForm, *, status: int = 200) -> HttpResponse:
    return render(request, "manage/prefill.html", {"form": form}, status=status)


def _show(
    request: HttpRequest, extract: dict[str, Any], form: ConfirmForm | None = None
) -> HttpResponse:
    values = extract["said"]
    initial = {"name": values.get("name", ""), "kind": values.get("kind", "")}
    context = {
        "form": form or ConfirmForm(initial=initial),
        "found": signing.dumps(extract, salt=_salt(request), compress=True),
        "origin": _ORIGINS[extract["origin"]],
        "rows": [
            (name, values[name], _is_inferred(name, extract))
            for name in FIELD_LABELS
            if name in values and name not in {"name", "kind"}
        ],
    }
    status = 422 if form else 200
    return render(request, "manage/prefill_review.html", context, status=status)


def _salt(request: HttpRequest) -> str:
    """Return the namespace of the signature: results belong to one person."""
    return f"prefill:{person(request).pk}"


def _is_inferred(name: str, extract: dict[str, Any]) -> bool:
    value = extract["said"][name]
    rows = value if isinstance(value, list) else []
    marked = any(isinstance(row, dict) and row.get("inferred") for row in rows)
    return name in extract["inferred"] or marked


def _confirm(request: HttpRequest) -> HttpResponse:
    try:
        extract = signing.loads(
            request.POST["found"], salt=_salt(request), max_age=_LASTS_S
        )
    except signing.BadSignature:
        messages.error(
            request, gettext("These results have expired. Look up the place again.")
        )
        return redirect("manage:prefill")
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return _show(request, extract, form)
    taken = set(request.POST.getlist("take"))
    values = {n: v for n, v in extract["said"].items() if n in taken - {"name", "kind"}}
    inferred = [name for name in extract["inferred"] if name in values]
    draft = VenueDraft(
        id=uuid4(),
        name=form.cleaned_data["name"],
        kind=form.cleaned_data["kind"],
        values={**values, "inferred": inferred or None},
    )
    try:
        venue = register_venue(
            organizer=person(request), draft=draft, at=timezone.now()
        )
    except DomainError as error:
        form.add_error(None, error_message(error))
        return _show(request, extract, form)
    messages.success(request, gettext("Saved as a draft. It is not public yet."))
    return redirect("manage:step", venue.pk, "what")
