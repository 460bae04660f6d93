"""Merge two places and split them again: pages for moderators."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from geoapp.accounts.models import User
from geoapp.stewardship.actions.merge import merge, split
from geoapp.venues.actions.merge_venues import AlreadyMerged, SameVenue, mark_distinct
from geoapp.venues.actions.split_venues import MergedLater, NotMerged
from geoapp.venues.models import Publication, Venue, VenueMerge
from geoapp.venues.stored_records import values_of
from geoapp.web.manage.moderate.merge_rows import (
    chosen_values,
    equal_fields,
    merge_rows,
)
from geoapp.web.manage.moderate.views import moderator
from geoapp.web.manage.positioning import check_position


@never_cache
@login_required
@require_safe
def choose(request: HttpRequest, venue_id: UUID) -> HttpResponse:
    """Show likely duplicates of a place, and the places merged into it.

    `with` is the address of the page of another place to compare it with.
    """
    moderator(request)
    venue = _venue(venue_id)
    address = request.GET.get("with", "").strip()[:300]
    other = _venue_at(address) if address else None
    if other is not None and other != venue:
        return redirect("manage:merge", venue_id, other.pk)
    duplicates = check_position(values_of(venue_id), venue_id=venue_id)
    merges = venue.merges.filter(split_at=None).select_related("merged", "by")
    context = {
        "venue": venue,
        "duplicates": duplicates.possible_duplicates,
        "merges": merges.order_by("-at"),
        "address": address,
        "problem": gettext("We could not find another place at this address.")
        if address
        else "",
    }
    return render(request, "manage/choose_merge.html", context)


def _venue(venue_id: UUID) -> Venue:
    rows = Venue.objects.filter(merged_into=None)
    return get_object_or_404(rows, pk=venue_id)


def _venue_at(address: str) -> Venue | None:
    """Return the place of a page's address, also of a former one.

    PostgreSQL looks up no text with a NUL.
    """
    try:
        path = urlsplit(address.replace("\0", "")).path
    except ValueError:  # as http://[
        return None
    parts = [part for part in path.split("/") if part]
    slug = parts[-1] if parts else ""
    venues = Venue.objects.filter(merged_into=None)
    return venues.filter(slug=slug).first() or venues.filter(aliases=slug).first()


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def compare(request: HttpRequest, venue_id: UUID, other_id: UUID) -> HttpResponse:
    """Show how two places differ; POST merges the second one into the first."""
    user = moderator(request)
    surviving, merged = _venue(venue_id), _venue(other_id)
    if surviving == merged:
        raise Http404
    if not _is_public(surviving) and _is_public(merged):
        # The page that people know must stay.
        return redirect("manage:merge", other_id, venue_id)
    if request.method != "POST":
        return _page(request, surviving, merged)
    if "distinct" in request.POST:
        mark_distinct(venue_ids=(surviving.pk, merged.pk))
        messages.success(
            request, gettext("Saved. We will not suggest this pair again.")
        )
        return redirect("manage:choose_merge", venue_id)
    return _merge(request, surviving, merged, by=user)


def _is_public(venue: Venue) -> bool:
    return venue.publication == Publication.PUBLISHED


def _merge(
    request: HttpRequest, surviving: Venue, merged: Venue, *, by: User
) -> HttpResponse:
    a, b = values_of(surviving.pk), values_of(merged.pk)
    rows = merge_rows(a, b, request.POST.dict())
    missing = [row.label for row in rows if not row.chosen]
    if missing:
        problem = gettext("Choose a value first: %(fields)s.")
        problem %= {"fields": ", ".join(missing)}
        return _page(request, surviving, merged, problem=problem)
    try:
        row = merge(
            kept_id=surviving.pk,
            merged_id=merged.pk,
            choices=chosen_values(rows, a, b),
            by=by,
            at=timezone.now(),
        )
    except (AlreadyMerged, SameVenue):
        messages.error(request, gettext("This has already been decided."))
        return redirect("manage:queue")
    messages.success(
        request,
        gettext("“%(name)s” has been merged. You can split them again here.")
        % {"name": row.merged.name},
    )
    return redirect("manage:choose_merge", surviving.pk)


def _page(
    request: HttpRequest, surviving: Venue, merged: Venue, *, problem: str = ""
) -> HttpResponse:
    a, b = values_of(surviving.pk), values_of(merged.pk)
    chosen = request.POST.dict() if request.method == "POST" else None
    rows = merge_rows(a, b, chosen)
    context: dict[str, Any] = {
        "surviving": surviving,
        "merged": merged,
        "rows": rows,
        "equal_fields": equal_fields(a, b),
        "open_count": sum(not row.chosen for row in rows),
        "may_swap": _is_public(surviving) == _is_public(merged),
        "problem": problem,
    }
    status = 422 if problem else 200
    return render(request, "manage/merge.html", context, status=status)


@never_cache
@login_required
@require_POST
def split_again(request: HttpRequest, merge_id: UUID) -> HttpResponse:
    """Undo a merge."""
    user = moderator(request)
    row = get_object_or_404(VenueMerge, pk=merge_id)
    try:
        split(merge_id=merge_id, by=user, at=timezone.now())
    except tuple(_PROBLEMS) as error:
        messages.error(request, _PROBLEMS[type(error)]())
    else:
        messages.success(request, gettext("Both places have their own pages again."))
    return redirect("manage:choose_merge", row.surviving_id)


_PROBLEMS: dict[type[Exception], Callable[[], str]] = {
    NotMerged: lambda: gettext("These places have been split already."),
    MergedLater: lambda: gettext("Split the later merge first."),
}
