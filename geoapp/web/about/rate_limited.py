"""The page for who asked more often than is allowed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

# allauth's limits that end in a page count for a minute each.
WAIT_S = 60


@never_cache
def rate_limited(request: HttpRequest) -> HttpResponse:
    """Say when to come back; allauth calls this as its `handler429`."""
    answer = render(request, "429.html", status=429)
    answer["Retry-After"] = str(WAIT_S)
    return answer
