"""A venue and a search as pages for iframes, and the page about embedding."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from geoapp.discovery.hours.open_state import hours_of
from geoapp.publishing.models import PublishedVenue
from geoapp.web.embed.framing import element_line, framed_anywhere
from geoapp.web.map.result_page import framed_context
from geoapp.web.venues.views import entry_of


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Show what can be embedded, with the lines to copy and a live example."""
    context = {"line": element_line(), "base": settings.PUBLIC_BASE_URL}
    return render(request, "embed/about.html", context)


@require_safe
@framed_anywhere
def place(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a venue in a frame; former URLs redirect to the current one."""
    venue = PublishedVenue.objects.filter(slug=slug).first()
    if venue is None:
        moved = PublishedVenue.objects.filter(aliases__contains=[slug]).first()
        if moved is None:
            return render(request, "embed/gone.html", status=404)
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        present = reverse("embed:venue", args=[moved.slug])
        return HttpResponsePermanentRedirect(present + query)
    at = timezone.now()
    return render(
        request, "embed/venue.html", entry_of(venue, hours_of(venue, at=at), at=at)
    )


@require_safe
@framed_anywhere
def venue_search(request: HttpRequest) -> HttpResponse:
    """Show the first results of a search in a frame."""
    context = framed_context(request, at=timezone.now())
    return render(request, "embed/search.html", context)
