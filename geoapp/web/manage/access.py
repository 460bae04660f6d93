"""Load the venue of a request and check the user's permission."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from geoapp.accounts.models import User
from geoapp.stewardship.guidelines import has_accepted
from geoapp.venues import rules
from geoapp.venues.models import Organizer, Publication, Venue
from geoapp.venues.roles import role_of
from geoapp.venues.rules import Role
from geoapp.web.about.not_found import ExplainedNotFound
from geoapp.web.current_user import person
from geoapp.web.manage.former_managers import explanation_for, not_managed_text

Rule = Callable[..., bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class ManagedVenue:
    """A venue, the current user and their role."""

    venue: Venue
    user: User
    role: Role

    def may(self, rule: Rule) -> bool:
        """Whether a rule of geoapp.venues.rules permits the user."""
        return rule(role=self.role, publication=self.venue.publication)

    @property
    def is_moderator(self) -> bool:
        """Whether the user is a moderator or staff, whom every address is shown."""
        return rules.may_moderate(role=self.role)

    @property
    def needs_guidelines(self) -> bool:
        """Whether the user must accept the guidelines before saving.

        Changes to a published venue are public at once. For a draft, the guidelines
        are required on submission.
        """
        is_published = self.venue.publication == Publication.PUBLISHED
        return is_published and not has_accepted(self.user)


def get_managed_venue(
    request: HttpRequest, venue_id: UUID, *, rule: Rule = rules.may_edit
) -> ManagedVenue:
    """Return the venue; raise ExplainedNotFound if there is none or access is denied.

    Both cases look the same, so that the existence of a draft is not revealed; only a
    former manager is told what happened.
    """
    user = person(request)
    venue = Venue.objects.filter(pk=venue_id).select_related("organisation").first()
    if venue is None:
        raise ExplainedNotFound(not_managed_text(), is_of_manager=True)
    managed = ManagedVenue(venue=venue, user=user, role=role_of(user, venue=venue))
    if not managed.may(rule):
        explanation = explanation_for(user, venue=venue)
        raise ExplainedNotFound(explanation or not_managed_text(), is_of_manager=True)
    return managed


def can_manage(user: User | AnonymousUser, venue_id: UUID) -> bool:
    """Whether the user can change the venue; its page then links to the form."""
    if isinstance(user, AnonymousUser):
        return False
    if user.is_staff or user.is_moderator:
        return True
    return Organizer.objects.filter(user=user, venue_id=venue_id).exists()
