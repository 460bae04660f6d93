"""What people are called to a venue's managers: a name, and who wishes an address."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from geoapp.accounts.models import User
from geoapp.venues.models import ManagerProfile, Venue


@dataclass(frozen=True, slots=True, kw_only=True)
class ManagerNames:
    """The names of people by the number of their account; unknown ones are deleted."""

    names: Mapping[int, str]

    def of(self, user_id: int | None) -> str:
        """Return the name of a person."""
        name = self.names.get(user_id) if user_id is not None else None
        return name or gettext("deleted user")


def manager_names(
    user_ids: Iterable[int | None], *, venue: Venue, with_addresses: bool = False
) -> ManagerNames:
    """Return what these people are called on the pages and in emails about `venue`.

    Somebody who manages the venue is called by name, and with the address if they wish
    so; a moderator who does not is "A moderator". Moderators themselves are shown every
    address (`with_addresses`).
    """
    users = User.objects.filter(pk__in={pk for pk in user_ids if pk is not None})
    managers = set(venue.organizers.values_list("user_id", flat=True))
    profiles = {
        row.user_id: row for row in ManagerProfile.objects.filter(user__in=users)
    }
    return ManagerNames(
        names={
            user.pk: _name(
                user,
                profiles.get(user.pk),
                is_manager=user.pk in managers,
                with_address=with_addresses,
            )
            for user in users
        }
    )


def _name(
    user: User,
    profile: ManagerProfile | None,
    *,
    is_manager: bool,
    with_address: bool,
) -> str:
    is_moderator = user.is_moderator or user.is_staff
    if is_moderator and not is_manager and not with_address:
        return gettext("A moderator")
    name = profile.name if profile else ""
    if not (with_address or (profile and profile.shows_email)):
        return name or gettext("Unnamed manager")
    return f"{name} ({user.email})" if name else user.email
