"""The ceiling of the web's part: our middleware, and views that know their answer."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def constant(request: HttpRequest, size: int) -> HttpResponse:
    """Answer so many bytes."""
    return HttpResponse(b"x" * size, content_type="application/geo+json")


def unchanged(request: HttpRequest) -> HttpResponse:
    """Answer that nothing changed."""
    return HttpResponse(status=304)


urlpatterns = [
    path("api/constant/<int:size>", constant),
    path("api/unchanged", unchanged),
]
