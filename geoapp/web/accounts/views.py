"""My likes and the places to make them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from geoapp.accounts.actions import choose_home_point, delete_home_point
from geoapp.discovery.matching.liked import for_likes
from geoapp.geo.values import InvalidGeometry, Position
from geoapp.tutorials.models import Tutorial
from geoapp.web.current_user import person
from geoapp.web.page_params import page_params, position_of

MAX_PLACES = 12


@never_cache
@login_required
@require_safe
def likes(request: HttpRequest) -> HttpResponse:
    """Show the best places for each liked tutorial, and those that suit most likes."""
    at = timezone.now()
    params = page_params(request, at=at)
    near = position_of(request, params)
    user = person(request)
    liked = list(Tutorial.objects.visible_to(user).liked_by(user).with_needs())
    likes_view = near and for_likes(
        liked,
        near=near,
        within=params.criteria.radius,
        at=at,
        audience=params.criteria.audience,
    )
    context = {
        "at": at,
        "tutorials": liked,
        "criteria": params.criteria,
        "where": params.where,
        "place": params.place,
        "problems": params.problems,
        "near": near,
        "likes_view": likes_view,
        "places_query": params.query(params.criteria),
        "places": likes_view.places[:MAX_PLACES] if likes_view else (),
        # Numbered likes that need several places.
        "planned": [
            (number, like)
            for number, like in enumerate(likes_view.liked if likes_view else (), 1)
            if like.matches.plan
        ],
    }
    return render(request, "accounts/likes.html", context)


@login_required
@require_POST
def home_point(request: HttpRequest) -> HttpResponse:
    """Save a position as the user's home location, or remove it."""
    near = request.POST.get("near", "")
    if not near:
        delete_home_point(user=person(request))
        return redirect("accounts:likes")
    try:
        position = Position.from_text(near)
    except InvalidGeometry:
        messages.error(
            request,
            _("We could not read that location. Your home location has not changed."),
        )
        return redirect("accounts:likes")
    choose_home_point(user=person(request), position=position)
    return redirect("accounts:likes")
