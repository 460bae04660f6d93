"""Who has not yet said yes to the present guidelines reads them before adding."""

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
    """Lead who opens the page of a form to the guidelines, and back after their yes.

    For people who are signed in. A form that is sent passes: it would lose its words.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" or has_accepted(person(request)):
            return view(request, *args, **kwargs)
        messages.info(request, gettext("Read and accept the guidelines first."))
        back = urlencode({"next": request.get_full_path()}, safe="/")
        return redirect(f"{reverse('about:guidelines')}?{back}")

    return wrapped
