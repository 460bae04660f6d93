"""The user's API keys: create, show once, revoke."""

from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from geoapp.accounts.keys import LIKES, MAX_KEYS, TooManyKeys, make_key, revoke_key
from geoapp.accounts.models import ApiKey
from geoapp.common.text import one_line
from geoapp.web.current_user import person

_MAX_NAME_LENGTH = 60


def _is_change(request: HttpRequest) -> bool:
    return request.method == "POST"


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(enabled=_is_change)  # type: ignore[untyped-decorator] # has no types
def keys(request: HttpRequest) -> HttpResponse:
    """List the user's keys; POST creates one and shows it once."""
    if request.method != "POST":
        return _page(request)
    name = one_line(request.POST.get("name", ""), longest=_MAX_NAME_LENGTH)
    if not name:
        problem = gettext(
            "Enter a name for the key, so that you can recognise it later."
        )
        return _page(request, problem=problem, status=422)
    scopes = [LIKES] if request.POST.get("likes") else []
    try:
        _key, text = make_key(
            user=person(request), name=name, scopes=scopes, at=timezone.now()
        )
    except TooManyKeys:
        words = gettext(
            "You have %(n)d keys, which is the limit. Revoke one to create another."
        )
        return _page(request, problem=words % {"n": MAX_KEYS}, status=422)
    return _page(request, new_key=text)


def _page(
    request: HttpRequest, *, new_key: str = "", problem: str = "", status: int = 200
) -> HttpResponse:
    mine = ApiKey.objects.filter(user=person(request)).order_by("-created_at", "pk")
    context = {
        "new_key": new_key,
        "problem": problem,
        "name_value": request.POST.get("name", "") if problem else "",
        "keys": mine.filter(revoked_at=None),
        "revoked": mine.exclude(revoked_at=None),
    }
    return render(request, "accounts/keys.html", context, status=status)


@never_cache
@login_required
@require_POST
def revoke(request: HttpRequest, key_id: UUID) -> HttpResponse:
    """Revoke one of the user's keys."""
    # Nobody confirms a change of what is not theirs.
    key = get_object_or_404(ApiKey, user=person(request), pk=key_id)
    if key.revoked_at is not None:
        return _already_revoked(request)
    response: HttpResponse = _revoke(request, key_id)
    return response


@reauthentication_required  # type: ignore[untyped-decorator] # has no types
def _revoke(request: HttpRequest, key_id: UUID) -> HttpResponse:
    if not revoke_key(user=person(request), key_id=key_id, at=timezone.now()):
        return _already_revoked(request)
    messages.success(request, gettext("Key revoked. It no longer works."))
    return redirect("accounts:keys")


def _already_revoked(request: HttpRequest) -> HttpResponse:
    messages.info(request, gettext("This key has already been revoked."))
    return redirect("accounts:keys")
