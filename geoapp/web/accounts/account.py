"""The account page: home location, likes and exports."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from geoapp.accounts.actions import (
    UnknownLanguage,
    choose_home_point,
    choose_language,
    delete_home_point,
)
from geoapp.accounts.addresses import addresses_of
from geoapp.accounts.models import User
from geoapp.common.text import one_line
from geoapp.discovery.text.place_suggestions import find_places
from geoapp.geo.points import to_position
from geoapp.geo.values import InvalidGeometry, Position
from geoapp.geocoding.place_labels import name_near
from geoapp.mailing.actions import accept_address
from geoapp.mailing.kinds import kind_label
from geoapp.mailing.models import State
from geoapp.mailing.status import refused_addresses, undelivered
from geoapp.tutorials.actions import unlike_all
from geoapp.tutorials.models import Like, Tutorial
from geoapp.web.accounts.likes_export import likes_document
from geoapp.web.current_user import person
from geoapp.web.page_params import MAX_PLACE_LENGTH
from geoapp.web.reader_preferences import own_names

MAX_UNDELIVERED = 10  # emails named on the page


@never_cache
@login_required
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Show the user's email address, home location, likes and tutorials."""
    return _page(request)


def _page(
    request: HttpRequest,
    *,
    where: str = "",
    problem: str = "",
    language_problem: str = "",
    status: int = 200,
) -> HttpResponse:
    user = person(request)
    home = to_position(user.home_point) if user.home_point else None
    context = {
        "home": home.rounded(3) if home else None,
        "home_name": name_near(home) if home else "",
        "likes": Tutorial.objects.visible_to(user).liked_by(user).count(),
        "languages": own_names(),
        "added": Tutorial.objects.added_by(user),
        "where": where,
        "problem": problem,
        "language_problem": language_problem,
        **_email_problems(user),
    }
    return render(request, "accounts/account.html", context, status=status)


def _email_problems(user: User) -> dict[str, object]:
    """Return what the user has to know about emails that did not arrive."""
    addresses = [user.email]  # to which all but confirmations of others are sent
    return {
        "refused_addresses": refused_addresses(addresses),
        "undelivered": [
            {
                "label": kind_label(message.kind),
                "created_at": message.created_at,
                "is_uncertain": message.state == State.UNCERTAIN,
            }
            for message in undelivered(addresses)[:MAX_UNDELIVERED]
        ],
    }


@never_cache
@login_required
@require_POST
def accept_own_address(request: HttpRequest) -> HttpResponse:
    """Send all email to one of the user's addresses again."""
    address = request.POST.get("address", "")
    if address.lower() in {own.lower() for own in addresses_of(person(request))}:
        accept_address(address=address)
        messages.success(request, gettext("We will send emails to this address again."))
    return redirect("accounts:account")


@never_cache
@login_required
@require_POST
def account_language(request: HttpRequest) -> HttpResponse:
    """Save the language of emails to the user."""
    language = request.POST.get("language", "")
    try:
        choose_language(user=person(request), language=language)
    except UnknownLanguage:
        problem = gettext("Choose a language.")
        return _page(request, language_problem=problem, status=422)
    messages.success(request, gettext("Saved."))
    return redirect("accounts:account")


@never_cache
@login_required
@require_POST
def account_home_point(request: HttpRequest) -> HttpResponse:
    """Save the home location by name (`where`) or position (`near`), or `forget` it."""
    user = person(request)
    if "forget" in request.POST:
        delete_home_point(user=user)
        messages.success(request, gettext("Home location removed."))
        return redirect("accounts:account")
    where = one_line(request.POST.get("where", ""), longest=MAX_PLACE_LENGTH)
    home_point_position = _chosen(where, request.POST.get("near", ""))
    if home_point_position is None:
        problem = gettext("We could not find that town. Try a larger town nearby.")
        return _page(request, where=where, problem=problem, status=422)
    choose_home_point(user=user, position=home_point_position)
    messages.success(request, gettext("Home location saved."))
    return redirect("accounts:account")


def _chosen(where: str, near: str) -> Position | None:
    if where:
        place = next(iter(find_places(where, limit=1)), None)
        return place.position if place else None
    try:
        return Position.from_text(near)
    except InvalidGeometry:
        return None


@never_cache
@login_required
@require_safe
def export_likes(request: HttpRequest) -> HttpResponse:
    """Return the user's likes as a JSON file."""
    answer = JsonResponse(likes_document(user=person(request), at=timezone.now()))
    answer["Content-Disposition"] = 'attachment; filename="makerloom-likes.json"'
    return answer


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete_likes(request: HttpRequest) -> HttpResponse:
    """Ask for confirmation, then delete all the user's likes."""
    user = person(request)
    if request.method != "POST":
        likes = Like.objects.filter(user=user).count()
        return render(request, "accounts/delete_likes.html", {"likes": likes})
    count = unlike_all(user=user)
    words = ngettext("%(n)d like deleted.", "%(n)d likes deleted.", count)
    messages.success(request, words % {"n": count})
    return redirect("accounts:account")
