"""Who may do what with a venue: pure predicates over a role and a state."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from geoapp.venues.models import Publication


class Role(TextChoices):
    """What a person is to a venue; the strongest word wins."""

    VISITOR = "visitor", _("Visitor")
    MEMBER = "member", _("Member")
    ORGANIZER = "organizer", _("Manager")
    MODERATOR = "moderator", _("Moderator")
    STAFF = "staff", _("Staff")


_KEEPERS = frozenset({Role.ORGANIZER, Role.MODERATOR, Role.STAFF})
_DECIDERS = frozenset({Role.MODERATOR, Role.STAFF})
_GONE = frozenset({Publication.MERGED})


def may_edit(*, role: Role, publication: str) -> bool:
    """Whether the person may change what the venue says, and see its history."""
    return role in _KEEPERS and publication not in _GONE


def may_invite(*, role: Role, publication: str) -> bool:
    """Whether the person may ask others to keep the venue, or let them go."""
    return may_edit(role=role, publication=publication)


def may_submit(*, role: Role, publication: str) -> bool:
    """Whether the person may ask for the venue to be shown."""
    states = {Publication.PUBLISHED, Publication.PENDING, *_GONE}
    return role in _KEEPERS and publication not in states


def may_withdraw(*, role: Role, publication: str) -> bool:
    """Whether the person may take the venue from the map."""
    states = {Publication.PUBLISHED, Publication.PENDING}
    return role in _KEEPERS and publication in states


def may_discard(*, role: Role, publication: str) -> bool:
    """Whether the person may delete a venue that nobody else has ever seen."""
    return role in _KEEPERS and publication == Publication.DRAFT


def may_moderate(*, role: Role) -> bool:
    """Whether the person decides what is shown."""
    return role in _DECIDERS
