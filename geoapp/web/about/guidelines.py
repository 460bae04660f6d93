"""The community guidelines: short, with a version, and accepted once."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from geoapp.accounts.models import User
from geoapp.stewardship.guidelines import VERSION, accept_guidelines, has_accepted
from geoapp.web.redirects import safe_next


@require_http_methods(["GET", "HEAD", "POST"])
def guidelines(request: HttpRequest) -> HttpResponse:
    """Show the guidelines; a signed-in user can accept the current version."""
    user = request.user if isinstance(request.user, User) else None
    target = safe_next(request, default="")
    if request.method == "POST" and user is not None:
        accept_guidelines(user=user, at=timezone.now())
        messages.success(request, gettext("Thank you for accepting the guidelines."))
        return redirect(target or "about:guidelines")
    context = {
        "version": parse_date(VERSION),
        "asks": user is not None and not has_accepted(user),
        "target": target,
    }
    return render(request, "about/guidelines.html", context)
