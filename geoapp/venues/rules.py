"""Permissions on venues: pure predicates over a role and a state."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from geoapp.venues.models import Publication


class Role(TextChoices):
    """A user's relation to a venue; the most powerful role applies."""

    VISITOR = "visitor", _("Visitor")
    MEMBER = "member", _("Member")
    ORGANIZER = "organizer", _("Manager")
    OWNER = "owner", _("Owner")
    MODERATOR = "moderator", _("Moderator")
    STAFF = "staff", _("Staff")


_MANAGERS = frozenset({Role.ORGANIZER, Role.OWNER, Role.MODERATOR, Role.STAFF})
_MODERATORS = frozenset({Role.MODERATOR, Role.STAFF})
_FINAL = frozenset({Publication.MERGED})


def may_edit(*, role: Role, publication: str) -> bool:
    """Return whether this role can edit the venue and see its history."""
    return role in _MANAGERS and publication not in _FINAL


def may_invite(*, role: Role, publication: str) -> bool:
    """Return whether this role can see the venue's managers and invite others."""
    return may_edit(role=role, publication=publication)


def may_remove_managers(*, role: Role, publication: str) -> bool:
    """Return whether this role can remove managers and choose the owner."""
    is_owner = role in {Role.OWNER, Role.MODERATOR, Role.STAFF}
    return is_owner and publication not in _FINAL


def may_submit(*, role: Role, publication: str) -> bool:
    """Return whether this role can submit the venue for publication."""
    states = {Publication.PUBLISHED, Publication.PENDING, *_FINAL}
    return role in _MANAGERS and publication not in states


def may_withdraw(*, role: Role, publication: str) -> bool:
    """Return whether this role can withdraw the venue from the map."""
    states = {Publication.PUBLISHED, Publication.PENDING}
    return role in _MANAGERS and publication in states


def may_discard(*, role: Role, publication: str) -> bool:
    """Return whether this role can delete the venue, a draft never published."""
    return role in _MANAGERS and publication == Publication.DRAFT


def may_moderate(*, role: Role) -> bool:
    """Return whether this role decides what is published."""
    return role in _MODERATORS
