"""Pages that other sites may show in a frame: these alone."""

from collections.abc import Callable
from functools import wraps
from html import escape
from typing import Any, cast

from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.clickjacking import xframe_options_exempt

View = Callable[..., HttpResponse]


def framed_anywhere(view: View) -> View:
    """Let every site frame the view's answer.

    Such a page does not look at who reads it, and has nothing to press that changes
    anything: whoever lays something over it gains nothing.
    """

    @wraps(view)
    def shown(request: HttpRequest, **route: Any) -> HttpResponse:
        return view(request, **route)

    anywhere = csp_replace({"frame-ancestors": ["*"]})(shown)
    return cast("View", xframe_options_exempt(anywhere))


def frame_line(path: str, *, title: str, height_px: int) -> str:
    """Return the line of HTML that shows one of our pages in another site's page."""
    address = escape(f"{settings.PUBLIC_BASE_URL}{path}")
    return (
        f'<iframe src="{address}" title="{escape(title)}" width="100%"'
        f' height="{height_px}" loading="lazy"></iframe>'
    )


def element_line() -> str:
    """Return the line of HTML that shows the element in another site's page."""
    address = escape(f"{settings.PUBLIC_BASE_URL}/embed/make-it-near-you.js")
    return (
        f'<script type="module" src="{address}"></script>'
        "<make-it-near-you></make-it-near-you>"
    )
