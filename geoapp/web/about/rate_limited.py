"""The page for requests over the rate limit."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

# The allauth limits that lead to this page each cover one minute.
WAIT_S = 60


@never_cache
def rate_limited(request: HttpRequest) -> HttpResponse:
    """Return 429 with a Retry-After header; allauth calls this as `handler429`."""
    answer = render(request, "429.html", status=429)
    answer["Retry-After"] = str(WAIT_S)
    return answer
