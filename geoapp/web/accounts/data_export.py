"""Export all personal data, or delete the account."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from geoapp.accounts.personal_data import (
    delete_account,
    published_traces,
    stream_personal_data,
)
from geoapp.web.current_user import person


@never_cache
@login_required
@require_safe
def export(request: HttpRequest) -> StreamingHttpResponse:
    """Return everything that is stored about the user as a JSON file."""
    data = stream_personal_data(user=person(request), at=timezone.now())
    answer = StreamingHttpResponse(data, content_type="application/json")
    answer["Content-Disposition"] = 'attachment; filename="makerloom-account.json"'
    return answer


@never_cache
@reauthentication_required  # type: ignore[untyped-decorator] # has no types
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest) -> HttpResponse:
    """Ask for confirmation after a recent sign-in, then delete the account.

    Only what was shown and left unticked stays as it is published.
    """
    user = person(request)
    if request.method != "POST":
        context = {"traces": published_traces(user)}
        return render(request, "accounts/delete_account.html", context)
    shown, ticked = (request.POST.getlist(name) for name in ("shown", "remove"))
    logout(request)
    delete_account(
        user=user, at=timezone.now(), kept=frozenset(shown) - frozenset(ticked)
    )
    messages.success(request, gettext("Your account has been deleted."))
    return redirect("map:home")
