"""What a moderator sees about a contributor, and the ready-made reasons."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from geoapp.accounts.models import User
from geoapp.stewardship.models import Contribution, Decision

_MAX_OTHERS = 10

# The key goes with the form, the text to the contributor.
READY_REASONS: Mapping[str, Promise] = {
    "advertising": _(
        "This is advertising. Makerloom lists places where people make things."
    ),
    "listed": _("This place is already listed. Suggest a change there instead."),
    "missing": _("We found no such place at this address."),
    "copied": _("The text is copied from elsewhere. Describe it in your own words."),
    "home": _("This looks like someone's home. Show only the area, then submit again."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Contributor:
    """An author's account and what else they submitted, newest first."""

    user: User
    joined_at: datetime
    accepted: int
    declined: int
    others: tuple[Contribution, ...]


def contributor_of(row: Contribution) -> Contributor | None:
    """Return what is known about the author; None if the account is deleted."""
    if row.author is None:
        return None
    mine = Contribution.objects.by_author(row.author)
    others = mine.exclude(pk=row.pk).select_related("venue", "tutorial")
    return Contributor(
        user=row.author,
        joined_at=row.author.date_joined,
        accepted=mine.accepted().count(),
        declined=mine.filter(decision=Decision.REFUSED).count(),
        others=tuple(others[:_MAX_OTHERS]),
    )


def with_ready_reason(key: str, text: str) -> str:
    """Return the ready-made reason, if one was chosen, before what was typed."""
    ready = READY_REASONS.get(key)
    parts = [str(ready)] if ready is not None else []
    return "\n".join([*parts, *([text] if text.strip() else [])])
