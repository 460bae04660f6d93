"""Lines of HTML for embedding on other sites."""

from django import template
from django.urls import reverse
from django.utils.http import urlencode

from geoapp.crafts.spoken_languages import language
from geoapp.publishing.models import PublishedVenue
from geoapp.web.embed import framing

register = template.Library()

_VENUE_PX, _SEARCH_PX = 360, 560


@register.simple_tag
def venue_frame_line(venue: PublishedVenue) -> str:
    """Return the iframe that embeds a venue, in the reader's language."""
    path = reverse("embed:venue", args=[venue.slug])
    query = urlencode({"lang": language()})
    return framing.frame_line(f"{path}?{query}", title=venue.name, height_px=_VENUE_PX)


@register.simple_tag
def search_frame_line(query: str, title: str) -> str:
    """Return the iframe that embeds a search; `query` is its query string."""
    params = "&".join(filter(None, [query, urlencode({"lang": language()})]))
    path = f"{reverse('embed:search')}?{params}"
    return framing.frame_line(path, title=title, height_px=_SEARCH_PX)
