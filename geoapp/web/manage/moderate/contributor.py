"""What a moderator sees about a contributor."""

from dataclasses import dataclass
from datetime import datetime

from geoapp.accounts.models import User
from geoapp.stewardship.actions.take_back import is_protected
from geoapp.stewardship.models import Contribution, Decision

_MAX_OTHERS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Contributor:
    """An author's account and what else they submitted, newest first."""

    user: User
    joined_at: datetime
    accepted: int
    declined: int
    others: tuple[Contribution, ...]
    may_take_back: bool


def contributor_of(row: Contribution, *, by: User) -> Contributor | None:
    """Return what `by`, a moderator, sees of the author; None without an account."""
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
        may_take_back=not is_protected(row.author, by=by),
    )
