"""Which venue a request is about, and whether its person may."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest

from geoapp.accounts.models import User
from geoapp.stewardship.guidelines import has_accepted
from geoapp.venues import rules
from geoapp.venues.models import Organizer, Publication, Venue
from geoapp.venues.roles import role_of
from geoapp.venues.rules import Role
from geoapp.web.current_user import person

Rule = Callable[..., bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class ManagedVenue:
    """A venue, the person who asks, and what they are to it."""

    venue: Venue
    user: User
    role: Role

    def may(self, rule: Rule) -> bool:
        """Whether a rule of geoapp.venues.rules lets the person."""
        return rule(role=self.role, publication=self.venue.publication)

    @property
    def needs_guidelines(self) -> bool:
        """Whether what is sent would be seen at once, and needs a yes first.

        A draft is asked about when it is handed in.
        """
        is_published = self.venue.publication == Publication.PUBLISHED
        return is_published and not has_accepted(self.user)


def get_managed_venue(
    request: HttpRequest, venue_id: UUID, *, rule: Rule = rules.may_edit
) -> ManagedVenue:
    """Return the venue; raise Http404 for who may not, as if it were not there.

    A draft must not be known to exist by the way in which it is refused.
    """
    user = person(request)
    venue = Venue.objects.filter(pk=venue_id).select_related("organisation").first()
    if venue is None:
        raise Http404
    managed = ManagedVenue(venue=venue, user=user, role=role_of(user, venue=venue))
    if not managed.may(rule):
        raise Http404
    return managed


def can_manage(user: User | AnonymousUser, venue_id: UUID) -> bool:
    """Whether the person may change the venue: its page then shows the way."""
    if isinstance(user, AnonymousUser):
        return False
    if user.is_staff or user.is_moderator:
        return True
    return Organizer.objects.filter(user=user, venue_id=venue_id).exists()
