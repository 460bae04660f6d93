"""The decorator for pages that other sites may frame; no other page may be."""

from collections.abc import Callable
from functools import wraps
from html import escape
from typing import Any, cast

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.views.decorators.clickjacking import xframe_options_exempt

from geoapp.common.public_url import public_url

View = Callable[..., HttpResponse]


def framed_anywhere(view: View) -> View:
    """Let every site show the view in a frame.

    Only for pages that ignore the signed-in user and have no controls that change
    anything: clickjacking then gains nothing.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, **route: Any) -> HttpResponse:
        return view(request, **route)

    anywhere = csp_replace({"frame-ancestors": ["*"]})(wrapped)
    return cast("View", xframe_options_exempt(anywhere))


def frame_line(path: str, *, title: str, height_px: int) -> str:
    """Return the iframe that embeds one of our pages."""
    address = escape(public_url(path))
    return (
        f'<iframe src="{address}" title="{escape(title)}" width="100%"'
        f' height="{height_px}" loading="lazy"></iframe>'
    )


def element_line() -> str:
    """Return the line of HTML that embeds the element."""
    address = escape(public_url("/embed/make-it-near-you.js"))
    return (
        f'<script type="module" src="{address}"></script>'
        "<make-it-near-you></make-it-near-you>"
    )
