"""The roles of users."""

from django.contrib.auth.models import AnonymousUser

from geoapp.accounts.models import User
from geoapp.venues.models import Venue
from geoapp.venues.rules import Role


def role_of(user: User | AnonymousUser, *, venue: Venue | None = None) -> Role:
    """Return the user's role for `venue`, or for the whole site without one."""
    if isinstance(user, AnonymousUser) or not user.is_active:
        return Role.VISITOR
    if user.is_staff or user.is_moderator:
        return Role.STAFF if user.is_staff else Role.MODERATOR
    row = venue.organizers.filter(user=user).first() if venue is not None else None
    if row is None:
        return Role.MEMBER
    return Role.OWNER if row.is_owner else Role.ORGANIZER
