"""The signed-in user of a request."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from geoapp.accounts.models import User


def person(request: HttpRequest) -> User:
    """Return the signed-in user; raise PermissionDenied if there is none."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
