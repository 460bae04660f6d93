"""The list of tutorials, and a tutorial with its matching places."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from geoapp.crafts.vocabulary import current
from geoapp.discovery.matching.matches import matches_for
from geoapp.discovery.matching.requirements import tutorial_requirements
from geoapp.discovery.tutorial_search import craft_counts, search_tutorials
from geoapp.tutorials.actions import like, unlike
from geoapp.tutorials.models import Like, Tutorial
from geoapp.web.accounts.pending_like import remember_like
from geoapp.web.current_user import person
from geoapp.web.page_params import page_params, position_of
from geoapp.web.redirects import safe_next

PER_PAGE = 24
BEST = 3


@require_safe
def tutorials(request: HttpRequest) -> HttpResponse:
    """List tutorials by text and craft."""
    craft = request.GET.get("craft", "")
    result = search_tutorials(
        q=request.GET.get("q", "")[:200],
        crafts=[craft] if craft in current().crafts else [],
    )
    page = Paginator(result.tutorials, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "result": result,
        "crafts": craft_counts(),
        "liked": _liked(request, [t.pk for t in page]),
    }
    return render(request, "tutorials/list.html", context)


@require_safe
def tutorial(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a tutorial, its requirements and the matching places nearby."""
    at = timezone.now()
    visible = Tutorial.objects.visible_to(request.user).with_needs()
    marked = visible.marking_likes_of(request.user)
    requested = get_object_or_404(marked, slug=slug)
    params = page_params(request, at=at)
    near = position_of(request, params)
    matches = near and matches_for(
        tutorial_requirements(requested),
        near=near,
        within=params.criteria.radius,
        at=at,
        audience=params.criteria.audience,
        open_at=params.criteria.open_at,
    )
    context = {
        "at": at,
        "tutorial": requested,
        "needs": tutorial_requirements(requested),
        "criteria": params.criteria,
        "where": params.where,
        "place": params.place,
        "problems": params.problems,
        "matches": matches,
        "wider_query": matches
        and matches.wider
        and params.query(
            params.criteria.replace(near=near, radius=matches.wider.radius)
        ),
        "best": matches.items[:BEST] if matches else (),
        "others": matches.items[BEST:30] if matches else (),
        "liked": getattr(requested, "is_liked", False),
    }
    return render(request, "tutorials/tutorial.html", context)


@require_POST
def like_tutorial(request: HttpRequest, slug: str) -> HttpResponse:
    """Like a tutorial and redirect back; visitors are sent to sign up first."""
    visible = Tutorial.objects.visible_to(request.user)
    tutorial = get_object_or_404(visible, slug=slug)
    if not request.user.is_authenticated:
        query = urlencode({"next": tutorial.get_absolute_url()})
        response = redirect(f"{reverse('account_signup')}?{query}")
        return remember_like(response, tutorial)
    like(user=person(request), tutorial=tutorial, at=timezone.now())
    return _back(request, tutorial)


@login_required
@require_POST
def unlike_tutorial(request: HttpRequest, slug: str) -> HttpResponse:
    """Remove a like and redirect back."""
    visible = Tutorial.objects.visible_to(request.user)
    tutorial = get_object_or_404(visible, slug=slug)
    unlike(user=person(request), tutorial=tutorial)
    return _back(request, tutorial)


def _back(request: HttpRequest, tutorial: Tutorial) -> HttpResponseRedirect:
    return redirect(safe_next(request, default=tutorial.get_absolute_url()))


def _liked(request: HttpRequest, ids: list[UUID]) -> set[UUID]:
    if not request.user.is_authenticated:
        return set()
    likes = Like.objects.filter(user=person(request), tutorial__in=ids)
    return set(likes.values_list("tutorial_id", flat=True))
