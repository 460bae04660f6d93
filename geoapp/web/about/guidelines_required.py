"""A decorator for views that require the current guidelines to be accepted."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from geoapp.stewardship.guidelines import has_accepted
from geoapp.web.current_user import person


def guidelines_required(
    view: Callable[..., HttpResponse],
) -> Callable[..., HttpResponse]:
    """Redirect to the guidelines until the user has accepted the current version.

    Acceptance leads back to the form. The user must be signed in. POST requests pass,
    so that no input is lost; the view checks them itself.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" or has_accepted(person(request)):
            return view(request, *args, **kwargs)
        messages.info(request, gettext("Read and accept the guidelines first."))
        back = urlencode({"next": request.get_full_path()}, safe="/")
        return redirect(f"{reverse('about:guidelines')}?{back}")

    return wrapped
