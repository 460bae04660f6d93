"""Help: a short page each for makers, for managers and for people who use the data."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def contents(request: HttpRequest) -> HttpResponse:
    """List the pages of the help."""
    return render(request, "about/help.html")


@require_safe
def make(request: HttpRequest) -> HttpResponse:
    """Explain how to find a place to make something."""
    return render(request, "about/help_make.html")


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """Explain how to add a place and keep it current."""
    return render(request, "about/help_places.html")


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """Explain how to query, download and embed the data."""
    return render(request, "about/help_data.html")
