"""Absolute URLs of the site."""

from django.conf import settings


def public_url(path: str) -> str:
    """Return the absolute URL of a path; never from the request's Host header."""
    return f"{settings.PUBLIC_BASE_URL}{path}"
