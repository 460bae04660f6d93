"""The signed-in person of a request."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from geoapp.accounts.models import User


def person(request: HttpRequest) -> User:
    """Return the person; raise PermissionDenied where nobody is signed in."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
